package dev.danmaku.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.danmaku.config.SettingTable;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

@Timeout(90)
class CommandsTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "up",
                "dispatcher",
                "worker",
                "watch",
                "decode",
                "export",
                "import",
                "simulate",
                "settings",
                "status",
                "drain",
                "pause",
                "resume",
                "retry",
                "move",
                "dead",
                "train"
            })
    void everyCommandExplainsItselfAndItsExitCodes(String command) {
        var console = Console.run(folder, command, "--help");

        assertThat(console.exitCode()).isZero();
        assertThat(console.out()).contains("Usage: danmaku " + command, "Exit codes: 0 ");
        assertThat(console.err()).isEmpty();
    }

    @Test
    void theVersionIsAResult() {
        assertThat(Console.run(folder, "--version").out())
                .containsPattern("^danmaku [0-9]+\\.[0-9]+");
        assertThat(Console.run(folder, "worker", "--version").out()).startsWith("danmaku ");
    }

    @Test
    void wrongUsageEndsWithTwoAndSaysNothingOnStandardOutput() {
        for (var wrong : new String[][] {
            {},
            {"nothing"},
            {"watch"},
            {"watch", "3xabc"},
            {"watch", "ks:not a room"},
            {"watch", "bilibili:name"},
            {"decode", "nowhere"},
            {"simulate", "--port", "99999"},
            {"simulate", "--script", "none.yml"},
            {"train"},
            {"worker", "--slots", "many"},
            {"worker", "--config", "none.yml"},
            {"export"},
            {"export", "ks:../../etc/passwd"},
            {"export", "ks:3xabc", "--format", "parquet"},
            {"export", "ks:3xabc", "--from", "yesterday"},
            {"export", "ks:3xabc", "--types", "nonsense"},
            {"export", "ks:3xabc", "--format", "ass", "--types", "gift"},
            {"export", "ks:3xabc"},
            {"import"},
            {"import", "no such file"},
            {"up", "--simulate", "x"},
            {"pause"},
            {"pause", "ks:not a room"},
            {"pause", "nowhere"},
            {"resume"},
            {"resume", "kuaishou", "--worker", "w"},
            {"retry"},
            {"move", "kuaishou"},
            {"dead", "--retry"},
            {"dead", "--retry", "--drop", "--all"},
            {"dead", "0123456789ab"}
        }) {
            var console = Console.run(folder, wrong);

            assertThat(console.exitCode()).as(String.join(" ", wrong)).isEqualTo(2);
            assertThat(console.out()).as(String.join(" ", wrong)).isEmpty();
            assertThat(console.err()).as(String.join(" ", wrong)).isNotBlank();
        }
    }

    @Test
    void allWrongSettingsStopTheStartAtOnce() {
        var console = Console.runWith(
                "",
                Map.of("DANMAKU_WORKER_SLOTS", "0"),
                folder,
                "worker",
                "--danmaku.worker.flush-intervall=1s",
                "--redis",
                "nonsense");

        assertThat(console.exitCode()).isEqualTo(2);
        assertThat(console.err().lines())
                .anyMatch(line -> line.contains("danmaku.worker.slots (DANMAKU_WORKER_SLOTS)"))
                .anyMatch(line -> line.contains("did you mean danmaku.worker.flush-interval?"))
                .anyMatch(line -> line.contains("danmaku.redis-url (flag)"));
    }

    @Test
    void theListOfSettingsIsAFileOfSettings() throws IOException {
        var listed = Console.run(folder, "settings").out();
        assertThat(SettingTable.all())
                .allMatch(setting -> listed.contains("# " + setting.key() + ": "));

        var asFile = listed.replaceAll("(?m)^# (danmaku\\.)", "$1");
        Files.writeString(folder.resolve("danmaku.yml"), asFile);
        var effective = Console.run(folder, "settings", "--effective", "-q");

        assertThat(effective.err()).isEmpty();
        assertThat(effective.exitCode()).isZero();
        assertThat(effective.out())
                .contains("danmaku.worker.slots: 1000 # " + folder.resolve("danmaku.yml"));
    }

    @Test
    void aMalformedFrameIsToldAndTheExitCodeIsZero() {
        var console = Console.runWith("xy\n", Map.of(), folder, "decode", "ks", "--each");

        assertThat(console.exitCode()).isZero();
        assertThat(console.out()).isEqualTo("[]\n");
        assertThat(console.err()).startsWith("line 1: ");
    }

    @Test
    void aSimulatedRoomIsWatchedUntilItsStreamEnds() throws IOException {
        Files.writeString(folder.resolve("story.yml"), """
                rooms: [{id: 3xstory, live: true, chats: 20}]
                steps: [{at: 3s, room: 3xstory, action: end}]
                """);
        var simulator = Console.start("", Map.of(), folder, "simulate", "--script", "story.yml");
        await().until(() -> simulator.out().endsWith("# ready\n"));
        Files.writeString(folder.resolve("danmaku.yml"), simulator.out());

        var watch = Console.start(
                "",
                Map.of(),
                folder,
                "watch",
                "ks:3xstory",
                "--json",
                "--danmaku.watch.end-confirm-delay=50ms",
                "--danmaku.watch.end-confirm-interval=50ms");

        assertThat(watch.exitCode()).as(watch::err).isZero();
        assertThat(watch.err()).contains("the stream of kuaishou:3xstory ended");
        assertThat(watch.out().lines())
                .allMatch(line ->
                        line.startsWith("{\"v\":1,\"platform\":\"kuaishou\",\"room\":\"3xstory\""))
                .anyMatch(line -> line.contains("\"type\":\"chat\""))
                .last()
                .asString()
                .contains("\"type\":\"stream-ended\"");
        assertThat(Console.run(folder, "watch", "ks:3xstory").exitCode()).isEqualTo(3);
        assertThat(simulator.interrupt().exitCode()).isZero();
    }

    @Test
    void anInterruptedWatchEndsWith130() throws IOException {
        var simulator = Console.start("", Map.of(), folder, "simulate");
        await().until(() -> simulator.out().endsWith("# ready\n"));
        Files.writeString(folder.resolve("danmaku.yml"), simulator.out());

        var watch = Console.start("", Map.of(), folder, "watch", "ks:3xsim0000000001");
        await().atMost(Duration.ofSeconds(30)).until(() -> watch.out().contains("room: "));

        assertThat(watch.interrupt().exitCode()).isEqualTo(130);
        simulator.interrupt().exitCode();
    }

    @Test
    void aPlatformThatDoesNotAnswerIsGivenUpInTheEnd() throws IOException {
        Files.writeString(folder.resolve("danmaku.yml"), """
                danmaku:
                  platforms: {kuaishou: {web-url: "http://127.0.0.1:1", mobile-url: "http://127.0.0.1:1", lookups-per-second: 0}}
                  watch: {give-up-after: 200ms, reconnect-min: 10ms, reconnect-max: 20ms}
                """);

        var watch = Console.run(folder, "watch", "ks:3xabc");

        assertThat(watch.exitCode()).isEqualTo(4);
        assertThat(watch.err()).contains("gave up on kuaishou:3xabc");
    }
}
