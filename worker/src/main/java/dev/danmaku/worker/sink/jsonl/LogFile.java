package dev.danmaku.worker.sink.jsonl;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** A file that only grows. */
interface LogFile {

    /** Appends some of the bytes, at least one. */
    void append(ByteBuffer bytes) throws IOException;

    /** Bytes it has now, those of other processes among them. */
    long size() throws IOException;

    /** Whether a path leads to this very file, not to one that took its place, nor to none. */
    boolean isAt(Path path) throws IOException;

    void close() throws IOException;

    /** Where such files are: the disk, or a test's idea of one. */
    interface Disk {

        /** Opens a file for appending; makes it, and its folders, if they are not there. */
        LogFile open(Path path) throws IOException;

        /** Returns when a loss of power could not take back what a file holds, or which names a folder has. */
        void sync(Path fileOrFolder) throws IOException;
    }
}
