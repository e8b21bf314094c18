package dev.danmaku.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** How many slots a worker has, as its flags say it. */
class WorkerFlagsTest {
    @Command
    private static final class Worker {
        @Mixin
        private final WorkerFlags flags = new WorkerFlags();
    }

    private static String slots(String... flags) {
        var worker = new Worker();
        new CommandLine(worker).parseArgs(flags);
        return String.valueOf(worker.flags.settings().get("danmaku.worker.slots"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "--slots=5 5",
                "--slots=5..9 5..9",
                "--autoscale=10,3 3..10",
                "--autoscale=10 1..10",
                "--autoscale=7,7 7..7"
            })
    void slotsAreSaidOurWayOrCelerys(String flag, String slots) {
        assertThat(slots(flag)).isEqualTo(slots);
    }

    @Test
    void withoutAFlagTheSettingCounts() {
        assertThat(slots()).isEqualTo("null");
    }

    @ParameterizedTest
    @ValueSource(strings = {"3,10", "many", "10,3,1", "10,", ",3", "-10,3", "9999999999"})
    void whatIsNoMaximumAndMinimumIsRefused(String text) {
        assertThatThrownBy(() -> slots("--autoscale=" + text))
                .isInstanceOf(CommandLine.ParameterException.class)
                .hasMessageContaining("--autoscale");
    }

    @Test
    void oneWayIsEnough() {
        assertThatThrownBy(() -> slots("--slots=5", "--autoscale=9,5"))
                .isInstanceOf(CommandLine.ParameterException.class)
                .hasMessageContaining("mutually exclusive");
    }
}
