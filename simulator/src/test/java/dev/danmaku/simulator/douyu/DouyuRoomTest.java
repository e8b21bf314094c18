package dev.danmaku.simulator.douyu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.danmaku.simulator.Connection;
import dev.danmaku.simulator.Simulator;
import dev.danmaku.simulator.SimulatorOptions;
import dev.danmaku.simulator.room.DropManner;
import dev.danmaku.simulator.room.Fault;
import dev.danmaku.simulator.room.HostileBytes;
import dev.danmaku.simulator.room.Quirk;
import dev.danmaku.simulator.room.Refusal;
import dev.danmaku.simulator.room.SimulatedRoom;
import dev.danmaku.simulator.room.Span;
import dev.danmaku.simulator.room.Stillness;
import dev.danmaku.simulator.room.StreamEnding;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.stream.LongStream;

/** A room on WebSockets and on TCP: its ordinary life, and what goes wrong. */
class DouyuRoomTest {
    private static final String ROOM = "9999";
    private static final DouyuOptions DOUYU =
            DouyuOptions.defaults().withFlushInterval(Duration.ofMillis(20));

    private final HttpClient http = HttpClient.newHttpClient();
    private Simulator simulator;
    private SimulatedRoom room;

    @BeforeEach
    void start() throws IOException {
        startWith(DOUYU);
    }

    private void startWith(DouyuOptions options) throws IOException {
        if (simulator != null) {
            simulator.close();
        }
        simulator = Simulator.start(SimulatorOptions.defaults()
                .withThreads(2)
                .withIdleInterval(Duration.ofMillis(300))
                .withDouyu(options));
        room = simulator.douyu().goLive(ROOM);
    }

    @AfterEach
    void stop() {
        simulator.close();
        http.close();
    }

    @Test
    void aLoginIsAnsweredWithItsWelcomeAndTheClockInOneFrame() {
        try (var guest = DouyuGuest.connect(http, simulator).logIn(ROOM)) {
            guest.await("pingreq");

            var first = DouyuGuest.bodies(guest.arrivals().getFirst());
            assertThat(first).hasSize(2);
            assertThat(first.getFirst())
                    .startsWith("type@=loginres/userid@=0/roomgroup@=/pg@=/sessionid@=/")
                    .contains("/live_stat@=0/")
                    .contains("/ip@=127.0.0.1/rn@=/rct@=0/");
            assertThat(first.get(1)).matches("type@=pingreq/tick@=[0-9]{13}/");
        }
    }

    @Test
    void nothingIsSaidBeforeALogin() {
        try (var guest = DouyuGuest.connect(http, simulator).say("type@=mrkl/").logIn(ROOM)) {
            guest.await("pingreq");

            assertThat(guest.bodies())
                    .extracting(body -> DouyuGuest.field(body, "type"))
                    .containsExactly("loginres", "pingreq");
        }
    }

    @Test
    void anyPathAndTheSitesOwnSubprotocolWillDo() {
        var url = simulator.settings().get("danmaku.platforms.douyu.danmu-urls");
        assertThat(url).startsWith("ws://127.0.0.1:").endsWith("/");

        try (var plain = DouyuGuest.connect(http, simulator);
                var dashed = DouyuGuest.connect(http, simulator, "-")) {
            assertThat(plain.subprotocol()).isEmpty();
            assertThat(dashed.subprotocol()).isEqualTo("-");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void chatsAreNumberedWithoutGapsOnBothTransports(boolean tcp) {
        try (var guest =
                tcp ? DouyuGuest.inByTcp(simulator, ROOM) : DouyuGuest.in(http, simulator, ROOM)) {
            room.chat(700);
            guest.awaitSequence(700);

            assertThat(guest.sequences())
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, 700).boxed().toList());
            assertThat(room.counts().lastSequence()).isEqualTo(700);
        }
    }

    @Test
    void severalMessagesTravelInOneFrame() {
        try (var guest = DouyuGuest.in(http, simulator, ROOM)) {
            room.chat(3);
            guest.awaitSequence(3);

            assertThat(guest.arrivals())
                    .extracting(frame -> DouyuGuest.bodies(frame).stream()
                            .filter(body -> body.startsWith("type@=chatmsg/"))
                            .count())
                    .contains(3L);
            assertThat(guest.bodies("chatmsg")).hasSize(3);
        }
    }

    @Test
    void aGiftEntriesASuperChatAndAMembershipAreHeard() {
        try (var guest = DouyuGuest.in(http, simulator, ROOM)) {
            room.gift(824, 2, 3).entries(2).superChat(3_000, "生日快乐").membership(5);

            assertThat(guest.await("dgb", 3))
                    .extracting(body -> DouyuGuest.field(body, "hits"))
                    .containsExactly("2", "4", "6");
            guest.await("uenter", 2);
            guest.await("comm_chatmsg");
            guest.await("anbc");
            assertThat(room.counts().gifts()).isEqualTo(3);
        }
    }

    @Test
    void withoutJoiningTheRightRoomNothingIsHeard() {
        simulator.douyu().goLive("8888");

        try (var silent = DouyuGuest.connect(http, simulator).logIn(ROOM);
                var wrong = DouyuGuest.connect(http, simulator).logIn(ROOM).join("8888");
                var before = DouyuGuest.connect(http, simulator).join(ROOM).logIn(ROOM);
                var right = DouyuGuest.in(http, simulator, ROOM)) {
            List.of(silent, wrong, before).forEach(guest -> guest.await("pingreq"));
            room.chat(1);
            right.awaitSequence(1);
            List.of(silent, wrong, before)
                    .forEach(guest ->
                            assertThat(guest.say("type@=mrkl/").await("mrkl")).isNotEmpty());

            assertThat(List.of(silent, wrong, before))
                    .allMatch(guest -> guest.bodies("chatmsg").isEmpty());
            assertThat(room.counts().joins()).isEqualTo(1);
        }
    }

    @Test
    void overTcpAJoinBeforeTheWelcomeIsLost() {
        var inOneGo = new ByteArrayOutputStream();
        inOneGo.writeBytes(DouyuGuest.packet("type@=loginreq/roomid@=9999/"));
        inOneGo.writeBytes(DouyuGuest.packet("type@=joingroup/rid@=9999/gid@=-9999/"));

        try (var early = DouyuGuest.connectTcp(simulator).send(inOneGo.toByteArray());
                var patient = DouyuGuest.inByTcp(simulator, ROOM)) {
            early.await("loginres");
            room.chat(1);
            patient.awaitSequence(1);
            early.say("type@=mrkl/").await("mrkl");

            assertThat(early.bodies("chatmsg")).isEmpty();
            assertThat(early.join(ROOM)).isNotNull();
            await().atMost(Connection.LIMIT).until(() -> room.counts().joined() == 2);
        }
    }

    @Test
    void anEarlyJoinOverTcpCanCount() throws IOException {
        startWith(DOUYU.withEarlyJoin());

        try (var early = DouyuGuest.connectTcp(simulator).logIn(ROOM).join(ROOM)) {
            await().atMost(Connection.LIMIT).until(() -> room.counts().joined() == 1);
            room.chat(1);
            early.awaitSequence(1);
        }
    }

    @Test
    void aGroupIsASliceOfTheChatAlone() {
        try (var all = DouyuGuest.in(http, simulator, ROOM);
                var slice = DouyuGuest.connect(http, simulator).logIn(ROOM).join(ROOM, "1")) {
            await().atMost(Connection.LIMIT).until(() -> room.counts().joined() == 2);
            room.chat(200).entries(5);
            all.awaitSequence(200);
            slice.await("uenter", 5);

            var heard = slice.sequences();
            assertThat(heard).hasSizeBetween(10, 100);
            assertThat(all.sequences()).hasSize(200).containsAll(new HashSet<>(heard));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void heartbeatsOldAndNewAreAnswered(boolean tcp) {
        try (var guest =
                tcp ? DouyuGuest.inByTcp(simulator, ROOM) : DouyuGuest.in(http, simulator, ROOM)) {
            guest.say("type@=mrkl/").say("type@=keeplive/tick@=1790814385/");

            assertThat(guest.await("mrkl")).isEqualTo("type@=mrkl/");
            assertThat(guest.await("keeplive")).isEqualTo("type@=keeplive/tick@=1790814385/uc@=1/");
        }
    }

    @Test
    void whoIsSilentForTooLongIsClosed() throws IOException {
        startWith(DOUYU.withHeartbeatLimit(Duration.ofSeconds(1)));

        try (var web = DouyuGuest.in(http, simulator, ROOM);
                var tcp = DouyuGuest.connectTcp(simulator);
                var unjoined = DouyuGuest.connect(http, simulator).logIn(ROOM)) {
            assertThat(web.awaitEnd()).isEqualTo(1000);
            assertThat(tcp.awaitEnd()).isEqualTo(Connection.END_OF_TCP);
            assertThat(unjoined.awaitEnd()).isEqualTo(Connection.ABNORMAL);
        }
    }

    @ParameterizedTest
    @CsvSource({"false,1000", "true," + Connection.END_OF_TCP})
    void whoLogsOutIsClosed(boolean tcp, int end) {
        try (var guest =
                tcp ? DouyuGuest.inByTcp(simulator, ROOM) : DouyuGuest.in(http, simulator, ROOM)) {
            guest.say("type@=logout/");

            assertThat(guest.awaitEnd()).isEqualTo(end);
            await().atMost(Connection.LIMIT).until(() -> room.counts().joined() == 0);
        }
    }

    @Test
    void packetsMayBeJoinedAndCutAnywhere() {
        var both = new ByteArrayOutputStream();
        both.writeBytes(DouyuGuest.packet("type@=loginreq/roomid@=9999"));
        both.writeBytes(DouyuGuest.packet("type@=mrkl/"));
        var bytes = both.toByteArray();

        try (var guest = DouyuGuest.connectTcp(simulator)) {
            for (var i = 0; i < bytes.length; i++) {
                guest.send(Arrays.copyOfRange(bytes, i, i + 1));
            }
            guest.await("loginres");
            guest.await("mrkl");
        }
    }

    @Test
    void lengthsWithoutSenseEndTheConnection() {
        try (var guest = DouyuGuest.connectTcp(simulator)) {
            guest.send(new byte[] {8, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0, 0});

            assertThat(guest.awaitEnd()).isNotZero();
        }
    }

    @Test
    void aRoomThatIsNoNumberIsAnError() {
        try (var guest = DouyuGuest.connect(http, simulator).logIn("lpl")) {
            assertThat(guest.await("error")).isEqualTo("type@=error/code@=204/");
        }
    }

    @Test
    void socketsStayWhileBroadcastsEndAndBegin() {
        try (var guest = DouyuGuest.in(http, simulator, ROOM)) {
            room.chat(1).end(StreamEnding.ANNOUNCED);
            var end = guest.await("rss");
            room.goLive().chat(1);
            guest.awaitSequence(2);

            assertThat(guest.sequences()).containsExactly(1L, 2L);
            assertThat(DouyuGuest.field(end, "ss")).isEqualTo("0");
            assertThat(DouyuGuest.field(end, "endtime"))
                    .isEqualTo(Long.toString(room.endedAt().orElseThrow().getEpochSecond()));
            assertThat(guest.bodies("rss"))
                    .extracting(body -> DouyuGuest.field(body, "ss"))
                    .containsExactly("0", "1");
        }
    }

    @Test
    void aRoomThatIsNotLiveCanBeJoinedAndSaysNothing() {
        room.end(StreamEnding.SILENT);

        try (var guest = DouyuGuest.in(http, simulator, ROOM)) {
            guest.say("type@=mrkl/").await("mrkl");

            assertThat(guest.bodies()).hasSize(3);
            room.goLive();
            assertThat(DouyuGuest.field(guest.await("rss"), "ss")).isEqualTo("1");
        }
    }

    @ParameterizedTest
    @CsvSource({"CLOSED,1000", "ABRUPT,1006", "THROTTLED,1006", "NEW_STREAM,1000"})
    void streamsMayEndInOtherManners(StreamEnding how, int code) {
        try (var guest = DouyuGuest.in(http, simulator, ROOM)) {
            room.chat(2).end(how);

            assertThat(guest.awaitEnd()).isEqualTo(code);
            assertThat(guest.sequences()).containsExactly(1L, 2L);
        }
    }

    @Test
    void seatsAreToldWhileNothingHappens() {
        try (var guest = DouyuGuest.in(http, simulator, ROOM)) {
            assertThat(guest.await("oni")).startsWith("type@=oni/rid@=9999/vn@=170");
        }
    }

    @Test
    void anErrorMayLeaveTheSocketOpenAndDumb() {
        try (var guest = DouyuGuest.in(http, simulator, ROOM)) {
            room.fault(new Fault.Error(51, null));
            assertThat(guest.await("error")).isEqualTo("type@=error/code@=51/");

            try (var other = DouyuGuest.in(http, simulator, ROOM)) {
                await().atMost(Connection.LIMIT).until(() -> room.counts().joined() == 2);
                guest.say("type@=mrkl/");
                room.chat(1);
                other.awaitSequence(1);
            }
            assertThat(guest.bodies("chatmsg")).isEmpty();
            assertThat(guest.bodies("mrkl")).isEmpty();
            assertThat(guest.isOpen()).isTrue();
        }
    }

    @Test
    void anErrorMayBeTheLastWord() {
        try (var guest = DouyuGuest.inByTcp(simulator, ROOM)) {
            room.fault(new Fault.Error(52, DropManner.CLOSE));

            assertThat(guest.awaitEnd()).isEqualTo(Connection.END_OF_TCP);
            assertThat(guest.bodies("error")).containsExactly("type@=error/code@=52/");
        }
    }

    @Test
    void aRoomMayAcceptAndNeverAnswer() {
        room.fault(new Fault.Stall(Stillness.NO_ENTRY, Span.times(1)));

        try (var first = DouyuGuest.connect(http, simulator).logIn(ROOM).join(ROOM)) {
            await().atMost(Connection.LIMIT)
                    .until(() -> !room.faults().stalled(Stillness.NO_ENTRY));
            try (var second = DouyuGuest.in(http, simulator, ROOM)) {
                first.say("type@=mrkl/");
                room.chat(1);
                second.awaitSequence(1);
            }
            assertThat(first.arrivals()).isEmpty();
            assertThat(first.isOpen()).isTrue();
        }
    }

    @Test
    void heartbeatsAloneMayGoUnanswered() {
        try (var guest = DouyuGuest.in(http, simulator, ROOM)) {
            room.fault(new Fault.Stall(Stillness.NO_HEARTBEAT_ACK, Span.untilHealed()));
            guest.say("type@=mrkl/");
            room.chat(1);
            guest.awaitSequence(1);
            room.heal();
            guest.say("type@=keeplive/tick@=1/").await("keeplive");

            assertThat(guest.bodies("mrkl")).isEmpty();
        }
    }

    @Test
    void aPlatformMayResetNewTcpConnections() {
        simulator.douyu().fault(new Fault.Refuse(Refusal.RESET, Span.times(1))).join();

        try (var refused = DouyuGuest.connectTcp(simulator)) {
            assertThat(refused.awaitEnd()).isEqualTo(Connection.ABNORMAL);
        }
        try (var second = DouyuGuest.inByTcp(simulator, ROOM)) {
            assertThat(second.isOpen()).isTrue();
        }
        assertThat(simulator.douyu().counts().refused()).isEqualTo(1);
    }

    @Test
    void tcpConnectionsCountTowardsTheLimit() {
        simulator
                .douyu()
                .fault(new Fault.ConnectionLimit(1, Span.untilHealed()))
                .join();

        try (var first = DouyuGuest.inByTcp(simulator, ROOM);
                var second = DouyuGuest.connectTcp(simulator)) {
            assertThat(second.awaitEnd()).isEqualTo(Connection.ABNORMAL);
            assertThat(first.isOpen()).isTrue();
            assertThat(simulator.douyu().counts().open()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "CLOSE,false,1000", "EOF,false,1006", "RESET,false,1006",
        "CLOSE,true,1", "EOF,true,1", "RESET,true,1006"
    })
    void droppedSocketsEndInTheirManner(DropManner manner, boolean tcp, int end) {
        try (var guest =
                tcp ? DouyuGuest.inByTcp(simulator, ROOM) : DouyuGuest.in(http, simulator, ROOM)) {
            room.fault(new Fault.Drop(manner));

            assertThat(guest.awaitEnd()).isEqualTo(end);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = HostileBytes.class,
            names = {"BAD_UTF8", "BOMB", "NESTED", "NO_END"})
    void hostilePacketsOfRightLengthsAreFollowedByTheRest(HostileBytes kind) {
        try (var guest = DouyuGuest.inByTcp(simulator, ROOM)) {
            room.fault(new Fault.Hostile(kind));
            room.entries(1);
            guest.await("uenter");

            assertThat(guest.bodies())
                    .anyMatch(body -> body.startsWith("type@=chatmsg/rid@=9999/"));
        }
    }

    @Test
    void aTextFrameIsForWebSocketsAlone() {
        try (var web = DouyuGuest.in(http, simulator, ROOM);
                var tcp = DouyuGuest.inByTcp(simulator, ROOM)) {
            await().atMost(Connection.LIMIT).until(() -> room.counts().joined() == 2);
            room.fault(new Fault.Hostile(HostileBytes.TEXT_FRAME));
            room.chat(1);
            web.awaitSequence(1);
            tcp.awaitSequence(1);

            assertThat(web.texts()).containsExactly("type@=chatmsg/rid@=9999/txt@=x/");
            assertThat(tcp.bodies("chatmsg")).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Quirk.class,
            names = {"GLUED", "FRAGMENTED", "SPLIT", "UNKNOWN_FIELDS", "UNKNOWN_TYPES", "SITE_WIDE"
            })
    void quirksLoseNothingOnEitherTransport(Quirk quirk) {
        room.quirks(quirk);
        try (var web = DouyuGuest.in(http, simulator, ROOM);
                var tcp = DouyuGuest.inByTcp(simulator, ROOM)) {
            await().atMost(Connection.LIMIT).until(() -> room.counts().joined() == 2);
            room.chat(3);
            web.awaitSequence(3);
            tcp.awaitSequence(3);

            assertThat(web.sequences()).containsExactly(1L, 2L, 3L);
            assertThat(tcp.sequences()).containsExactly(1L, 2L, 3L);
        }
    }
}
