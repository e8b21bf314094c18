package dev.danmaku.bench.decode;

import dev.danmaku.event.EventJson;
import dev.danmaku.platforms.FrameDecoder;
import dev.danmaku.platforms.FrameDecoder.Decoded;
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

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** One thread, one push of comments again and again. An operation is a push. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class DecodeLoops {

    /** In one push; a busy room has ten. */
    @Param({"1", "10"})
    public int comments;

    private final FrameDecoder decoder = Decoders.kuaishou();
    private final ByteArrayOutputStream lines = new ByteArrayOutputStream();
    private byte[] push = {};

    /** Before each trial, when the parameter is known. */
    @Setup
    public void makePush() {
        push = Pushes.withComments(comments);
    }

    /** The plain thing beside it: both protobuf messages, and nothing made of them. */
    @Benchmark
    public Object parse() throws IOException {
        return SCWebFeedPush.parseFrom(SocketMessage.parseFrom(push).getPayload());
    }

    /** From a frame's bytes to events. */
    @Benchmark
    public Object decode() {
        return decoder.decode(push, System.currentTimeMillis());
    }

    /** From a frame's bytes to JSON lines. */
    @Benchmark
    public int decodeToJson() {
        lines.reset();
        switch (decoder.decode(push, System.currentTimeMillis())) {
            case Decoded.Events(var events) -> {
                try (var json = EventJson.generator(lines)) {
                    events.forEach(event -> EventJson.write(event, json));
                }
            }
            case Decoded.Malformed(var reason) -> throw new IllegalStateException(reason);
        }
        return lines.size();
    }
}
