package dev.danmaku.standalone;

import dev.danmaku.event.Event;
import dev.danmaku.standalone.transfer.CountedStream;
import dev.danmaku.standalone.transfer.Progress;
import dev.danmaku.standalone.transfer.Reason;
import dev.danmaku.standalone.transfer.ResultStream;
import dev.danmaku.standalone.transfer.WholeFile;
import dev.danmaku.store.EventQuery;
import dev.danmaku.store.EventReader;
import dev.danmaku.store.EventStream;
import dev.danmaku.store.export.ExportFormat;
import dev.danmaku.store.export.Recording;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Future;

/** One export under way. */
final class Exporting {
    private static final int BUFFER_BYTES = 1 << 16;

    private final Shell shell;
    private final EventReader reader;
    private final EventQuery query;
    private final ExportFormat format;
    private final Recording recording;
    private final Future<?> stopped;
    private final Progress progress;

    Exporting(
            Shell shell,
            EventReader reader,
            EventQuery query,
            ExportFormat format,
            Recording recording) {
        this.shell = shell;
        this.reader = reader;
        this.query = query;
        this.format = format;
        this.recording = recording;
        this.stopped = shell.stop().requested();
        this.progress = new Progress(shell.err(), System::nanoTime);
    }

    /** @param first taken off the others already */
    int toStandardOutput(Event first, EventStream events) {
        try {
            var out = new BufferedOutputStream(new ResultStream(shell.out()), BUFFER_BYTES);
            var done = write(first, events, out);
            out.flush();
            return done ? Exit.OK : Exit.INTERRUPTED;
        } catch (IOException e) {
            return failed("standard output", e);
        }
    }

    /** As a whole or not at all. */
    int toFile(Event first, EventStream events, Path target, boolean force) {
        try (var file = WholeFile.begin(target, force)) {
            if (!write(first, events, file.stream())) {
                return Exit.INTERRUPTED;
            }
            file.commit();
            shell.err().println("written: " + target);
            return Exit.OK;
        } catch (IOException e) {
            return failed(target.toString(), e);
        }
    }

    private int failed(String what, IOException e) {
        shell.err().println("danmaku: cannot write %s: %s".formatted(what, Reason.of(e)));
        return Exit.FAILED;
    }

    /** @return false if somebody wants it to end */
    private boolean write(Event first, EventStream events, OutputStream target) throws IOException {
        var counted = new CountedStream(target);
        var writer = format.open(counted, recording);
        var range = range(first);
        var seen = 0L;
        var written = 0L;
        written += writer.write(first) ? 1 : 0;
        for (seen++; events.hasNext(); seen++) {
            if (stopped.isDone()) {
                shell.err().println("danmaku: interrupted; nothing was kept");
                return false;
            }
            var event = events.next();
            written += writer.write(event) ? 1 : 0;
            progress.at(seen, counted.bytes(), range.share(event.at()));
        }
        writer.finish();
        shell.err().println(progress.line(written, counted.bytes()) + leftOut(seen - written));
        return true;
    }

    private String leftOut(long events) {
        if (events == 0) {
            return "";
        }
        var why = format == ExportFormat.ASS
                ? "before the recording began, or with no free row on the screen"
                : "before the recording began";
        return String.format(Locale.ROOT, "; left out: %,d %s", events, why);
    }

    /** From the first event that there is to the last. */
    private Range range(Event first) {
        var last = reader.page(query.newestBeforeOldest(), null, 1).events();
        return new Range(
                first.at(), last.isEmpty() ? first.at() : last.getFirst().at());
    }

    private record Range(long from, long to) {
        double share(long at) {
            return to <= from ? 1 : (double) (at - from) / (to - from);
        }
    }
}
