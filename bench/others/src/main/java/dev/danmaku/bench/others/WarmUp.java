package dev.danmaku.bench.others;

import java.lang.management.ManagementFactory;
import java.util.concurrent.Callable;

/**
 * The same as ours. Does an operation until it has had a certain CPU time. JMH warms up by the time on the wall, in which a machine that is busy with other
 * things may not even get to compiling.
 */
final class WarmUp {
    private static final long CPU_NANOS = 2_000_000_000;
    private static final int AT_ONCE = 256;

    private WarmUp() {}

    static void with(Callable<?> operation) throws Exception {
        var threads = ManagementFactory.getThreadMXBean();
        var started = threads.getCurrentThreadCpuTime();
        while (threads.getCurrentThreadCpuTime() - started < CPU_NANOS) {
            for (var i = 0; i < AT_ONCE; i++) {
                operation.call();
            }
        }
    }
}
