package dev.danmaku.bench.decode;

import dev.danmaku.platforms.FrameDecoder;
import dev.danmaku.platforms.Platforms;

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

import java.util.List;
import java.util.concurrent.TimeUnit;

/** One thread, one connection, one push again and again, to events. An operation is a push. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
public class DecodeLoop {
    @Param
    public Push push = Push.KUAISHOU_10;

    private FrameDecoder decoder = Decoders.kuaishou();
    private List<byte[]> reads = List.of();

    /** Before each trial, when the parameter is known. */
    @Setup
    public void open() throws Exception {
        decoder = Platforms.decoder(push.platform());
        reads = push.reads();
        WarmUp.with(this::decode);
    }

    /** From bytes to events. */
    @Benchmark
    public int decode() {
        var events = 0;
        for (var i = 0; i < reads.size(); i++) {
            events += Decoders.events(decoder, reads.get(i)).size();
        }
        return events;
    }
}
