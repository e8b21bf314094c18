package dev.danmaku.worker.sink.jsonl;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** A file that only grows. */
interface LogFile {

    /** Appends some of the bytes, at least one. */
    void append(ByteBuffer bytes) throws IOException;

    void close() throws IOException;

    /** Where such files are: the disk, or a test's idea of one. */
    interface Disk {

        /** Opens a file for appending; makes it, and its folders, if they are not there. */
        LogFile open(Path path) throws IOException;

        /** Whether the file there ends in the middle of a line, as a crash may leave it. */
        boolean isTorn(Path path) throws IOException;
    }
}
