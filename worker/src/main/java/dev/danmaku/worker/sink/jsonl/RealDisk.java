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

    /** With the key of the very file that was opened: another may take its place at any moment. */
    private static LogFile appending(Path path) throws IOException {
        while (true) {
            var before = key(path);
            var channel = FileChannel.open(
                    path,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.APPEND);
            try {
                if (before != null && before.equals(key(path))) {
                    return new Appending(channel, before);
                }
            } catch (IOException e) {
                channel.close();
                throw e;
            }
            // It was not there, and is now; or it has just been replaced.
            channel.close();
        }
    }

    /** What tells a file from one that takes its place, where the system has such a thing; null if there is no file. */
    private static @Nullable Object key(Path path) throws IOException {
        try {
            var key = Files.readAttributes(path, BasicFileAttributes.class).fileKey();
            return key == null ? path : key;
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    /** Whichever channel of the file: it is the file that is forced. A folder may be opened to read only. */
    @Override
    public void sync(Path fileOrFolder) throws IOException {
        try (var channel = FileChannel.open(fileOrFolder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private record Appending(FileChannel channel, Object key) implements LogFile {
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
            return key.equals(RealDisk.key(path));
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
