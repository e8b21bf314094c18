package dev.danmaku.simulator.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.danmaku.room.Platform;
import dev.danmaku.room.RoomId;
import dev.danmaku.simulator.Simulator;
import dev.danmaku.simulator.SimulatorOptions;
import dev.danmaku.simulator.room.Action;
import dev.danmaku.simulator.room.DropManner;
import dev.danmaku.simulator.room.Fault;
import dev.danmaku.simulator.room.LookupTrouble;
import dev.danmaku.simulator.room.Quirk;
import dev.danmaku.simulator.room.Rates;
import dev.danmaku.simulator.room.Span;
import dev.danmaku.simulator.room.StreamEnding;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;

class ScriptTest {
    @TempDir
    private Path folder;

    @Test
    void aScriptNamesRoomsAndTimedSteps() throws IOException {
        var script = read("""
                rooms:
                  - 3xplain
                  - {id: 3xodd, live: false, rate: 10, quirks: [compressed, glued]}
                chats: 0.5
                steps:
                  - {at: 5s, room: 3xplain, action: drop, how: reset}
                  - {at: 200ms, rooms: all, action: throttle, for: 10s}
                  - at: 1m
                    rooms: [3xplain, "ks:3xodd"]
                    action: end
                    how: announced
                """);

        assertThat(script.rooms())
                .containsExactly(
                        new RoomPlan(room("3xplain"), true, Rates.chatting(0.5), Set.of()),
                        new RoomPlan(
                                room("3xodd"),
                                false,
                                Rates.mixed(10),
                                Set.of(Quirk.COMPRESSED, Quirk.GLUED)));
        assertThat(script.steps())
                .containsExactly(
                        new Step(
                                Duration.ofSeconds(5),
                                new Order(
                                        Platform.KUAISHOU,
                                        new Target.Rooms(List.of(room("3xplain"))),
                                        new Action.Break(new Fault.Drop(DropManner.RESET)))),
                        new Step(
                                Duration.ofMillis(200),
                                new Order(
                                        Platform.KUAISHOU,
                                        new Target.EveryRoom(),
                                        new Action.Break(new Fault.Trouble(
                                                LookupTrouble.THROTTLED,
                                                Span.lasting(Duration.ofSeconds(10)))))),
                        new Step(
                                Duration.ofMinutes(1),
                                new Order(
                                        Platform.KUAISHOU,
                                        new Target.Rooms(List.of(room("3xplain"), room("3xodd"))),
                                        new Action.End(StreamEnding.ANNOUNCED))));
    }

    @Test
    void aScriptMayBeJson() throws IOException {
        var file = folder.resolve("script.json");
        Files.writeString(file, "{\"rooms\": 2, \"rate\": 1, \"steps\": []}");

        assertThat(Script.read(file).rooms())
                .extracting(plan -> plan.id().id())
                .containsExactly("3xsim0000000001", "3xsim0000000002");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{at: 1s, room: a, action: explode} | 'explode' is no action: one of live, rate, chat",
                "{at: 1s, room: a, action: drop, how: softly} | 'softly' is no 'how': one of close, eof, reset",
                "{at: soon, room: a, action: heal} | 'soon' is no time: write 200ms, 5s, 2m or 1h",
                "{room: a, action: heal} | 'at' is missing: a time such as 5s",
                "{at: 1s, action: heal} | either 'room: id', or 'rooms' as a list of ids, 'all' or 'platform'",
                "{at: 1s, room: 'a b', action: heal} | 'a b' cannot be a kuaishou room",
                "{at: 1s, room: a, action: heal, hwo: x} | 'hwo' means nothing here: known are",
                "{at: 1s, room: a, action: chat, count: 0} | a count must be 1 to 100000, not 0",
                "{at: 1s, room: a, action: chat, count: many} | 'count' should be a whole number, not \"many\"",
                "{at: 1s, room: a, action: refuse, for: 1s, times: 2} | either 'for' or 'times', not both",
                "{at: 1s, room: a, action: hostile} | 'bytes' is missing: one of truncated, oversized",
                "{at: 1s, rooms: platform, action: live} | 'rooms: platform' is for faults and heal",
            })
    void aMistakeIsToldWithItsLineAndWhatWouldBeRight(String step, String message) {
        assertThatThrownBy(
                        () -> read("rooms: 1\nsteps:\n  - {at: 0s, rooms: all, action: heal}\n  - "
                                + step + "\n"))
                .isInstanceOf(BadScript.class)
                .hasMessageContaining("line 4, step 2: ")
                .hasMessageContaining(message);
    }

    @Test
    void brokenYamlIsToldWithItsLine() {
        assertThatThrownBy(() -> read("rooms: 1\nsteps: [\n"))
                .isInstanceOf(BadScript.class)
                .hasMessageContaining("line 3");
    }

    @Test
    void aRunningScriptDoesItsSteps() throws IOException {
        var script = read("""
                rooms: 3
                steps:
                  - {at: 10ms, rooms: all, action: end, how: closed}
                  - {at: 20ms, room: 3xsim0000000002, action: chat}
                  - {at: 30ms, room: 3xlater, action: live}
                """);

        try (var simulator = Simulator.start(SimulatorOptions.defaults())) {
            var run = simulator.run(script);

            await().atMost(Duration.ofSeconds(10)).until(() -> run.done().isDone());
            assertThat(simulator.kuaishou().rooms()).hasSize(4);
            assertThat(simulator.kuaishou().room("3xsim0000000003").broadcast()).isEmpty();
            assertThat(simulator.kuaishou().room("3xlater").broadcast()).isPresent();
        }
    }

    @Test
    void aLivelyScriptNeedsNoFile() throws IOException {
        try (var simulator = Simulator.start(SimulatorOptions.defaults())) {
            simulator.run(Script.lively(Platform.KUAISHOU, 5, 2)).done().join();

            assertThat(simulator.kuaishou().rooms())
                    .hasSize(5)
                    .allMatch(room -> room.broadcast().isPresent());
        }
    }

    @Test
    void aScriptMayBeOfSeveralPlatforms() throws IOException {
        var script = read("""
                platform: douyu
                rooms: [9999, "kuaishou:3xroom"]
                chats: 1
                entries: 2
                steps:
                  - {at: 10ms, room: 9999, action: super-chat, cents: 3000, text: 你好, shown: 30s}
                  - {at: 10ms, room: 9999, action: member, tier: 5}
                  - {at: 10ms, room: 9999, action: enter, count: 3}
                  - {at: 20ms, room: 9999, action: error, code: 52, then: close}
                """);

        assertThat(script.rooms()).extracting(RoomPlan::rates).containsOnly(new Rates(1, 0, 0, 2));
        assertThat(script.steps())
                .extracting(step -> step.order().action())
                .containsExactly(
                        new Action.SuperChat(3_000, "你好", Duration.ofSeconds(30)),
                        new Action.Join(5, 1),
                        new Action.Enter(3),
                        new Action.Break(new Fault.Error(52, DropManner.CLOSE)));
        try (var simulator = Simulator.start(SimulatorOptions.defaults())) {
            simulator.run(script).done().join();

            assertThat(simulator.douyu().room("9999").broadcast()).isPresent();
            assertThat(simulator.kuaishou().room("3xroom").broadcast()).isPresent();
        }
    }

    @Test
    void roomsThatAreOnlyCountedHaveIdsOfTheirPlatform() {
        assertThat(Script.roomIds(Platform.DOUYU, 2))
                .extracting(RoomId::id)
                .containsExactly("9000000001", "9000000002");
    }

    private Script read(String text) throws IOException {
        var file = folder.resolve("script.yml");
        Files.writeString(file, text);
        return Script.read(file);
    }

    private static RoomId room(String id) {
        return new RoomId(Platform.KUAISHOU, id);
    }
}
