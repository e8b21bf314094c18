package dev.danmaku.worker.sink.output;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Where one process spools for one output. A lock says that the process lives; whoever opens a folder of its own beside one without
 * takes over what lies in it, so that several workers may share a disk and none leaves anything behind.
 *
 * <pre>
 *    store/3f.../lock   00000000000000000001.jsonl   00000000000000000001.jsonl.done   00000000000000000002.jsonl
 * </pre>
 */
final class SpoolFolder implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SpoolFolder.class);
    static final String SEGMENT = ".jsonl";
    private static final String LOCK = "lock";

    private final Path folder;
    private final FileChannel lockFile;
    private long number;

    private SpoolFolder(Path folder, FileChannel lockFile) {
        this.folder = folder;
        this.lockFile = lockFile;
    }

    static SpoolFolder open(Path base) throws IOException {
        Files.createDirectories(base);
        var folder = base.resolve(UUID.randomUUID().toString());
        Files.createDirectory(folder);
        var lockFile = openLock(folder);
        if (!lock(lockFile)) {
            throw new IOException(folder + " cannot be locked");
        }
        var mine = new SpoolFolder(folder, lockFile);
        mine.inherit(base);
        return mine;
    }

    private static FileChannel openLock(Path folder) throws IOException {
        return FileChannel.open(
                folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    private static boolean lock(FileChannel file) throws IOException {
        try {
            return file.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            // another worker of this very process has it
            return false;
        }
    }

    private void inherit(Path base) throws IOException {
        for (var other : list(base).filter(Files::isDirectory).toList()) {
            if (!other.equals(folder)) {
                inheritFrom(other);
            }
        }
    }

    private void inheritFrom(Path other) throws IOException {
        try (var theirs = openLock(other)) {
            if (!lock(theirs)) {
                return;
            }
            var left = segments(other);
            for (var segment : left) {
                Segment.move(segment, next());
            }
            if (!left.isEmpty()) {
                LOG.info("{} files of {} were left behind and are taken over", left.size(), other);
            }
            for (var rest : list(other).toList()) {
                Files.deleteIfExists(rest);
            }
            Files.deleteIfExists(other);
        } catch (IOException e) {
            LOG.warn("what is left in {} could not be taken over: {}", other, e.toString());
        }
    }

    /** What lies here, the oldest first. */
    List<Path> segments() throws IOException {
        return segments(folder);
    }

    private static List<Path> segments(Path folder) throws IOException {
        return new ArrayList<>(list(folder)
                .filter(file -> file.toString().endsWith(SEGMENT))
                .sorted()
                .toList());
    }

    private static Stream<Path> list(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.toList().stream();
        }
    }

    /** The path of the next segment. */
    Path next() {
        number++;
        return folder.resolve("%020d%s".formatted(number, SEGMENT));
    }

    /** An empty folder goes; what is left stays for the next process. */
    @Override
    public void close() throws IOException {
        var left = !segments().isEmpty();
        if (!left) {
            Files.deleteIfExists(folder.resolve(LOCK));
        }
        lockFile.close();
        if (!left) {
            for (var rest : list(folder).toList()) {
                Files.deleteIfExists(rest);
            }
            Files.deleteIfExists(folder);
        }
    }
}
