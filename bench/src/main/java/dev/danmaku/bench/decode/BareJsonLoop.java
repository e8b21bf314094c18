package dev.danmaku.bench.decode;

import org.brotli.dec.BrotliInputStream;
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

import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.json.JsonMapper;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The plain thing beside Bilibili's decoding: the bytes inflated with the same libraries, and each packet's JSON parsed to a tree, by
 * Jackson in its usual way; nothing made of it.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
public class BareJsonLoop {
    private static final int HEADER_BYTES = 16;
    private static final int USUAL_RATIO = 6;
    private static final JsonMapper MAPPER = new JsonMapper(new JsonFactory());

    @Param({"BILIBILI_PLAIN", "BILIBILI_ZLIB", "BILIBILI_BROTLI"})
    public Push push = Push.BILIBILI_PLAIN;

    private final Inflater inflater = new Inflater();
    private byte[] bytes = {};

    @Setup
    public void makePush() throws Exception {
        bytes = push.message();
        WarmUp.with(this::tree);
    }

    @Benchmark
    public int tree() throws IOException, DataFormatException {
        var packets = packets();
        var members = 0;
        for (var at = 0; at < packets.length; at += lengthAt(packets, at)) {
            var body = lengthAt(packets, at) - HEADER_BYTES;
            members += MAPPER.readTree(packets, at + HEADER_BYTES, body).size();
        }
        return members;
    }

    private static int lengthAt(byte[] packets, int at) {
        return ByteBuffer.wrap(packets).getInt(at);
    }

    private byte[] packets() throws IOException, DataFormatException {
        return switch (push) {
            case BILIBILI_ZLIB -> inflated();
            case BILIBILI_BROTLI -> {
                var packed =
                        new ByteArrayInputStream(bytes, HEADER_BYTES, bytes.length - HEADER_BYTES);
                try (var brotli = new BrotliInputStream(packed)) {
                    yield brotli.readAllBytes();
                }
            }
            default -> bytes;
        };
    }

    private byte[] inflated() throws DataFormatException {
        inflater.reset();
        inflater.setInput(bytes, HEADER_BYTES, bytes.length - HEADER_BYTES);
        var packets = new byte[bytes.length * USUAL_RATIO];
        var length = 0;
        while (!inflater.finished()) {
            if (length == packets.length) {
                packets = Arrays.copyOf(packets, length * 2);
            }
            length += inflater.inflate(packets, length, packets.length - length);
        }
        return Arrays.copyOf(packets, length);
    }
}
