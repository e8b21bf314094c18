package dev.danmaku.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.danmaku.simulator.Simulator;
import dev.danmaku.simulator.SimulatorOptions;
import dev.danmaku.simulator.room.Rates;
import dev.danmaku.simulator.room.StreamEnding;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** The command as scripts see it: results, sentences, exit codes. The frames are the worked examples of the protocol's page. */
@Timeout(30)
class CommandLineTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String HEARTBEAT = "08011a0708e7b5bac7e831";
    private static final String COUNTERS =
            "08b60210011a0f0a05313030302b1206342e30e4b887209aa0e0c2e132";
    private static final String COMMENT =
            "08b60210011a540a0433333039120739382e35e4b8872a4312220a0f33"
                    + "7866686138786e70787773636a67120fe6809de5a6b9e5a6b9e5be88e985b71a0f4b504ce586b2e586b2e586b2"
                    + "efbc8122083836504b46773d3d38014200208691a1d0bf33";
    /** Message 310, encrypted (3), 48 bytes of payload. */
    private static final String ENCRYPTED = "08b60210031a30"
            + HexFormat.of()
                    .formatHex(
                            Base64.getDecoder()
                                    .decode(
                                            "o32YdlVhCk9udTvBfNXGJ5VQ19qLbG5TXKUw+Cff99wChoUXLYWVU32TZhBtEoqT"));

    private static final String CUT = COMMENT.substring(0, 60);

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private StopSignal stop;

    @BeforeEach
    void nobodyStopsIt() {
        stop = new StopSignal();
    }

    @Test
    void decodeTurnsTheWorkedExamplesIntoEvents() {
        var frames = String.join("\n", HEARTBEAT, COUNTERS, COMMENT, ENCRYPTED) + "\n";

        assertThat(run(frames, "decode", "kuaishou")).isZero();

        var chats = outLines().stream()
                .map(JSON::readTree)
                .filter(event -> event.path("type").asString().equals("chat"))
                .toList();
        assertThat(chats).hasSize(2);
        assertThat(chats.getFirst().path("text").asString()).isEqualTo("KPL冲冲冲！");
        assertThat(chats.getFirst().path("user").path("id").asString())
                .isEqualTo("3xfha8xnpxwscjg");
        assertThat(chats.getFirst().path("at").asLong()).isEqualTo(1769426405510L);
        assertThat(chats.getLast().path("text").asString()).isEqualTo("测试弹幕");
        assertThat(chats.getLast().path("color").asString()).isEqualTo("#ff6600");
        assertThat(chats.getLast().path("user").path("name").asString()).isEqualTo("测试用户");
        assertThat(errText()).isEmpty();
    }

    @Test
    void decodeEachPrintsOneArrayForEachLine() {
        var frames = String.join("\n", HEARTBEAT, COUNTERS, CUT, "no hex", COMMENT) + "\n";

        assertThat(run(frames, "decode", "kuaishou", "--each")).isZero();

        var arrays = outLines().stream().map(JSON::readTree).toList();
        assertThat(arrays).hasSize(5).allMatch(JsonNode::isArray);
        assertThat(arrays.get(0)).isEmpty();
        assertThat(arrays.get(1).findValuesAsString("type")).containsOnly("viewers", "likes");
        assertThat(arrays.get(1).findValuesAsString("display")).contains("1000+");
        assertThat(arrays.get(2)).isEmpty();
        assertThat(arrays.get(3)).isEmpty();
        assertThat(arrays.get(4).findValuesAsString("type")).contains("chat");
        assertThat(errText().lines()).hasSize(2);
        assertThat(errText()).contains("line 3").contains("line 4");
    }

    @Test
    void aRoomIsWatchedUntilItsStreamEnds() throws Exception {
        try (var simulator = Simulator.start(
                SimulatorOptions.defaults().withPushInterval(Duration.ofMillis(50)))) {
            var room = simulator.kuaishou().room("3xroom").goLive(Rates.chatting(50));

            var exit = CompletableFuture.supplyAsync(
                    () -> run(pointingAt(simulator), "", "watch", "ks:3xroom", "--json"));
            Awaitility.await("chats are printed")
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> outText().contains("\"type\":\"chat\""));
            room.end(StreamEnding.ANNOUNCED);

            assertThat(exit.join()).isZero();
            assertThat(outLines()).allMatch(line -> JSON.readTree(line).isObject());
            assertThat(errText()).contains("the stream of kuaishou:3xroom ended");
        }
    }

    @Test
    void watchTellsByItsExitCodeThatARoomIsNotLiveOrThatItWasInterrupted() throws Exception {
        try (var simulator = Simulator.start(SimulatorOptions.defaults())) {
            simulator.kuaishou().room("3xquiet");
            simulator.kuaishou().goLive("3xroom");

            assertThat(run(pointingAt(simulator), "", "watch", "ks:3xquiet")).isEqualTo(3);
            assertThat(errText()).contains("kuaishou:3xquiet is not live");

            var exit = CompletableFuture.supplyAsync(
                    () -> run(pointingAt(simulator), "", "watch", "ks:3xroom"));
            Awaitility.await("it is joined")
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> errText().contains("joined"));
            stop.request();
            assertThat(exit.join()).isEqualTo(130);
        }
    }

    @Test
    void wrongUsageIsCodeTwoAndASentence() {
        assertThat(run("", "watch", "twitch:room")).isEqualTo(2);
        assertThat(errText()).contains("twitch").doesNotContain("\tat ");
        assertThat(run("", "watch", "ks:../etc")).isEqualTo(2);
        assertThat(run("", "decode", "nowhere")).isEqualTo(2);
        assertThat(run("", "dance")).isEqualTo(2);
        assertThat(run("")).isEqualTo(2);
        assertThat(outText()).isEmpty();
    }

    @Test
    void everyWrongSettingIsNamedBeforeAnythingStarts() {
        var exit = run(
                Map.of("danmaku.worker.slotz", "5", "danmaku.dispatcher.poll", "soon"),
                "",
                "worker");

        assertThat(exit).isEqualTo(2);
        assertThat(errText())
                .contains("danmaku.worker.slotz")
                .contains("danmaku.dispatcher.poll")
                .doesNotContain("\tat ");
    }

    @Test
    void aSinkThatThereIsNotIsNamedBeforeAnyServerIsWaitedFor() {
        var exit = run(
                Map.of(
                        "danmaku.data-dir",
                        folder.toString(),
                        "danmaku.sinks.enabled",
                        "jsonl,nowhere"),
                "",
                "worker");

        assertThat(exit).isEqualTo(2);
        assertThat(errText())
                .contains("'nowhere', and there is no such sink: there are jsonl, store");
    }

    @Test
    void everyCommandHasHelpAndTheWholeHasAVersion() {
        for (var command :
                List.of("up", "dispatcher", "worker", "watch", "decode", "simulate", "settings")) {
            out.reset();
            assertThat(run("", command, "--help")).as(command).isZero();
            assertThat(outText()).contains("danmaku " + command).contains("Exit codes");
        }
        out.reset();
        assertThat(run("", "--version")).isZero();
        assertThat(outText()).startsWith("danmaku ");
        assertThat(run("", "--help")).isZero();
    }

    private static Map<String, String> pointingAt(Simulator simulator) {
        var settings = new LinkedHashMap<>(simulator.settings());
        settings.put("danmaku.watch.end-confirm-delay", "50ms");
        settings.put("danmaku.watch.end-confirm-interval", "100ms");
        settings.put("danmaku.platforms.kuaishou.lookups-per-second", "0");
        return settings;
    }

    private int run(String in, String... arguments) {
        return run(Map.of(), in, arguments);
    }

    private int run(Map<String, String> settings, String in, String... arguments) {
        var shell = new Shell(
                settings,
                Map.of(),
                folder,
                new ByteArrayInputStream(in.getBytes(UTF_8)),
                new PrintStream(out, true, UTF_8),
                new PrintStream(err, true, UTF_8),
                stop);
        return Danmaku.run(shell, Arrays.asList(arguments));
    }

    private String outText() {
        return out.toString(UTF_8);
    }

    private List<String> outLines() {
        return outText().lines().toList();
    }

    private String errText() {
        return err.toString(UTF_8);
    }
}
