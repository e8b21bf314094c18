package dev.danmaku.bench.decode;

import com.sun.management.OperatingSystemMXBean;

import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

import java.lang.management.ManagementFactory;
import java.util.Collection;
import java.util.List;

/**
 * The CPU time of an operation, of all threads, garbage collection and compilation among them: what a machine that is busy with other
 * things does not stretch, as it does the time on the wall.
 */
public final class CpuProfiler implements InternalProfiler {
    /** Nanoseconds of the best iteration. */
    public static final String LABEL = "cpu.time.norm";

    private final OperatingSystemMXBean machine =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private long startedNanos;

    @Override
    public String getDescription() {
        return "CPU time of the process, for each operation";
    }

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        startedNanos = machine.getProcessCpuTime();
    }

    /** The interface leaves the type of results open. */
    @Override
    @SuppressWarnings("rawtypes")
    public Collection<? extends Result> afterIteration(
            BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
        var nanos = (double) machine.getProcessCpuTime() - startedNanos;
        var operations = result.getMetadata().getAllOps();
        return operations == 0
                ? List.of()
                : List.of(new ScalarResult(
                        LABEL, nanos / operations, "ns/op", AggregationPolicy.MIN));
    }
}
