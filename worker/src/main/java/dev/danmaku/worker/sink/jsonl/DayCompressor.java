package dev.danmaku.worker.sink.jsonl;

import com.github.luben.zstd.ZstdOutputStream;

import dev.danmaku.worker.sink.jsonl.DayName.Kind;

import org.jspecify.annotations.Nullable;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.function.LongConsumer;
import java.util.zip.GZIPOutputStream;

/**
 * Compresses a day's file, or adds it to what is compressed of that day, as a further member or frame. For whoever holds the {@link
 * HousekeepingTurn}; a crash at any point loses and doubles nothing.
 *
 * <pre>
 *    1  DAY.jsonl  ->  DAY.jsonl.after-N     under the lock of writers, so that nobody writes to it any more;
 *                                            N: bytes of DAY.jsonl.zst, 0 where there is none
 *    2  DAY.jsonl.zst + what is new  ->  DAY.jsonl.zst.tmp, forced onto the disk
 *    3  DAY.jsonl.zst.tmp  ->  DAY.jsonl.zst     from here on it has not N bytes any more: so everybody can tell
 *    4  DAY.jsonl.after-N is deleted             whether the events are in the one file or in the other
 * </pre>
 *
 * <p>Events that come later make a new {@code DAY.jsonl}.
 */
final class DayCompressor {
    /** Who may be about to write the last lines of a day is done within that. */
    static final Duration QUIET = Duration.ofMinutes(1);

    private static final int BUFFER_BYTES = 64 * 1024;
    private static final int ZSTD_LEVEL = 3;

    private final Kind kind;
    private final WriteTurn turn;
    private final LogFile.Disk disk;
    private final Clock clock;
    private final LongConsumer compressed;

    /**
     * @param kind of new files; one that is there stays what it is
     * @param compressed is told how many bytes were compressed, for each file
     */
    DayCompressor(
            Kind kind, WriteTurn turn, LogFile.Disk disk, Clock clock, LongConsumer compressed) {
        this.kind = kind;
        this.turn = turn;
        this.disk = disk;
        this.clock = clock;
        this.compressed = compressed;
    }

    /** Removes what a crash left half made, and ends what it interrupted. */
    void finish(Path roomFolder) throws IOException {
        var folder = RoomFolder.look(roomFolder);
        for (var name : folder.files().keySet()) {
            if (name.kind().underWay() || (name.kind() == Kind.ASIDE && folder.isTakenIn(name))) {
                Files.delete(folder.path(name));
            }
        }
        for (var name : folder.files().keySet()) {
            if (name.kind() == Kind.ASIDE && !folder.isTakenIn(name)) {
                takeIn(folder, name);
            }
        }
    }

    /** Compresses a day's plain file, if it rests, and none that was set aside before still waits. */
    void compress(Path roomFolder, LocalDate day) throws IOException {
        var folder = RoomFolder.look(roomFolder);
        var plain = DayName.of(day, Kind.PLAIN);
        var waiting = folder.files().keySet().stream()
                .anyMatch(name -> name.day().equals(day) && name.kind() == Kind.ASIDE);
        if (waiting || !folder.files().containsKey(plain)) {
            return;
        }
        var aside = DayName.aside(day, folder.compressed(day).map(folder::bytes).orElse(0L));
        if (setAside(folder.path(plain), folder.path(aside))) {
            takeIn(folder, aside);
        }
    }

    private boolean setAside(Path plain, Path aside) throws IOException {
        try (var _ = turn.toTakeAway()) {
            // Looked at here, too: a clock that is wrong must not let a torn line in.
            if (!rests(plain, clock) || TornLine.isTorn(plain)) {
                return false;
            }
            Files.move(plain, aside, StandardCopyOption.ATOMIC_MOVE);
            return true;
        }
    }

    /** Whether nobody has written to it lately. */
    static boolean rests(Path file, Clock clock) throws IOException {
        return !Files.getLastModifiedTime(file)
                .toInstant()
                .isAfter(clock.instant().minus(QUIET));
    }

    private void takeIn(RoomFolder folder, DayName aside) throws IOException {
        var source = folder.path(aside);
        var into = folder.compressed(aside.day()).orElse(DayName.of(aside.day(), kind));
        var begun = folder.path(DayName.of(aside.day(), into.kind().begun()));
        var bytes = Files.size(source);
        if (bytes > 0) {
            var before = folder.files().containsKey(into) ? folder.path(into) : null;
            write(before, source, into.kind(), begun);
            Files.move(begun, folder.path(into), StandardCopyOption.ATOMIC_MOVE);
            disk.sync(folder.path());
        }
        Files.delete(source);
        compressed.accept(bytes);
    }

    private static void write(@Nullable Path before, Path source, Kind kind, Path target)
            throws IOException {
        write(target, raw -> {
            if (before != null) {
                Files.copy(before, raw);
            }
            try (var compressed = compressed(raw, kind)) {
                Files.copy(source, compressed);
            }
        });
    }

    /** What is written to a file. */
    interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /** Writes a compressed file and forces it onto the disk. */
    static void write(Path target, Kind kind, Content content) throws IOException {
        write(target, raw -> {
            try (var compressed = compressed(raw, kind)) {
                content.writeTo(compressed);
            }
        });
    }

    private static void write(Path target, Content content) throws IOException {
        try (var file = FileChannel.open(
                target,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE)) {
            // Kept open to be forced: the compressors close what they write to.
            content.writeTo(new Unclosed(Channels.newOutputStream(file)));
            file.force(true);
        }
    }

    private static OutputStream compressed(OutputStream raw, Kind kind) throws IOException {
        var buffered = new BufferedOutputStream(raw, BUFFER_BYTES);
        return kind == Kind.GZIP
                ? new GZIPOutputStream(buffered, BUFFER_BYTES)
                : new ZstdOutputStream(buffered, ZSTD_LEVEL).setChecksum(true);
    }

    /** Closing it writes what it holds, no more. */
    private static final class Unclosed extends FilterOutputStream {
        Unclosed(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
