package dev.danmaku.config;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * A secret in a file of its own, which the operator may replace at any time. Each use looks whether the file changed, but not
 * more often than once a second. A file that cannot be read (any more) leaves the last value and is told once.
 */
final class FileSecret implements Secret {
    private static final Logger LOG = LoggerFactory.getLogger(FileSecret.class);
    private static final long LOOK_EVERY_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long MAX_BYTES = 65_536;

    private final Path file;
    private final LongSupplier nanoTime;
    private long lookedAtNanos;
    private @Nullable Stamp stamp;
    private Secret last;
    private boolean told;

    private record Stamp(FileTime changed, long size) {
        static Stamp of(Path file) throws IOException {
            return new Stamp(Files.getLastModifiedTime(file), Files.size(file));
        }
    }

    private FileSecret(Path file, LongSupplier nanoTime, Stamp stamp, Secret first) {
        this.file = file;
        this.nanoTime = nanoTime;
        this.lookedAtNanos = nanoTime.getAsLong();
        this.stamp = stamp;
        this.last = first;
    }

    /** @throws IllegalArgumentException with a sentence, if the file cannot be read or holds no secret */
    static FileSecret open(Path file, LongSupplier nanoTime) {
        try {
            return new FileSecret(file, nanoTime, Stamp.of(file), read(file));
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "the file %s cannot be read (%s)".formatted(file, reason(e)), e);
        }
    }

    @Override
    public synchronized Optional<String> value() {
        var now = nanoTime.getAsLong();
        if (now - lookedAtNanos >= LOOK_EVERY_NANOS) {
            lookedAtNanos = now;
            look();
        }
        return last.value();
    }

    private void look() {
        try {
            var current = Stamp.of(file);
            if (!current.equals(stamp)) {
                last = read(file);
                stamp = current;
                LOG.info("read {} again, since it changed", file);
            }
            told = false;
        } catch (IOException | IllegalArgumentException e) {
            stamp = null;
            if (!told) {
                told = true;
                LOG.warn("{} cannot be read ({}): its last value stays in use", file, reason(e));
            }
        }
    }

    private static Secret read(Path file) throws IOException {
        if (Files.size(file) > MAX_BYTES) {
            throw new IllegalArgumentException(
                    "the file %s is larger than %d bytes".formatted(file, MAX_BYTES));
        }
        return Secret.of(Files.readString(file, StandardCharsets.UTF_8));
    }

    private static String reason(Exception e) {
        return e instanceof IOException
                ? e.getClass().getSimpleName()
                : String.valueOf(e.getMessage());
    }

    @Override
    public String toString() {
        return "*** in " + file;
    }
}
