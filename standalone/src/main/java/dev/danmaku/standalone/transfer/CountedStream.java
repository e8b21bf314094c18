package dev.danmaku.standalone.transfer;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Counts the bytes that go through it. */
public final class CountedStream extends FilterOutputStream {
    private long bytes;

    public CountedStream(OutputStream out) {
        super(out);
    }

    public long bytes() {
        return bytes;
    }

    @Override
    public void write(int b) throws IOException {
        out.write(b);
        bytes++;
    }

    @Override
    public void write(byte[] b, int off, int len) throws IOException {
        out.write(b, off, len);
        bytes += len;
    }
}
