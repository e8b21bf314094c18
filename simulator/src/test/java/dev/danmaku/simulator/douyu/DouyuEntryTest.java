package dev.danmaku.simulator.douyu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.danmaku.simulator.Connection;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** How a connection is opened and a room joined, by WebSocket and TCP, and who is let go. */
class DouyuEntryTest extends DouyuServers {
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
}
