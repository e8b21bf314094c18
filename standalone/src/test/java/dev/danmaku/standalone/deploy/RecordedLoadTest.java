package dev.danmaku.standalone.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * The scaling rule of {@code deploy/k8s} through an hour that {@code bench/run load} recorded: what two dispatchers of a real cluster told
 * while simulated streams began and ended, a crowd went live, a worker and a dispatcher were killed, and Redis hung.
 */
class RecordedLoadTest {
    private static final int MINUTE_LINES = 12;
    /** Until those are up that were started for the last of them. */
    private static final int CROWD_SECONDS = 180;

    private ScalingRule rule;
    private List<Line> lines;

    /**
     * @param live streams that run
     * @param asked slots that a dispatcher asked for; empty where none answered
     */
    private record Line(int second, int live, OptionalDouble asked) {
        static Line parse(String line) {
            var fields = line.split(",", -1);
            return new Line(
                    Integer.parseInt(fields[0]),
                    Integer.parseInt(fields[1]),
                    fields[3].isEmpty()
                            ? OptionalDouble.empty()
                            : OptionalDouble.of(Double.parseDouble(fields[3])));
        }
    }

    private record Recorded(List<Line> lines) implements Load {
        @Override
        public int seconds() {
            return lines.getLast().second();
        }

        private Line at(int second) {
            return lines.get(second / (lines.get(1).second() - lines.get(0).second()));
        }

        @Override
        public int rooms(int second) {
            return at(second).live();
        }

        @Override
        public OptionalDouble asked(int second) {
            return at(second).asked();
        }
    }

    @BeforeEach
    void read() throws IOException {
        rule = ScalingRule.read();
        try (var file = Objects.requireNonNull(
                RecordedLoadTest.class.getResourceAsStream("recorded-load.csv"),
                "the build lacks recorded-load.csv")) {
            lines = new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .map(Line::parse)
                    .toList();
        }
    }

    /** The crowd came in the steepest minute of the record. */
    private int crowdAt() {
        return IntStream.range(MINUTE_LINES, lines.size())
                .boxed()
                .max(Comparator.comparingInt(
                        i -> lines.get(i).live() - lines.get(i - MINUTE_LINES).live()))
                .map(i -> lines.get(i - MINUTE_LINES).second())
                .orElseThrow();
    }

    @Test
    void throughARecordedHourThereAreSlotsAndNothingFlaps() {
        var crowdAt = crowdAt();
        IntPredicate crowd = second -> second >= crowdAt && second < crowdAt + CROWD_SECONDS;

        var came = Scaled.under(rule, new Recorded(lines));

        assertThat(came.waiting())
                .as("seconds in which rooms waited")
                .allMatch(crowd::test)
                .hasSizeLessThanOrEqualTo(2 * 60);
        assertThat(came.overdrawn()).isEmpty();
        assertThat(came.outs()).isNotEmpty();
        assertThat(came.ins()).isNotEmpty();
        came.assertCalm(crowd);
    }
}
