package dev.danmaku.worker.sink.erase;

import dev.danmaku.event.Forgotten;
import dev.danmaku.worker.sink.jsonl.CompressedEditor;
import dev.danmaku.worker.sink.jsonl.EventFile;
import dev.danmaku.worker.sink.jsonl.EventFiles;
import dev.danmaku.worker.sink.jsonl.EventLine;
import dev.danmaku.worker.sink.jsonl.HousekeepingTurn;
import dev.danmaku.worker.sink.jsonl.LineEdit;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;

/**
 * Takes a person out of the files of events: first reads all of their platform's, to learn the names that they had, then changes those
 * lines that are theirs or name them. Each file is read twice or three times.
 */
public final class FileErasure {
    private final EventFiles files;
    private final CompressedEditor compressed;
    private final Forgotten who;
    private final PersonEdit edit;
    private final Runnable progress;

    /**
     * @param dataFolder as {@code danmaku.data-dir}
     * @param turn of that folder; to be held until it is done
     * @param progress called for each file and reading
     */
    public FileErasure(
            Path dataFolder, HousekeepingTurn turn, Forgotten who, Clock clock, Runnable progress) {
        this.files = EventFiles.of(dataFolder);
        this.compressed = new CompressedEditor(dataFolder, turn, clock);
        this.who = who;
        this.edit = new PersonEdit(who);
        this.progress = progress;
    }

    /** Does it. Running it again, e.g. after it failed half-way, is fine. */
    public Erased erase() throws IOException {
        var rooms = files.rooms(who.platform());
        for (var room : rooms) {
            compressed.finish(room);
            for (var file : files.files(room)) {
                learn(file);
            }
        }
        var looked = 0L;
        var count = LineEdit.Count.NOTHING;
        for (var room : rooms) {
            for (var file : files.files(room)) {
                count = count.plus(erase(file));
                looked++;
            }
        }
        return new Erased(looked, count.gone(), count.edited());
    }

    private void learn(EventFile file) throws IOException {
        progress.run();
        try (var lines = files.open(file)) {
            for (var line = lines.next(); line != null; line = lines.next()) {
                if (line instanceof EventLine.Whole whole) {
                    edit.learn(whole.bytes());
                }
            }
        }
    }

    private LineEdit.Count erase(EventFile file) throws IOException {
        progress.run();
        return file.form() == EventFile.Form.PLAIN
                ? LineEraser.erase(file.path(), edit)
                : compressed.edit(file, edit);
    }
}
