package dev.danmaku.standalone.transfer;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * A file that is there as a whole or not at all: written beside its place under a hidden name, forced to disk, and renamed. Closing
 * one that was not committed takes away what was written.
 */
public final class WholeFile implements Closeable {
    private static final int BUFFER_BYTES = 1 << 16;

    private final Path target;
    private final Path partial;
    private final boolean replace;
    private final FileChannel channel;
    private final OutputStream stream;

    private WholeFile(Path target, Path partial, boolean replace, FileChannel channel) {
        this.target = target;
        this.partial = partial;
        this.replace = replace;
        this.channel = channel;
        this.stream = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER_BYTES);
    }

    /**
     * Begins it.
     *
     * @param replace whether one that is there may go
     * @throws FileSystemException with its reason if there is something that may not
     */
    public static WholeFile begin(Path target, boolean replace) throws IOException {
        check(target, replace);
        // where a link leads, so that it stays one
        var place = Files.exists(target) ? target.toRealPath() : target.toAbsolutePath();
        var partial = place.resolveSibling(
                ".%s.%s.part".formatted(place.getFileName(), UUID.randomUUID()));
        var channel =
                FileChannel.open(partial, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        return new WholeFile(place, partial, replace, channel);
    }

    /** @throws FileSystemException if there is something that may not go */
    public static void check(Path target, boolean replace) throws FileSystemException {
        if (Files.isDirectory(target)) {
            throw new FileSystemException(target.toString(), null, "it is a folder");
        }
        if (Files.exists(target) && !Files.isRegularFile(target)) {
            throw new FileSystemException(
                    target.toString(), null, "it is no plain file; -o - writes to standard output");
        }
        if (Files.exists(target) && !replace) {
            throw new FileAlreadyExistsException(
                    target.toString(), null, "it is there already; --force writes over it");
        }
    }

    public OutputStream stream() {
        return stream;
    }

    /** Gives it its name. */
    public void commit() throws IOException {
        stream.flush();
        channel.force(true);
        channel.close();
        check(target, replace);
        Files.move(
                partial,
                target,
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
        try (var folder = FileChannel.open(target.getParent(), StandardOpenOption.READ)) {
            folder.force(true);
        } catch (FileSystemException e) {
            // not every system opens folders; the name is there all the same
            return;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
        Files.deleteIfExists(partial);
    }
}
