package dev.danmaku.bench.decode;

import org.openjdk.jmh.results.RunResult;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What was measured: of each loop and push how many pushes a second of CPU time, and what each left to be collected. */
public final class Speeds {
    private static final String ALLOCATED = "gc.alloc.rate.norm";
    private static final double NANOS_A_SECOND = 1e9;

    private final Map<String, Speed> measured = new LinkedHashMap<>();

    /**
     * @param pushes a second of CPU time, in the best iteration
     * @param bytes allocated for a push
     */
    public record Speed(double pushes, double bytes) {

        /** For people, of each of a push's items. */
        public String each(Push push, String item) {
            return String.format(
                    Locale.ROOT,
                    "%,.0f %s/s, %,.0f B each",
                    pushes * push.items(),
                    item,
                    bytes / push.items());
        }
    }

    public void add(Collection<RunResult> results) {
        for (var result : results) {
            add(
                    result.getPrimaryResult().getLabel(),
                    Push.valueOf(result.getParams().getParam("push")),
                    new Speed(
                            NANOS_A_SECOND / counted(result, CpuProfiler.LABEL),
                            counted(result, ALLOCATED)));
        }
    }

    private static double counted(RunResult result, String label) {
        var counted = result.getSecondaryResults().get(label);
        if (counted == null) {
            throw new IllegalStateException("JMH did not count " + label);
        }
        return counted.getScore();
    }

    public void add(String loop, Push push, Speed speed) {
        measured.put(key(loop, push), speed);
    }

    /** @throws IllegalStateException if it was not measured */
    public Speed of(String loop, Push push) {
        var speed = measured.get(key(loop, push));
        if (speed == null) {
            throw new IllegalStateException("nobody measured " + key(loop, push));
        }
        return speed;
    }

    public boolean has(String loop, Push push) {
        return measured.containsKey(key(loop, push));
    }

    /** How often the other one does a push while the first does one. */
    public double ratio(String loop, String other, Push push) {
        return of(other, push).pushes() / of(loop, push).pushes();
    }

    private static String key(String loop, Push push) {
        return loop + ' ' + push;
    }
}
