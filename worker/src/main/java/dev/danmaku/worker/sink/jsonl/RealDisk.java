package dev.danmaku.worker.sink.jsonl;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Files with O_APPEND: each write lands behind what others have written. */
final class RealDisk implements LogFile.Disk {

    @Override
    public LogFile open(Path path) throws IOException {
        try {
            return new Appending(channel(path));
        } catch (NoSuchFileException e) {
            // The folder: made only when it is missing, since a file is opened far more often than
            // a folder is new.
            Files.createDirectories(path.getParent());
            return new Appending(channel(path));
        }
    }

    @Override
    public boolean isTorn(Path path) throws IOException {
        try (var file = FileChannel.open(path, StandardOpenOption.READ)) {
            var size = file.size();
            var last = ByteBuffer.allocate(1);
            return size > 0 && file.read(last, size - 1) == 1 && last.get(0) != '\n';
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private static FileChannel channel(Path path) throws IOException {
        return FileChannel.open(
                path,
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                StandardOpenOption.APPEND);
    }

    private record Appending(FileChannel channel) implements LogFile {
        @Override
        public void append(ByteBuffer bytes) throws IOException {
            if (channel.write(bytes) == 0) {
                throw new IOException("nothing could be written");
            }
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
