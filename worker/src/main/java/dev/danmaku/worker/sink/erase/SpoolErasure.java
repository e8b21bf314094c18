package dev.danmaku.worker.sink.erase;

import dev.danmaku.event.Forgotten;
import dev.danmaku.worker.sink.jsonl.LineEdit;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/** Takes a person out of what waits on disk for sinks whose other side is away. */
public final class SpoolErasure {
    private static final String SEGMENT = ".jsonl";

    private SpoolErasure() {}

    /**
     * Asks for the names that the person had to be known already: a spool alone does not tell them all.
     *
     * @param dataFolder as {@code danmaku.data-dir}
     */
    public static Erased erase(Path dataFolder, Forgotten who) throws IOException {
        var spool = dataFolder.resolve("spool");
        if (!Files.isDirectory(spool)) {
            return Erased.NOTHING;
        }
        var visitor = new Visitor(new PersonEdit(who));
        Files.walkFileTree(spool, visitor);
        return new Erased(visitor.files, visitor.changed.gone(), visitor.changed.edited());
    }

    private static final class Visitor extends SimpleFileVisitor<Path> {
        private final PersonEdit edit;
        private LineEdit.Count changed = LineEdit.Count.NOTHING;
        private long files;

        Visitor(PersonEdit edit) {
            this.edit = edit;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
            if (attributes.isRegularFile() && file.toString().endsWith(SEGMENT)) {
                try {
                    changed = changed.plus(LineEraser.erase(file, edit));
                    files++;
                } catch (NoSuchFileException e) {
                    return FileVisitResult.CONTINUE; // delivered meanwhile
                }
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
            if (failure instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
            }
            throw failure;
        }
    }
}
