package dev.danmaku.worker.sink.jsonl;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;

/** Files with O_APPEND: each write lands behind what others have written. */
final class RealDisk implements LogFile.Disk {

    @Override
    public LogFile open(Path path) throws IOException {
        try {
            return appending(path);
        } catch (NoSuchFileException e) {
            // The folder: made only when it is missing, since a file is opened far more often than
            // a folder is new.
            Files.createDirectories(path.getParent());
            return appending(path);
        }
    }

    private static LogFile appending(Path path) throws IOException {
        var channel = FileChannel.open(
                path,
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                StandardOpenOption.APPEND);
        try {
            return new Appending(channel, key(path));
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** What tells this file from one that takes its place; null where the system has no such thing. */
    private static @Nullable Object key(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    }

    /** Whichever channel of the file: it is the file that is forced. A folder may be opened to read only. */
    @Override
    public void sync(Path fileOrFolder) throws IOException {
        try (var channel = FileChannel.open(fileOrFolder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private record Appending(FileChannel channel, @Nullable Object key) implements LogFile {
        @Override
        public void append(ByteBuffer bytes) throws IOException {
            if (channel.write(bytes) == 0) {
                throw new IOException("nothing could be written");
            }
        }

        @Override
        public long size() throws IOException {
            return channel.size();
        }

        @Override
        public boolean isAt(Path path) throws IOException {
            try {
                return Objects.equals(RealDisk.key(path), key);
            } catch (NoSuchFileException e) {
                return false;
            }
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
