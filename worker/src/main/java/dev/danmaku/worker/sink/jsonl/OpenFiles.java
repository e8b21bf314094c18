package dev.danmaku.worker.sink.jsonl;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;

/** A bounded number of open files; the one unused for longest makes way. For one thread. */
final class OpenFiles {
    private static final Logger LOG = LoggerFactory.getLogger(OpenFiles.class);
    private static final int FIRST_CAPACITY = 64;
    private static final float LOAD = 0.75f;

    private final LogFile.Disk disk;
    private final int most;
    private final LinkedHashMap<Path, LogFile> byUse =
            new LinkedHashMap<>(FIRST_CAPACITY, LOAD, true);

    OpenFiles(LogFile.Disk disk, int most) {
        this.disk = disk;
        this.most = most;
    }

    LogFile get(Path path) throws IOException {
        var open = byUse.get(path);
        if (open != null) {
            return open;
        }
        if (byUse.size() >= most) {
            close(byUse.firstEntry().getKey());
        }
        var opened = disk.open(path);
        byUse.put(path, opened);
        return opened;
    }

    int size() {
        return byUse.size();
    }

    /** Fine if it is not open. */
    void close(Path path) {
        var open = byUse.remove(path);
        if (open == null) {
            return;
        }
        try {
            open.close();
        } catch (IOException e) {
            LOG.warn("Closing {} failed", path, e);
        }
    }

    void closeAll() {
        while (!byUse.isEmpty()) {
            close(byUse.firstEntry().getKey());
        }
    }
}
