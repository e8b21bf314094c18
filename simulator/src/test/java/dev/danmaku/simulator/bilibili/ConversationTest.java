package dev.danmaku.simulator.bilibili;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.danmaku.simulator.Connection;
import dev.danmaku.simulator.Simulator;
import dev.danmaku.simulator.SimulatorOptions;
import dev.danmaku.simulator.bilibili.BilibiliOptions.Echo;
import dev.danmaku.simulator.bilibili.BilibiliOptions.TooMany;
import dev.danmaku.simulator.room.EntryRefusal;
import dev.danmaku.simulator.room.SimulatedRoom;
import dev.danmaku.simulator.room.StreamEnding;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/** A room's ordinary life on one socket and on several, by WebSocket and by TCP. */
class ConversationTest {
    private static final String ROOM = "8131361";

    private Simulator simulator;
    private SimulatedRoom room;

    @BeforeEach
    void start() throws IOException {
        startWith(BilibiliOptions.defaults());
    }

    private void startWith(BilibiliOptions options) throws IOException {
        if (simulator != null) {
            simulator.close();
        }
        simulator = Simulator.start(SimulatorOptions.defaults()
                .withThreads(2)
                .withPushInterval(Duration.ofMillis(20))
                .withIdleInterval(Duration.ofMillis(60))
                .withBilibili(options));
        room = simulator.bilibili().goLive(ROOM);
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    private Caller connect(boolean tcp) {
        return tcp ? Caller.tcp(simulator) : Caller.webSocket(simulator);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theSmallestAuthAndHeartbeatOfTheCapturesAreAnswered(boolean tcp) throws IOException {
        startWith(BilibiliOptions.defaults().withRequired(false, false));
        var auth = "0000002200100001000000070000000" + "0";
        try (var caller = connect(tcp)) {
            caller.send(HexFormat.of()
                    .parseHex(auth
                            + HexFormat.of().formatHex("{\"roomid\":8131361}".getBytes(UTF_8))));
            assertThat(caller.welcomed().packets(8).getFirst().text()).isEqualTo("{\"code\":0}");

            caller.send(HexFormat.of().parseHex("00000010001000010000000200000001"));
            assertThat(caller.await(3, 1).getFirst().body()).containsExactly(0, 0, 0, 1);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "false,0,0",
        "false,1,0",
        "false,2,2",
        "false,3,3",
        "true,0,0",
        "true,2,2",
        "true,3,3"
    })
    void everyChatArrivesOnceInThePackingThatWasAskedFor(boolean tcp, int protover, int version) {
        try (var caller = connect(tcp)) {
            caller.enter(simulator, ROOM, protover).welcomed();
            room.chat(300);
            caller.awaitSequence(300);

            assertThat(caller.sequences())
                    .isEqualTo(LongStream.rangeClosed(1, 300).boxed().toList());
            assertThat(caller.packets(5)).anyMatch(packet -> packet.outer() == version);
            assertThat(caller.packets(5)).allMatch(packet -> packet.sequence() == 0);
        }
    }

    @Test
    void socketsOfAllFormsHearTheSame() {
        try (var plain = Caller.in(simulator, ROOM, 0);
                var zlib = Caller.in(simulator, ROOM, 2);
                var brotli = Caller.in(simulator, ROOM, 3);
                var tcp = Caller.tcp(simulator).enter(simulator, ROOM, 3).welcomed()) {
            await().atMost(Connection.LIMIT).until(() -> room.counts().joined() == 4);
            room.chat(50);

            for (var caller : List.of(plain, zlib, brotli, tcp)) {
                assertThat(caller.awaitSequence(50).sequences()).hasSize(50);
            }
        }
    }

    @Test
    void aWrongTokenIsAnsweredAndClosed() {
        try (var caller = Caller.webSocket(simulator)) {
            caller.enter(ROOM, 3, "wrong");

            assertThat(caller.awaitEnd()).isEqualTo(1000);
            assertThat(caller.packets(8).getFirst().text()).isEqualTo("{\"code\":-101}");
        }
    }

    @Test
    void noTokenIsClosedWithoutAWord() {
        try (var caller = Caller.webSocket(simulator)) {
            caller.enter(ROOM, 3, "");

            assertThat(caller.awaitEnd()).isEqualTo(Connection.ABNORMAL);
            assertThat(caller.packets()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whoDoesNotSayWhoItIsIsClosed(boolean tcp) throws IOException {
        startWith(BilibiliOptions.defaults().withAuth(Duration.ofMillis(100), EntryRefusal.ERROR));
        try (var silent = connect(tcp);
                var chatty = connect(tcp)) {
            chatty.enter(simulator, ROOM, 0).welcomed();

            assertThat(silent.awaitEnd()).isNotZero();
            assertThat(chatty.beat().await(3, 1)).hasSize(1);
        }
    }

    @Test
    void authComesFirstAndNamesARoom() {
        try (var early = Caller.webSocket(simulator).beat();
                var nameless = Caller.webSocket(simulator).say(7, "{\"uid\":0}".getBytes(UTF_8));
                var garbled = Caller.tcp(simulator).send(new byte[32])) {
            assertThat(early.awaitEnd()).isEqualTo(1000);
            assertThat(nameless.awaitEnd()).isEqualTo(1000);
            assertThat(garbled.awaitEnd()).isEqualTo(Connection.END_OF_TCP);
        }
    }

    @ParameterizedTest
    @EnumSource(Echo.class)
    void aWebSocketsHeartbeatMayBeEchoedInOrBehindThePacket(Echo echo) throws IOException {
        startWith(BilibiliOptions.defaults().withReplies(echo, 1));
        try (var caller = Caller.in(simulator, ROOM, 0)) {
            caller.say(2, "[object Object]".getBytes(UTF_8)).await(3, 1);

            var message = caller.received().stream()
                    .filter(bytes -> bytes[11] == 3)
                    .findFirst()
                    .orElseThrow();
            assertThat(message).hasSize(echo == Echo.NONE ? 20 : 35);
            assertThat(message[3]).isEqualTo((byte) (echo == Echo.COUNTED ? 35 : 20));
        }
    }

    @Test
    void tcpNeverEchoes() {
        try (var caller = Caller.tcp(simulator).enter(simulator, ROOM, 0).welcomed()) {
            caller.say(2, "{}".getBytes(UTF_8)).say(2, "{}".getBytes(UTF_8));

            assertThat(caller.await(3, 2)).allMatch(packet -> packet.body().length == 4);
        }
    }

    @Test
    void aStrayByteBehindAHeartbeatIsPassedOver() {
        try (var caller = Caller.in(simulator, ROOM, 0)) {
            // 31 bytes announced, 32 sent.
            var heartbeat = "0000001f0010000100000002000000015b6f626a656374204f626a6563745d20";
            caller.send(HexFormat.of().parseHex(heartbeat)).beat();

            assertThat(caller.await(3, 2)).hasSize(2);
        }
    }

    @Test
    void anAckIsSwallowed() {
        try (var caller = Caller.in(simulator, ROOM, 0)) {
            caller.say(24, new byte[] {1, 2, 3}).beat().await(3, 1);

            assertThat(caller.isOpen()).isTrue();
            assertThat(caller.packets()).noneMatch(packet -> packet.operation() == 24);
        }
    }

    @Test
    void severalPacketsMayComeInOneMessageOrInPieces() {
        var twoBeats = HexFormat.of()
                .parseHex("0000001000100001000000020000000100000010001000010000000200000001");
        try (var webSocket = Caller.in(simulator, ROOM, 0);
                var tcp = Caller.tcp(simulator).enter(simulator, ROOM, 0).welcomed()) {
            webSocket.send(twoBeats);
            for (var b : twoBeats) {
                tcp.send(new byte[] {b});
            }

            assertThat(webSocket.await(3, 2)).hasSize(2);
            assertThat(tcp.await(3, 2)).hasSize(2);
        }
    }

    @ParameterizedTest
    @CsvSource({"false,1000", "true,1"})
    void whoSendsNoHeartbeatsIsClosed(boolean tcp, int ending) throws IOException {
        startWith(BilibiliOptions.defaults().withSilenceLimit(Duration.ofMillis(200)));
        try (var caller = connect(tcp)) {
            caller.enter(simulator, ROOM, 0).welcomed();

            assertThat(caller.awaitEnd()).isEqualTo(ending);
        }
    }

    @Test
    void authRepliesMayClaimAnotherVersion() throws IOException {
        startWith(BilibiliOptions.defaults().withReplies(Echo.NONE, 3));
        try (var caller = Caller.in(simulator, ROOM, 3)) {
            assertThat(caller.packets(8).getFirst().version()).isEqualTo(3);
            assertThat(caller.packets(8).getFirst().text()).isEqualTo("{\"code\":0}");
        }
    }

    @Test
    void whoBringsNoBuvidMayBeWelcomedAndToldNothing() throws IOException {
        startWith(BilibiliOptions.defaults().withRequired(false, true));
        try (var nobody = Caller.webSocket(simulator)
                        .say(7, "{\"roomid\":8131361}".getBytes(UTF_8))
                        .welcomed();
                var known = Caller.in(simulator, ROOM, 0)) {
            room.chat(1);
            known.awaitSequence(1);
            nobody.beat().await(3, 1);

            assertThat(nobody.packets(5)).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"RESET,1006,", "CLOSED_AFTER_AUTH,1006,", "AUTH_CODE,1000,{\"code\":-503}"})
    void anAddressMayHaveOnlySoManySockets(TooMany manner, int ending, String answer)
            throws IOException {
        startWith(BilibiliOptions.defaults().withSocketsPerAddress(1, manner));
        try (var first = Caller.in(simulator, ROOM, 0)) {
            try (var second = Caller.webSocket(simulator)) {
                if (manner != TooMany.RESET) {
                    second.enter(simulator, ROOM, 0);
                }
                assertThat(second.awaitEnd()).isEqualTo(ending);
                assertThat(second.packets(8).stream().map(Caller.Read::text).findFirst())
                        .isEqualTo(Optional.ofNullable(answer));
            }
            assertThat(first.beat().await(3, 1)).hasSize(1);
        }
    }

    @Test
    void socketsOutliveBroadcasts() {
        try (var caller = Caller.in(simulator, ROOM, 3)) {
            room.chat(1).end(StreamEnding.ANNOUNCED);
            var preparing = caller.await("PREPARING");
            assertThat(preparing.path("roomid").isString()).isTrue();
            assertThat(preparing.path("roomid").asString()).isEqualTo(ROOM);

            room.goLive().chat(1);
            caller.awaitSequence(2);

            var key = room.broadcast().orElseThrow().streamId();
            var lives = caller.messages("LIVE");
            assertThat(lives)
                    .extracting(m -> m.path("live_key").asString())
                    .containsExactly(key, "0", key);
            assertThat(lives)
                    .extracting(m -> m.has("live_time"))
                    .containsExactly(true, false, false);
            assertThat(lives.get(1).path("sub_session_key").asString())
                    .startsWith(key + "sub_time:");
            assertThat(room.counts().joins()).isEqualTo(1);
        }
    }

    @Test
    void aRoomMayBeEnteredBeforeItIsLive() {
        room.end(StreamEnding.SILENT);
        try (var caller = Caller.in(simulator, ROOM, 2)) {
            room.goLive();

            assertThat(caller.await("LIVE").path("roomid").asLong()).isEqualTo(8_131_361);
        }
    }

    @Test
    void otherRoomsThatStoppedAreToldToEveryRoom() throws IOException {
        startWith(BilibiliOptions.defaults().withStopListInterval(Duration.ofMillis(50)));
        var other = simulator.bilibili().goLive("5440");
        try (var caller = Caller.in(simulator, ROOM, 0)) {
            caller.await("STOP_LIVE_ROOM_LIST");
            other.end(StreamEnding.SILENT);

            await().atMost(Connection.LIMIT)
                    .until(() -> caller.messages("STOP_LIVE_ROOM_LIST").stream()
                            .anyMatch(m -> m.at("/data/room_id_list/0").asLong() == 5_440));
        }
    }
}
