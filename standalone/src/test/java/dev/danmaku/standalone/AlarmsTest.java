package dev.danmaku.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The alarms, their tests and their pages belong together. */
@Timeout(60)
class AlarmsTest {
    private static final Path FOLDER = Path.of("..", "deploy", "prometheus");
    private static final Path RUNBOOK = Path.of("..", "docs", "runbook.md");
    private static final String RULES = "danmaku.rules.yml";
    private static final String TESTS = "danmaku.rules.test.yml";

    private static List<String> found(Path file, String pattern) throws IOException {
        return Pattern.compile(pattern, Pattern.MULTILINE)
                .matcher(Files.readString(file))
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    private static List<String> alarms() throws IOException {
        return found(FOLDER.resolve(RULES), "- alert: (\\w+)$");
    }

    @Test
    void eachAlarmHasAPageAndThereIsNoOtherPage() throws IOException {
        assertThat(found(RUNBOOK, "^### (\\w+)$")).isEqualTo(alarms());
        assertThat(found(FOLDER.resolve(RULES), "runbook: docs/runbook.md#(\\w+)$"))
                .isEqualTo(alarms().stream()
                        .map(name -> name.toLowerCase(Locale.ROOT))
                        .toList());
    }

    @Test
    void eachAlarmIsSeenToFireAndNotToFire() throws IOException {
        assertThat(found(
                        FOLDER.resolve(TESTS),
                        "alertname: (\\w+)\\n +exp_alerts:\\n +- exp_labels:"))
                .containsExactlyInAnyOrderElementsOf(alarms());
        assertThat(found(FOLDER.resolve(TESTS), "- \\{eval_time: 95m, alertname: (\\w+)}$"))
                .containsExactlyInAnyOrderElementsOf(alarms());
    }

    @Test
    void promtoolFindsThemInOrderAndTheirTestsPass() throws Exception {
        assumeTrue(runs("--version"), "no promtool is installed (apt install prometheus)");

        assertThat(runs("check", "config", "prometheus.yml")).isTrue();
        assertThat(runs("check", "rules", RULES)).isTrue();
        assertThat(runs("test", "rules", TESTS)).isTrue();
    }

    private static boolean runs(String... arguments) throws InterruptedException {
        var command = new ArrayList<>(List.of("promtool"));
        command.addAll(List.of(arguments));
        try {
            return new ProcessBuilder(command)
                            .directory(FOLDER.toFile())
                            .inheritIO()
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
