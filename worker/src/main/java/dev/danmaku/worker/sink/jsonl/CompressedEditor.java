package dev.danmaku.worker.sink.jsonl;

import dev.danmaku.room.RoomId;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;

/**
 * Changes lines of compressed files: makes each anew beside the old one, then puts it in its place. A crash leaves the one or the other.
 * For whoever holds the {@link HousekeepingTurn}; nobody else changes a compressed file meanwhile.
 */
public final class CompressedEditor {
    private final EventFiles files;
    private final Path events;
    private final LogFile.Disk disk = new RealDisk();
    private final DayCompressor compressor;

    /**
     * @param dataFolder as {@code danmaku.data-dir}
     * @param turn of that folder; to be held for as long as this is used
     */
    public CompressedEditor(Path dataFolder, HousekeepingTurn turn, Clock clock) {
        this.files = EventFiles.of(dataFolder);
        this.events = JsonlSink.events(dataFolder);
        this.compressor = new DayCompressor(
                DayName.Kind.ZSTD, new WriteTurn(events), disk, clock, bytes -> {});
    }

    /** Ends what a crash left half compressed in a room's folder: where it lies is told by sizes, which an edit changes. */
    public void finish(RoomId room) throws IOException {
        compressor.finish(folder(room));
    }

    private Path folder(RoomId room) {
        return events.resolve(room.platform().label()).resolve(room.id());
    }

    /**
     * Leaves the file alone where no line changes.
     *
     * @param file a compressed one
     */
    public LineEdit.Count edit(EventFile file, LineEdit edit) throws IOException {
        var count = look(file, edit);
        if (count.isNothing()) {
            return count;
        }
        var day = DayName.parse(file.path().getFileName().toString())
                .filter(name -> name.kind().compressed())
                .orElseThrow(() -> new IllegalArgumentException(file + " is not compressed"));
        var begun = file.path()
                .resolveSibling(new DayName(day.day(), day.kind().begun(), 0).toString());
        DayCompressor.write(begun, day.kind(), out -> copy(file, edit, out));
        Files.move(begun, file.path(), StandardCopyOption.ATOMIC_MOVE);
        disk.sync(folder(file.room()));
        return count;
    }

    private LineEdit.Count look(EventFile file, LineEdit edit) throws IOException {
        var count = LineEdit.Count.NOTHING;
        try (var lines = files.open(file)) {
            for (var line = lines.next(); line != null; line = lines.next()) {
                if (line instanceof EventLine.Whole whole) {
                    count = count.and(edit.of(whole.bytes()));
                }
            }
        }
        return count;
    }

    private void copy(EventFile file, LineEdit edit, OutputStream out) throws IOException {
        try (var lines = files.open(file)) {
            for (var line = lines.next(); line != null; line = lines.next()) {
                switch (line) {
                    case EventLine.Whole whole -> {
                        var instead = edit.of(whole.bytes());
                        if (instead != LineEdit.GONE) {
                            out.write(instead == null ? whole.bytes() : instead);
                            out.write('\n');
                        }
                    }
                    case EventLine.Torn torn -> out.write(torn.bytes());
                    case EventLine.TooLong tooLong ->
                        throw new IOException(
                                "line %d of %s has %d bytes, which is no event: take it out first"
                                        .formatted(tooLong.number(), file.path(), tooLong.bytes()));
                }
            }
        }
    }
}
