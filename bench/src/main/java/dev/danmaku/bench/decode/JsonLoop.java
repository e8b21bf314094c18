package dev.danmaku.bench.decode;

import dev.danmaku.event.EventJson;
import dev.danmaku.platforms.FrameDecoder;

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

import java.io.ByteArrayOutputStream;
import java.util.concurrent.TimeUnit;

/** A push of ten comments, to JSON lines. An operation is a push. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
public class JsonLoop {
    @Param("KUAISHOU_10")
    public Push push = Push.KUAISHOU_10;

    private final FrameDecoder decoder = Decoders.kuaishou();
    private final ByteArrayOutputStream lines = new ByteArrayOutputStream();
    private byte[] bytes = {};

    @Setup
    public void makePush() throws Exception {
        bytes = push.message();
        WarmUp.with(this::decodeToJson);
    }

    /** From bytes to lines. */
    @Benchmark
    public int decodeToJson() {
        lines.reset();
        try (var json = EventJson.generator(lines)) {
            Decoders.events(decoder, bytes).forEach(event -> EventJson.write(event, json));
        }
        return lines.size();
    }
}
