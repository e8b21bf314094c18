package dev.danmaku.bench.figure;

import com.sun.management.OperatingSystemMXBean;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Where figures were taken: what matters of the machine, and nothing that names it. */
public final class Machine {
    private static final long GIB = 1L << 30;

    private Machine() {}

    public static String describe() {
        var system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        return String.format(
                Locale.ROOT,
                "%d cores, %d GiB, %s %s, JDK %d",
                cores(),
                Math.round((double) memoryBytes() / GIB),
                system.getName(),
                system.getArch(),
                Runtime.version().feature());
    }

    /** Processors that it has. */
    public static int cores() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class)
                .getAvailableProcessors();
    }

    /** Memory that it has. */
    public static long memoryBytes() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class)
                .getTotalMemorySize();
    }

    /** Memory that processes could still take, as Linux reckons. */
    public static long availableBytes() throws IOException {
        return ProcessFigures.number(Files.readString(Path.of("/proc/meminfo")), "MemAvailable:")
                * 1024;
    }

    /** Processes that ran or waited for a processor lately, in the mean; a quiet machine has far less than 1. */
    public static double load() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class)
                .getSystemLoadAverage();
    }
}
