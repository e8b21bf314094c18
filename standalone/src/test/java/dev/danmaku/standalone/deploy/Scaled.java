package dev.danmaku.standalone.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.standalone.deploy.PodAutoscaler.Moment;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * What comes of a load under a rule: an autoscaler as its manual has it, and workers that take their time to start.
 *
 * @param waiting seconds in which rooms waited for a slot
 * @param overdrawn seconds in which there were more than twice as many rooms as slots: what a worker with 1000..2000 bridges by itself
 */
record Scaled(
        ScalingRule rule, List<Integer> waiting, List<Integer> overdrawn, List<Moment> changes) {
    /** From a decision to a worker that takes jobs. */
    private static final int START_SECONDS = 60;
    /** What is running when it begins, in parts of what is needed. */
    private static final double AT_FIRST = 1.2;

    static Scaled under(ScalingRule rule, Load load) {
        var target = rule.target();
        var workers = rule.autoscaler(
                Math.max(rule.least(), (int) Math.ceil(load.rooms(0) * AT_FIRST / target)));
        var ready = new ArrayList<Integer>();
        IntStream.range(0, workers.replicas()).forEach(i -> ready.add(0));
        var waiting = new ArrayList<Integer>();
        var overdrawn = new ArrayList<Integer>();
        for (var second = 0; second < load.seconds(); second++) {
            var now = second;
            var asked = load.asked(second);
            if (second % PodAutoscaler.SYNC_SECONDS == 0) {
                workers.sync(second, asked);
            }
            while (ready.size() < workers.replicas()) {
                ready.add(second + START_SECONDS);
            }
            while (ready.size() > workers.replicas()) {
                ready.removeLast();
            }
            var up = ready.stream().filter(at -> at <= now).count();
            if (load.rooms(second) > up * target) {
                waiting.add(second);
            }
            if (load.rooms(second) > up * target * 2) {
                overdrawn.add(second);
            }
        }
        return new Scaled(rule, waiting, overdrawn, workers.changes());
    }

    List<Moment> outs() {
        return changes.stream().filter(change -> change.number() > 0).toList();
    }

    List<Moment> ins() {
        return changes.stream().filter(change -> change.number() < 0).toList();
    }

    /**
     * What comes does not go within the time of calm, what went is not missed within it, and workers go one at a time, each when the drain
     * before is over.
     *
     * @param burst seconds in which more come whatever was before
     */
    void assertCalm(IntPredicate burst) {
        for (var i = 1; i < changes.size(); i++) {
            var before = changes.get(i - 1);
            var change = changes.get(i);
            if (before.number() > 0 == change.number() > 0 || burst.test(change.second())) {
                continue;
            }
            assertThat(change.second() - before.second())
                    .as("%s after %s", change, before)
                    .isGreaterThanOrEqualTo(rule.calmSeconds());
        }
        assertThat(ins()).extracting(Moment::number).containsOnly(-1);
        for (var i = 1; i < ins().size(); i++) {
            assertThat(ins().get(i).second() - ins().get(i - 1).second())
                    .isGreaterThanOrEqualTo(rule.drainSeconds());
        }
    }
}
