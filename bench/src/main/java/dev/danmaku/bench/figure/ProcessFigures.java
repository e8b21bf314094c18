package dev.danmaku.bench.figure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * What Linux says of a process, from {@code /proc}.
 *
 * @param cpu user and system time since its start; the kernel counts in hundredths of a second
 * @param rssBytes memory that it really has
 * @param threads all of them, the virtual machine's own too
 */
public record ProcessFigures(Duration cpu, long rssBytes, int threads) {
    private static final Path PROC = Path.of("/proc");
    /** USER_HZ: 100 on every Linux that Java runs on. */
    private static final long TICKS_A_SECOND = 100;
    /** Fields of stat behind the name in parentheses, from 0. */
    private static final int USER_TICKS = 11;

    private static final int SYSTEM_TICKS = 12;

    /** Whether this system tells. */
    public static boolean available() {
        return Files.isReadable(PROC.resolve("self/stat"));
    }

    public static ProcessFigures of(long pid) throws IOException {
        var folder = PROC.resolve(Long.toString(pid));
        var stat = Files.readString(folder.resolve("stat"));
        var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        var ticks = Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[SYSTEM_TICKS]);
        var status = Files.readString(folder.resolve("status"));
        return new ProcessFigures(
                Duration.ofNanos(ticks * (TimeUnit.SECONDS.toNanos(1) / TICKS_A_SECOND)),
                number(status, "VmRSS:") * 1024,
                Math.toIntExact(number(status, "Threads:")));
    }

    static long number(String status, String name) {
        return status.lines()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(name.length()).replace("kB", "").strip())
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no " + name + " in /proc"));
    }
}
