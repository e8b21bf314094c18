package dev.danmaku.bench.figure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What Linux says of several processes together, from {@code /proc}.
 *
 * @param pssBytes memory that they really have, where a page that several processes share counts in parts
 * @param cpu user and system time of those that still run
 */
public record TreeFigures(int processes, long pssBytes, Duration cpu) {

    /** Processes that end meanwhile are left out. */
    public static TreeFigures of(List<Long> pids) throws IOException {
        var there = 0;
        var pss = 0L;
        var cpu = Duration.ZERO;
        for (var pid : pids) {
            try {
                pss += pss(pid);
                cpu = cpu.plus(ProcessFigures.of(pid).cpu());
                there++;
            } catch (NoSuchFileException e) {
                // It is gone.
                continue;
            }
        }
        return new TreeFigures(there, pss, cpu);
    }

    private static long pss(long pid) throws IOException {
        var rollup = Files.readString(Path.of("/proc", Long.toString(pid), "smaps_rollup"));
        return ProcessFigures.number(rollup, "Pss:") * 1024;
    }
}
