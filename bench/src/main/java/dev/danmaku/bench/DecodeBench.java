package dev.danmaku.bench;

import dev.danmaku.bench.decode.DecodeLoops;

import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** How fast a comment push becomes events, and how much garbage that makes: {@link DecodeLoops} by JMH. */
final class DecodeBench {
    private static final String ALLOCATED = "gc.alloc.rate.norm";
    private static final int BUSY = 10;

    private DecodeBench() {}

    static Figure run(Options options) throws RunnerException {
        var forks = options.count("forks", 1);
        options.requireNoOthers();
        var results = new Runner(new OptionsBuilder()
                        .include(DecodeLoops.class.getName())
                        .addProfiler(GCProfiler.class)
                        .forks(forks)
                        .build())
                .run();
        return new Figure(
                "decode of a comment push, one thread, best of 5 iterations",
                String.format(
                        Locale.ROOT,
                        "1 comment: %s; %d comments: %s; as JSON lines: %s",
                        comments(results, "decode", 1),
                        BUSY,
                        comments(results, "decode", BUSY),
                        comments(results, "decodeToJson", BUSY)),
                String.format(
                        Locale.ROOT,
                        "bare protobuf parsing of the same bytes: %s; we take %.1f times as long",
                        comments(results, "parse", BUSY),
                        speed(results, "parse", BUSY) / speed(results, "decode", BUSY)),
                notes(results));
    }

    private static String comments(Collection<RunResult> results, String loop, int comments) {
        return String.format(
                Locale.ROOT,
                "%,.0f comments/s, %,.0f B each",
                speed(results, loop, comments) * comments,
                allocated(results, loop, comments) / comments);
    }

    private static List<String> notes(Collection<RunResult> results) {
        var notes = new ArrayList<String>();
        for (var result : results) {
            notes.add(String.format(
                    Locale.ROOT,
                    "%s, %s comments: %,.0f ± %,.0f pushes/s, %,.0f B a push",
                    result.getPrimaryResult().getLabel(),
                    result.getParams().getParam("comments"),
                    result.getPrimaryResult().getScore(),
                    result.getPrimaryResult().getScoreError(),
                    allocated(result)));
        }
        return notes;
    }

    /** Of the best iteration: others may use the machine. */
    private static double speed(Collection<RunResult> results, String loop, int comments) {
        return find(results, loop, comments).getPrimaryResult().getStatistics().getMax();
    }

    private static double allocated(Collection<RunResult> results, String loop, int comments) {
        return allocated(find(results, loop, comments));
    }

    private static double allocated(RunResult result) {
        return Objects.requireNonNull(result.getSecondaryResults().get(ALLOCATED))
                .getScore();
    }

    private static RunResult find(Collection<RunResult> results, String loop, int comments) {
        return results.stream()
                .filter(result -> result.getPrimaryResult().getLabel().equals(loop)
                        && result.getParams()
                                .getParam("comments")
                                .equals(Integer.toString(comments)))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("JMH did not run " + loop));
    }
}
