package dev.danmaku.worker.autoscale;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.config.SlotBounds;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;

/**
 * Whatever is measured, slots do not go to and fro: hours of loads that are drawn by a seed, some without any sense, some of workers that
 * bear so many rooms and no more.
 */
class NoFlappingTest {
    private static final long SECOND = 1_000_000_000L;
    private static final int HOUR = 3600;
    private static final int HOURS = 6;
    /** Patience doubles from one minute to half an hour: six growths that follow a shrinking, and as many shrinkings after them. */
    private static final int TURNS_IN_AN_HOUR = 13;

    static LongStream seeds() {
        return LongStream.range(0, 60);
    }

    /** What happened, by second. */
    private static final class Day {
        private final SlotBounds bounds;
        private final List<Integer> turns = new ArrayList<>();
        private final List<Integer> slots = new ArrayList<>();
        private Autoscale state;
        private boolean grew = true;

        Day(SlotBounds bounds) {
            this.bounds = bounds;
            this.state = Autoscale.of(bounds);
        }

        void look(int second, int held, Strain strain) {
            var before = state.slots();
            state = state.look(second * SECOND, held, strain);
            slots.add(state.slots());
            if (state.slots() != before) {
                check(before, held);
                var grows = state.slots() > before;
                if (grows != grew) {
                    turns.add(second);
                    grew = grows;
                }
            }
        }

        private void check(int before, int held) {
            var now = state.slots();
            assertThat(now).isBetween(bounds.min(), bounds.max());
            assertThat(now).isLessThanOrEqualTo(before + Math.ceilDiv(before, 2));
            assertThat(now)
                    .isGreaterThanOrEqualTo(Math.min(held, before - Math.ceilDiv(before, 10)));
            assertThat(state.last())
                    .isNotNull()
                    .satisfies(last -> assertThat(last.reason()).contains(held + " rooms"));
        }

        /** The most turns within any hour that begins at or after this one. */
        int turnsInAnHour(int from) {
            return (int) turns.stream()
                    .filter(turn -> turn >= from)
                    .mapToLong(begin -> turns.stream()
                            .filter(turn -> turn >= begin && turn < begin + HOUR)
                            .count())
                    .max()
                    .orElse(0);
        }

        int least(int from) {
            return slots.subList(from, slots.size()).stream()
                    .mapToInt(Integer::intValue)
                    .min()
                    .orElseThrow();
        }

        int most(int from) {
            return slots.subList(from, slots.size()).stream()
                    .mapToInt(Integer::intValue)
                    .max()
                    .orElseThrow();
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void underNoiseThatMeansNothing(long seed) {
        var random = new SplittableRandom(seed);
        var day = new Day(new SlotBounds(50, 3000));
        var strain = Strain.UNKNOWN;
        var held = 0;
        var until = 0;
        // how long a mood lasts, so that some seeds are nervous and some are slow
        var mood = 1 + random.nextInt(120);
        for (var second = 0; second < HOURS * HOUR; second++) {
            if (second >= until) {
                until = second + 1 + random.nextInt(mood);
                strain = noise(random);
                held = random.nextInt(10) < 7
                        ? day.state.slots()
                        : random.nextInt(1 + day.state.slots());
            }
            day.look(second, held, strain);
        }

        assertThat(day.turnsInAnHour(0)).isLessThanOrEqualTo(TURNS_IN_AN_HOUR);
    }

    private static Strain noise(SplittableRandom random) {
        var bad = random.nextInt(10) < 4;
        var lag = bad ? random.nextLong(2_000) : random.nextLong(60);
        var heap = bad ? random.nextInt(100) : random.nextInt(60);
        var spool = bad && random.nextBoolean() ? random.nextLong(1L << 30) : 0;
        return new Strain(
                lag,
                heap,
                List.of(new SinkLoad(
                        "store",
                        bad ? random.nextDouble() : 0,
                        spool,
                        (double) spool / (1L << 30),
                        random.nextInt(20) == 0)));
    }

    /** The worst that there may be: calm until it grows, overloaded until it shrinks. */
    @ParameterizedTest
    @MethodSource("seeds")
    void underALoadThatContradictsEachDecision(long seed) {
        var random = new SplittableRandom(seed);
        var day = new Day(new SlotBounds(1 + random.nextInt(100), 3000));
        var calm = new Strain(5L, 30, List.of());
        var overloaded = new Strain(2_000L, 95, List.of());
        for (var second = 0; second < HOURS * HOUR; second++) {
            var slots = day.state.slots();
            day.look(second, slots, day.grew && slots > day.bounds.min() ? overloaded : calm);
        }

        assertThat(day.turnsInAnHour(0)).isBetween(2, TURNS_IN_AN_HOUR);
        // and once patience has grown, hardly ever
        assertThat(day.turnsInAnHour(2 * HOUR)).isLessThanOrEqualTo(5);
    }

    /** Lag grows steeply beyond what it bears, and is never quiet; rooms come whenever there is a slot, and go by themselves. */
    @ParameterizedTest
    @MethodSource("seeds")
    void aWorkerFindsWhatItBears(long seed) {
        var random = new SplittableRandom(seed);
        var bears = 400 + random.nextInt(2000);
        var day = new Day(new SlotBounds(100, 10_000));
        double held = 0;
        double lag = 0;
        for (var second = 0; second < HOURS * HOUR; second++) {
            var slots = day.state.slots();
            // twenty rooms a second come; a thousandth ends, and what is too much goes to others
            held = held < slots ? Math.min(slots, held + 20) : held - Math.min(held - slots, 10);
            held -= random.nextDouble() * held / 1000;
            var now = 20 * Math.exp(8 * (held / bears - 0.9))
                    + (random.nextInt(200) == 0 ? random.nextInt(1500) : random.nextInt(20));
            // the worst of the last seconds
            lag = Math.max(now, lag * 0.6);
            day.look(second, (int) held, new Strain((long) lag, 40, List.of()));
        }

        assertThat(day.turnsInAnHour(0)).isLessThanOrEqualTo(TURNS_IN_AN_HOUR);
        assertThat(day.turnsInAnHour(2 * HOUR)).isLessThanOrEqualTo(5);
        assertThat(day.least(HOUR)).isGreaterThan(bears * 7 / 10);
        assertThat(day.most(HOUR)).isLessThan(bears * 15 / 10);
    }
}
