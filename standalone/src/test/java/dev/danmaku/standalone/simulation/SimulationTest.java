package dev.danmaku.standalone.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.stream.LongStream;

/**
 * Whatever goes wrong, every history ends well.
 *
 * <p>{@code -Ddanmaku.simulation.histories=10000} runs more of them, {@code -Ddanmaku.simulation.seed=4711} one alone, and writes down
 * its story.
 */
class SimulationTest {
    private static final String HISTORIES = "danmaku.simulation.histories";
    private static final int FIXED = 150;
    private static final int RANDOM = 150;
    /** By so many histories each mistake is found; the rarest shows in one of seven hundred. */
    private static final int ENOUGH = 3_000;

    private static final int TOLD = 12;

    private static ErrorLog errors;

    @BeforeAll
    static void listenToErrors() {
        errors = new ErrorLog();
    }

    @AfterAll
    static void stopListening() {
        errors.close();
    }

    @Test
    void whateverGoesWrongEveryRoomIsWatchedOnceInTheEnd() {
        var one = Long.getLong("danmaku.simulation.seed");
        if (one != null) {
            assertThat(complaints(LongStream.of(one))).isEmpty();
            write(History.run(one, Mistake.NONE, true));
            return;
        }
        var base = Instant.now().toEpochMilli() * 1_000_000;
        var more = Integer.getInteger(HISTORIES, RANDOM);
        var begun = System.nanoTime();

        var complaints = complaints(LongStream.concat(
                LongStream.rangeClosed(1, FIXED), LongStream.range(base, base + more)));

        var seconds = (System.nanoTime() - begun) / 1e9;
        System.out.printf(
                "simulation: seeds 1 to %d and %d to %d, %.0f histories a minute%n",
                FIXED, base, base + more - 1, (FIXED + more) / seconds * 60);
        assertThat(complaints).as("what went wrong").isEmpty();
    }

    /** Runs histories on all processors. Those that end badly are run once more, and their stories are kept. */
    private static List<String> complaints(LongStream seeds) {
        var bad = new ConcurrentLinkedQueue<Long>();
        var failed = new ConcurrentLinkedQueue<String>();
        try (var threads =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
            seeds.forEach(seed -> threads.execute(() -> {
                try {
                    if (bad.size() < TOLD && !History.run(seed).well()) {
                        bad.add(seed);
                    }
                } catch (RuntimeException e) {
                    failed.add("seed %d: %s".formatted(seed, e));
                }
            }));
        }
        bad.stream()
                .sorted()
                .map(seed -> write(History.run(seed, Mistake.NONE, true)))
                .forEach(failed::add);
        return List.copyOf(failed);
    }

    private static String write(History.Outcome outcome) {
        var file = Path.of("target", "simulation-%d.txt".formatted(outcome.seed()));
        try {
            Files.writeString(file, outcome.told());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return "%s%nits story is in %s, play it again with -Ddanmaku.simulation.seed=%d"
                .formatted(outcome.summary(), file.toAbsolutePath(), outcome.seed());
    }

    @Test
    void aSeedIsOneHistory() {
        var first = History.run(5, Mistake.NONE, true);
        var again = History.run(5, Mistake.NONE, true);

        assertThat(first.trace()).hasSizeGreaterThan(100).isEqualTo(again.trace());
    }

    static List<Mistake> mistakes() {
        return Mistake.ALL;
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void aMistakeIsFound(Mistake mistake) {
        assertThat(found(mistake, ENOUGH)).isTrue();
    }

    private static boolean found(Mistake mistake, int histories) {
        return LongStream.rangeClosed(1, histories)
                .parallel()
                .anyMatch(seed -> !History.run(seed, mistake, false).well());
    }
}
