package dev.danmaku.bench.decode;

import com.google.protobuf.ByteString;

import dev.danmaku.platforms.kuaishou.wire.CompressionType;
import dev.danmaku.platforms.kuaishou.wire.SCWebFeedPush;
import dev.danmaku.platforms.kuaishou.wire.SocketMessage;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;

/** The plain thing beside Kuaishou's decoding: both protobuf messages, and nothing made of them, not even texts. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
public class BareProtobufLoop {
    @Param({"KUAISHOU_1", "KUAISHOU_10", "KUAISHOU_10_GZIP"})
    public Push push = Push.KUAISHOU_10;

    private byte[] bytes = {};

    @Setup
    public void makePush() throws Exception {
        bytes = push.message();
        WarmUp.with(this::parse);
    }

    @Benchmark
    public Object parse() throws IOException {
        var envelope = SocketMessage.parseFrom(bytes);
        return SCWebFeedPush.parseFrom(
                envelope.getCompressionType() == CompressionType.GZIP
                        ? gunzip(envelope.getPayload())
                        : envelope.getPayload());
    }

    private static ByteString gunzip(ByteString packed) throws IOException {
        try (var gzip = new GZIPInputStream(packed.newInput())) {
            return ByteString.copyFrom(gzip.readAllBytes());
        }
    }
}
