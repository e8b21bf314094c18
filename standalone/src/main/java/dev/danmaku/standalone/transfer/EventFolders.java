package dev.danmaku.standalone.transfer;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** The files of events below a folder, by name: folder after folder, so that two walks give the same order. */
public final class EventFolders {
    private static final Pattern NAME = Pattern.compile("[^.].*\\.jsonl(\\.gz|\\.zst)?");
    private static final int DEEPEST = 32;

    private EventFolders() {}

    /** What is done with each file. */
    @FunctionalInterface
    public interface Visit {
        FileVisitResult file(Path file) throws IOException;
    }

    /** @return whether it went to the end */
    public static boolean walk(Path folder, Visit visit) throws IOException {
        return walk(folder, visit, DEEPEST);
    }

    private static boolean walk(Path folder, Visit visit, int depth) throws IOException {
        for (var path : sorted(folder)) {
            if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                if (depth > 0 && !walk(path, visit, depth - 1)) {
                    return false;
                }
            } else if (NAME.matcher(path.getFileName().toString()).matches()
                    && Files.isRegularFile(path)
                    && visit.file(path) == FileVisitResult.TERMINATE) {
                return false;
            }
        }
        return true;
    }

    private static List<Path> sorted(Path folder) throws IOException {
        try (var paths = Files.list(folder)) {
            return paths.sorted().toList();
        }
    }
}
