package dev.danmaku.standalone.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/** A file system of its own with a few mebibytes, in memory, which a test fills to the last byte. Needs the right to mount one. */
public final class SmallDisk implements AutoCloseable {
    private static final int CHUNK_BYTES = 64 * 1024;

    private final Path folder;

    private SmallDisk(Path folder) {
        this.folder = folder;
    }

    /** Empty where this process may not mount a file system. */
    public static Optional<SmallDisk> mount(int mebibytes) {
        try {
            var folder = Files.createTempDirectory("danmaku-disk-");
            if (run(List.of(
                    "mount",
                    "-t",
                    "tmpfs",
                    "-o",
                    "size=%dm,mode=0777".formatted(mebibytes),
                    "tmpfs",
                    folder.toString()))) {
                return Optional.of(new SmallDisk(folder));
            }
            Files.delete(folder);
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path folder() {
        return folder;
    }

    /** Nothing more can be written. */
    public void fill() {
        try (var file =
                FileChannel.open(ballast(), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            for (var bytes = CHUNK_BYTES; bytes > 0; bytes /= 2) {
                fill(file, bytes);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void fill(FileChannel file, int bytes) {
        try {
            while (file.write(ByteBuffer.allocate(bytes)) == bytes) {}
        } catch (IOException e) {
            return; // full, as far as pieces of this size go
        }
    }

    /** There is space again. */
    public void makeSpace() {
        try {
            Files.deleteIfExists(ballast());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public boolean full() {
        return folder.toFile().getUsableSpace() < CHUNK_BYTES;
    }

    private Path ballast() {
        return folder.resolve("ballast");
    }

    @Override
    public void close() {
        if (!run(List.of("umount", "-l", folder.toString())) || !folder.toFile().delete()) {
            throw new IllegalStateException(folder + " cannot be unmounted");
        }
    }

    private static boolean run(List<String> command) {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false; // no such program
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
