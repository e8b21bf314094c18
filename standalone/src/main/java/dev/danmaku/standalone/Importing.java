package dev.danmaku.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.danmaku.event.BadEvent;
import dev.danmaku.event.Event;
import dev.danmaku.event.EventParser;
import dev.danmaku.standalone.transfer.EventFolders;
import dev.danmaku.standalone.transfer.EventLines;
import dev.danmaku.standalone.transfer.EventLines.Line;
import dev.danmaku.standalone.transfer.PatientWriter;
import dev.danmaku.standalone.transfer.Progress;
import dev.danmaku.standalone.transfer.Reason;
import dev.danmaku.store.EventWriter;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One import under way: lines to events, events to batches, batches to the store. */
final class Importing {
    private static final int BATCH_EVENTS = 2_000;
    private static final long BATCH_BYTES = 8 << 20;
    private static final int BAD_LINES_TOLD = 10;
    private static final List<String> COMPRESSED = List.of(".zst", ".gz");

    private final Shell shell;
    private final EventWriter writer;
    private final PatientWriter patient;
    private final boolean strict;
    private final Progress progress;
    private final List<Event> batch = new ArrayList<>();
    private final Counts counts = new Counts();
    private long batchBytes;

    Importing(Shell shell, EventWriter writer, PatientWriter patient, boolean strict) {
        this.shell = shell;
        this.writer = writer;
        this.patient = patient;
        this.strict = strict;
        this.progress = new Progress(shell.err(), System::nanoTime);
    }

    private static final class Counts {
        long bytes;
        long added;
        long replaced;
        long there;
        long unfit;
        long noEvents;
        long unreadable;
        boolean broken;
        boolean interrupted;

        long events() {
            return added + replaced + there + unfit;
        }
    }

    /**
     * Reads a file, or all files of events below a folder.
     *
     * @return whether to go on
     */
    boolean read(Path path) throws InterruptedException {
        try {
            if (!Files.isDirectory(path)) {
                return readFile(path);
            }
            var files = new int[1];
            var more = EventFolders.walk(path, file -> {
                files[0]++;
                try {
                    return readFile(file) ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return FileVisitResult.TERMINATE;
                }
            });
            if (files[0] == 0) {
                tell("there is no .jsonl, .jsonl.gz or .jsonl.zst below " + path);
                counts.unreadable++;
            }
            return more;
        } catch (IOException e) {
            unreadable(path.toString(), e);
            return true;
        }
    }

    private boolean readFile(Path file) throws InterruptedException {
        try (var lines = EventLines.of(file)) {
            return read(file.toString(), lines);
        } catch (NoSuchFileException e) {
            var moved = compressed(file);
            if (moved != null) {
                return readFile(moved);
            }
            unreadable(file.toString(), e);
            return true;
        } catch (IOException e) {
            unreadable(file.toString(), e);
            return true;
        }
    }

    /** What a worker made of a file since it was found; null if nothing. */
    private static @Nullable Path compressed(Path file) {
        return COMPRESSED.stream()
                .map(ending -> file.resolveSibling(file.getFileName() + ending))
                .filter(Files::exists)
                .findFirst()
                .orElse(null);
    }

    /** @return whether to go on */
    boolean read(InputStream in) throws IOException, InterruptedException {
        return read("standard input", EventLines.of(in));
    }

    private boolean read(String name, EventLines lines) throws InterruptedException {
        var before = counts.bytes;
        try {
            for (var line = lines.next(); line != null; line = lines.next()) {
                if (shell.stop().requested().isDone()) {
                    counts.interrupted = true;
                    return false;
                }
                if (!take(name, line)) {
                    counts.broken = true;
                    return false;
                }
                counts.bytes = before + lines.bytes();
                progress.at(counts.events() + batch.size(), counts.bytes, -1);
            }
        } catch (IOException e) {
            tell("%s is broken after line %d (%s); what stands before it is read"
                    .formatted(name, lines.number(), Reason.of(e)));
            counts.unreadable++;
        }
        return true;
    }

    /** @return false where it is no event, and has to be */
    private boolean take(String name, Line line) throws InterruptedException {
        if (isBlank(line)) {
            return true;
        }
        if (line.tooLong()) {
            return passOver(name, line, "it is far too long");
        }
        try {
            var text = UTF_8.newDecoder().decode(ByteBuffer.wrap(line.text()));
            batch.add(EventParser.parse(text.toString()));
        } catch (BadEvent e) {
            return passOver(name, line, String.valueOf(e.getMessage()));
        } catch (CharacterCodingException e) {
            return passOver(name, line, "it is no UTF-8");
        }
        batchBytes += line.text().length;
        if (batch.size() == BATCH_EVENTS || batchBytes >= BATCH_BYTES) {
            store();
        }
        return true;
    }

    /** @return whether to go on */
    private boolean passOver(String name, Line line, String reason) {
        if (!line.whole()) {
            tell("%s ends within its last line (%d), as after a crash: passed over"
                    .formatted(name, line.number()));
            return true;
        }
        if (counts.noEvents++ < BAD_LINES_TOLD) {
            tell("%s line %d is no event: %s".formatted(name, line.number(), reason));
        }
        return !strict;
    }

    private static boolean isBlank(Line line) {
        if (line.tooLong()) {
            return false;
        }
        for (var b : line.text()) {
            if (b != ' ' && b != '\t' && b != '\r') {
                return false;
            }
        }
        return true;
    }

    private void store() throws InterruptedException {
        if (batch.isEmpty()) {
            return;
        }
        var result = patient.write(writer, batch);
        counts.added += result.added();
        counts.replaced += result.replaced();
        counts.there += result.refused();
        counts.unfit += result.unfit();
        batch.clear();
        batchBytes = 0;
    }

    /** Stores what was read last. */
    void finish() throws InterruptedException {
        store();
        tell(progress.line(counts.events(), counts.bytes));
    }

    int exitCode() {
        if (counts.interrupted) {
            return Exit.INTERRUPTED;
        }
        if (counts.broken || counts.unreadable > 0) {
            return Exit.FAILED;
        }
        return counts.noEvents + counts.unfit > 0 ? Exit.NO_EVENT_LINES : Exit.OK;
    }

    /** What became of all lines, in words. */
    String counts() {
        return String.format(
                Locale.ROOT,
                "%,d new, %,d replaced, %,d already there, %,d unfit (no room, or an impossible time), %,d lines are no events",
                counts.added,
                counts.replaced,
                counts.there,
                counts.unfit,
                counts.noEvents);
    }

    private void unreadable(String name, IOException e) {
        counts.unreadable++;
        tell("cannot read %s: %s".formatted(name, Reason.of(e)));
    }

    private void tell(String sentence) {
        shell.err().println("danmaku: " + sentence);
    }
}
