package dev.danmaku.bench.others;

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

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** One thread, one push again and again, as long as ours. An operation is a push. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
public class OtherLoop {
    static final String DIR = "pushes.dir";

    /** A file in the directory. */
    @Param("none")
    public String push;

    private Client client;
    private byte[] bytes;

    @Setup
    public void open() throws Exception {
        bytes = Files.readAllBytes(Path.of(System.getProperty(DIR), push));
        client = new Client(push);
        client.read(bytes);
        if (client.listener().chats() == 0) {
            throw new IllegalStateException("it hears no chat of " + push);
        }
        WarmUp.with(this::decode);
    }

    @Benchmark
    public int decode() {
        client.read(bytes);
        return client.listener().chars();
    }
}
