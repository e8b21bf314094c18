package dev.danmaku.simulator.bilibili;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.danmaku.room.Platform;
import dev.danmaku.simulator.Connection;
import dev.danmaku.simulator.Simulator;
import dev.danmaku.simulator.SimulatorOptions;
import dev.danmaku.simulator.room.DropManner;
import dev.danmaku.simulator.room.EntryRefusal;
import dev.danmaku.simulator.room.Fault;
import dev.danmaku.simulator.room.HostileBytes;
import dev.danmaku.simulator.room.Quirk;
import dev.danmaku.simulator.room.Refusal;
import dev.danmaku.simulator.room.SimulatedRoom;
import dev.danmaku.simulator.room.Span;
import dev.danmaku.simulator.room.Stillness;
import dev.danmaku.simulator.room.StreamEnding;
import dev.danmaku.simulator.script.Script;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** What goes wrong on request, and what is said on request, as a socket sees it. */
class FaultsTest {
    private static final String ROOM = "545068";

    private Simulator simulator;
    private SimulatedRoom room;

    @BeforeEach
    void start() throws IOException {
        simulator = Simulator.start(SimulatorOptions.defaults()
                .withPushInterval(Duration.ofMillis(20))
                .withIdleInterval(Duration.ofMillis(60)));
        room = simulator.bilibili().goLive(ROOM);
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    @ParameterizedTest
    @CsvSource({"CLOSE,1000,1", "EOF,1006,1", "RESET,1006,1006"})
    void droppedSocketsEndInTheirManner(DropManner manner, int webSocket, int tcp) {
        try (var one = Caller.in(simulator, ROOM, 3);
                var two = Caller.tcp(simulator).enter(simulator, ROOM, 3).welcomed()) {
            room.fault(new Fault.Drop(manner));

            assertThat(one.awaitEnd()).isEqualTo(webSocket);
            assertThat(two.awaitEnd()).isEqualTo(tcp);
            await().atMost(Connection.LIMIT).until(() -> room.counts().joined() == 0);
        }
    }

    @Test
    void aRoomMayAnswerHeartbeatsAndLoseAllElse() {
        try (var caller = Caller.in(simulator, ROOM, 3)) {
            room.chat(1);
            caller.awaitSequence(1);
            room.fault(new Fault.Stall(Stillness.NO_PUSHES, Span.untilHealed()));
            var before = caller.packets(5).size();
            room.chat(1);
            var probe = room.recentChats();
            room.chat(1);
            await().atMost(Connection.LIMIT).until(() -> !probe.after(2).isEmpty());
            caller.beat().await(3, 1);
            assertThat(caller.packets(5)).hasSize(before);

            room.heal().chat(1);
            caller.awaitSequence(4);
            assertThat(caller.sequences()).containsExactly(1L, 4L);
        }
    }

    @Test
    void aRoomMayStopAnsweringHeartbeats() {
        try (var caller = Caller.in(simulator, ROOM, 3)) {
            room.fault(new Fault.Stall(Stillness.NO_HEARTBEAT_ACK, Span.untilHealed()));
            caller.beat();
            room.chat(1);
            caller.awaitSequence(1);
            room.heal();
            caller.beat().await(3, 1);

            assertThat(caller.packets(3)).hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource({"ERROR,1000,1", "ABRUPT,1006,0"})
    void expiredTokensAreRefusedAndFreshOnesAreNot(EntryRefusal how, int ending, int replies) {
        var old = simulator.bilibili().tokens().mint();
        room.fault(new Fault.ExpireTokens(how));

        try (var late = Caller.webSocket(simulator).enter(ROOM, 3, old);
                var fresh = Caller.in(simulator, ROOM, 3)) {
            assertThat(late.awaitEnd()).isEqualTo(ending);
            assertThat(late.packets(8)).hasSize(replies);
            assertThat(fresh.packets(8).getFirst().text()).isEqualTo("{\"code\":0}");
        }
    }

    @Test
    void aPlatformRefusesTcpByReset() {
        simulator
                .bilibili()
                .fault(new Fault.Refuse(Refusal.UNAVAILABLE, Span.times(1)))
                .join();

        try (var first = Caller.tcp(simulator);
                var second = Caller.tcp(simulator).enter(simulator, ROOM, 0).welcomed()) {
            assertThat(first.awaitEnd()).isEqualTo(Connection.ABNORMAL);
            assertThat(second.isOpen()).isTrue();
        }
    }

    @Test
    void aSocketTooManyInARoomIsReset() {
        room.fault(new Fault.ConnectionLimit(1, Span.untilHealed()));

        try (var first = Caller.in(simulator, ROOM, 3);
                var second = Caller.webSocket(simulator).enter(simulator, ROOM, 3)) {
            assertThat(second.awaitEnd()).isEqualTo(Connection.ABNORMAL);
            assertThat(first.isOpen()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = HostileBytes.class,
            names = {"TEXT_FRAME", "NOISE"},
            mode = EnumSource.Mode.EXCLUDE)
    void hostilePacketsReachEverySocketAndTheRoomGoesOn(HostileBytes kind) {
        try (var one = Caller.in(simulator, ROOM, 3);
                var two = Caller.in(simulator, ROOM, 0)) {
            room.fault(new Fault.Hostile(kind)).chat(1);

            one.awaitSequence(1);
            two.awaitSequence(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void aBombIsSmallAndPackedAsAskedFor(int protover) {
        try (var caller = Caller.in(simulator, ROOM, protover)) {
            room.fault(new Fault.Hostile(HostileBytes.BOMB));

            var bomb = await("the bomb")
                    .atMost(Connection.LIMIT)
                    .until(
                            () -> caller.received().stream()
                                    .filter(bytes -> bytes[7] == protover)
                                    .findFirst(),
                            Optional::isPresent)
                    .orElseThrow();
            assertThat(bomb.length).isLessThan(1 << 20);
            assertThat(Caller.inflate(protover, Arrays.copyOfRange(bomb, 16, bomb.length)))
                    .hasSize(1 << 20);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ZERO_LENGTH,00000000001000000000000500000000",
        "SHORT_LENGTH,0000000f001000000000000500000000",
        "NEGATIVE_LENGTH,80000000001000000000000500000000",
        "OVERSIZED,7fffffff001000000000000500000000",
        "LONG_HEADER,00000010001100000000000500000000",
        "NO_HEADER,0000002d000000000000000500000000",
        "UNKNOWN_VERSION,0000002d001000090000000500000000",
        "WRONG_VERSION,0000002d001000010000000500000000",
        "CLIENT_MESSAGE,0000001c001000010000000700000000"
    })
    void hostileHeadersHaveExactlyTheseBytes(HostileBytes kind, String header) {
        try (var caller = Caller.in(simulator, ROOM, 0)) {
            room.fault(new Fault.Hostile(kind));

            await(header).atMost(Connection.LIMIT).until(() -> headers(caller).contains(header));
        }
    }

    private static List<String> headers(Caller caller) {
        return caller.received().stream()
                .map(bytes -> HexFormat.of().formatHex(bytes, 0, 16))
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "ANNOUNCED,PREPARING,",
        "CUT_OFF,CUT_OFF,/msg",
        "LOCKED,ROOM_LOCK,/expire",
        "REPLAY,PREPARING,/round"
    })
    void endsAreAnnouncedAndSocketsStay(StreamEnding how, String command, String member) {
        try (var caller = Caller.in(simulator, ROOM, 3)) {
            room.chat(2).end(how);

            var message = caller.await(command);
            caller.await("PREPARING");
            assertThat(member == null || !message.at(member).isMissingNode()).isTrue();
            assertThat(caller.sequences()).containsExactly(1L, 2L);
            assertThat(caller.beat().await(3, 1)).hasSize(1);
            assertThat(room.broadcast()).isEmpty();
        }
    }

    @Test
    void everyQuirkLeavesTheChatsReadable() {
        try (var caller = Caller.in(simulator, ROOM, 3);
                var tcp = Caller.tcp(simulator).enter(simulator, ROOM, 2).welcomed()) {
            var last = 0L;
            for (var quirk : Quirk.values()) {
                room.quirks(quirk).chat(30);
                last += 30;
                if (quirk == Quirk.UNREADABLE) {
                    continue;
                }
                caller.awaitSequence(last);
                tcp.awaitSequence(last);
            }
            assertThat(caller.sequences()).hasSize((int) last);
            assertThat(caller.messages("SIMULATED_NOVELTY")).isNotEmpty();
            assertThat(caller.messages("ONLINE_RANK_V2")).isNotEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "follow,,INTERACT_WORD,/data/msg_type,2",
        "share,,INTERACT_WORD,/data/msg_type,3",
        "live-again,,LIVE,/roomid,545068",
        "warning,小心,WARNING,/msg,小心",
        "room-change,新标题,ROOM_CHANGE,/data/title,新标题",
        "silent-on,,ROOM_SILENT_ON,/data/second,-1",
        "silent-off,,ROOM_SILENT_OFF,/cmd,ROOM_SILENT_OFF",
        "block,,ROOM_BLOCK_MSG,/data/operator,1",
        "notice,恭喜,NOTICE_MSG,/msg_common,恭喜",
        "log-in-notice,,LOG_IN_NOTICE,/cmd,LOG_IN_NOTICE",
        "followers,,ROOM_REAL_TIME_MESSAGE_UPDATE,/data/roomid,545068",
        "stopped,'1, 545068',STOP_LIVE_ROOM_LIST,/data/room_id_list/1,545068",
        "super-chat-deleted,3,SUPER_CHAT_MESSAGE_DELETE,/data/ids/0,450680003",
        "raw,'{\"cmd\":\"ANY\",\"x\":7}',ANY,/x,7"
    })
    void whatOnlyThisPlatformKnowsIsToldAtOnce(
            String what, String text, String command, String member, String value) {
        try (var caller = Caller.in(simulator, ROOM, 3)) {
            room.tell(what, text);

            JsonNode message = caller.await(command);
            assertThat(message.at(member).asString()).isEqualTo(value);
        }
    }

    @Test
    void whatNobodyKnowsIsAMistakeWhoeverListens() {
        assertThatThrownBy(() -> room.tell("dance", null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("dance");
        assertThatThrownBy(() -> simulator.kuaishou().room("3xroom").tell("follow", null))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aScriptPlaysTheSameWords(@TempDir Path folder) throws IOException {
        var file = Files.writeString(folder.resolve("story.yaml"), """
                platform: bilibili
                rooms: [{id: 21452505, quirks: [suffixed, second-form]}]
                steps:
                  - {at: 0s, room: 21452505, action: tell, what: warning, text: 小心}
                  - {at: 0s, room: 21452505, action: chat, count: 2}
                  - {at: 100ms, room: 21452505, action: end, how: cut-off}
                """);
        simulator.run(Script.read(file)).done().join();

        var played = simulator.bilibili().room("21452505");
        assertThat(played.endedAt()).isPresent();
        assertThat(played.broadcast()).isEmpty();
        assertThat(played.id().platform()).isEqualTo(Platform.BILIBILI);
    }

    @Test
    void aLivelyScriptTalks() {
        simulator.run(Script.lively(Platform.BILIBILI, 3, 100));

        try (var caller = Caller.in(simulator, "9000000002", 3)) {
            await().atMost(Connection.LIMIT).until(() -> caller.sequences().size() >= 20);
            caller.await("SEND_GIFT");
            caller.await("LIKE_INFO_V3_CLICK");
        }
    }
}
