package dev.danmaku.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.InvalidProtocolBufferException;

import dev.danmaku.simulator.kuaishou.KuaishouOptions;
import dev.danmaku.simulator.kuaishou.wire.PayloadType;
import dev.danmaku.simulator.kuaishou.wire.SCWebError;
import dev.danmaku.simulator.kuaishou.wire.SCWebFeedPush;
import dev.danmaku.simulator.kuaishou.wire.SocketMessage;
import dev.danmaku.simulator.room.DropManner;
import dev.danmaku.simulator.room.EntryRefusal;
import dev.danmaku.simulator.room.Fault;
import dev.danmaku.simulator.room.HostileBytes;
import dev.danmaku.simulator.room.Moment.What;
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

import java.net.http.HttpClient;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletionException;

/** What goes wrong on request, as a socket sees it. */
class FaultsTest {
    private static final String ROOM = "3xroom";
    private static final KuaishouOptions KUAISHOU =
            KuaishouOptions.defaults().withEntry(Duration.ofSeconds(10), EntryRefusal.ERROR);

    private final HttpClient http = HttpClient.newHttpClient();
    private Simulator simulator;
    private SimulatedRoom room;

    @BeforeEach
    void start() throws Exception {
        startWith(KUAISHOU);
    }

    private void startWith(KuaishouOptions options) throws Exception {
        if (simulator != null) {
            simulator.close();
        }
        simulator = Simulator.start(SimulatorOptions.defaults()
                .withPushInterval(Duration.ofMillis(20))
                .withIdleInterval(Duration.ofMillis(60))
                .withKuaishou(options));
        room = simulator.kuaishou().goLive(ROOM);
    }

    @AfterEach
    void stop() {
        simulator.close();
        http.close();
    }

    @ParameterizedTest
    @CsvSource({"CLOSE,1000", "EOF,1006", "RESET,1006"})
    void droppedSocketsEndInTheirManner(DropManner manner, int code) {
        try (var one = Guest.in(http, simulator, ROOM);
                var two = Guest.in(http, simulator, ROOM)) {
            room.fault(new Fault.Drop(manner));

            assertThat(one.awaitClose()).isEqualTo(code);
            assertThat(two.awaitClose()).isEqualTo(code);
            await().atMost(Connection.LIMIT).until(() -> room.counts().joined() == 0);
            assertThat(room.counts().closes()).isEqualTo(2);
        }
    }

    @Test
    void aRoomMayAcceptAndSayNothing() {
        room.fault(new Fault.Stall(Stillness.NO_ENTRY, Span.times(1)));

        try (var first = Guest.connect(http, simulator).enter(simulator, ROOM);
                var second = Guest.in(http, simulator, ROOM)) {
            room.chat(1);
            second.awaitSequence(1);

            assertThat(first.beat(1).isOpen()).isTrue();
            assertThat(first.frames()).isEmpty();
            assertThat(room.counts().joins()).isEqualTo(1);
        }
    }

    @Test
    void aRoomMayStopAnsweringHeartbeatsAlone() {
        try (var guest = Guest.in(http, simulator, ROOM)) {
            room.fault(new Fault.Stall(Stillness.NO_HEARTBEAT_ACK, Span.untilHealed()));
            guest.beat(1);
            room.chat(1);
            guest.awaitSequence(1);
            room.heal();
            guest.beat(2).await(PayloadType.SC_HEARTBEAT_ACK);

            assertThat(guest.messages(PayloadType.SC_HEARTBEAT_ACK)).hasSize(1);
        }
    }

    @Test
    void aFrozenRoomSaysNothingAndLosesNothing() {
        room.chatRate(200);
        try (var guest = Guest.in(http, simulator, ROOM)) {
            await().atMost(Connection.LIMIT).until(() -> !guest.sequences().isEmpty());
            room.fault(new Fault.Stall(Stillness.FROZEN, Span.lasting(Duration.ofMillis(400))));
            var before = room.counts().lastSequence();
            guest.awaitSequence(before + 10);

            var pushes = guest.messages(PayloadType.SC_FEED_PUSH);
            var longest = 0L;
            for (var i = 1; i < pushes.size(); i++) {
                longest = Math.max(
                        longest, pushes.get(i).getTime() - pushes.get(i - 1).getTime());
            }
            assertThat(longest).isGreaterThanOrEqualTo(390);
            var seen = guest.sequences();
            assertThat(seen.getLast() - seen.getFirst()).isEqualTo(seen.size() - 1);
        }
    }

    @ParameterizedTest
    @CsvSource({"FORBIDDEN,403", "UNAVAILABLE,503"})
    void aPlatformMayRefuseAtTheUpgrade(Refusal refusal, int status) {
        simulator.kuaishou().fault(new Fault.Refuse(refusal, Span.times(1))).join();

        assertThatThrownBy(() -> Guest.connect(http, simulator))
                .cause()
                .isInstanceOfSatisfying(
                        WebSocketHandshakeException.class,
                        e -> assertThat(e.getResponse().statusCode()).isEqualTo(status));
        try (var second = Guest.in(http, simulator, ROOM)) {
            assertThat(second.isOpen()).isTrue();
        }
        assertThat(simulator.kuaishou().counts().refused()).isEqualTo(1);
    }

    @Test
    void aPlatformMayResetNewSockets() {
        simulator
                .kuaishou()
                .fault(new Fault.Refuse(Refusal.RESET, Span.untilHealed()))
                .join();

        assertThatThrownBy(() -> Guest.connect(http, simulator))
                .isInstanceOf(CompletionException.class);
        assertThat(simulator.kuaishou().counts().opened()).isZero();
    }

    @Test
    void aPlatformTakesNoMoreSocketsThanItsLimit() {
        simulator
                .kuaishou()
                .fault(new Fault.ConnectionLimit(1, Span.untilHealed()))
                .join();

        try (var first = Guest.in(http, simulator, ROOM)) {
            assertThatThrownBy(() -> Guest.connect(http, simulator))
                    .hasCauseInstanceOf(WebSocketHandshakeException.class);
            assertThat(first.isOpen()).isTrue();
        }
    }

    @Test
    void aRoomTakesNoMoreSocketsThanItsLimit() {
        room.fault(new Fault.ConnectionLimit(1, Span.untilHealed()));

        try (var first = Guest.in(http, simulator, ROOM);
                var second = Guest.connect(http, simulator).enter(simulator, ROOM)) {
            assertThat(second.awaitClose()).isEqualTo(Connection.ABNORMAL);
            assertThat(first.isOpen()).isTrue();
            assertThat(room.counts().maxJoined()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(EntryRefusal.class)
    void anExpiredTokenIsAnsweredAsToldAndAFreshOneOpens(EntryRefusal answer) throws Exception {
        var stream = room.broadcast().orElseThrow().streamId();
        var old = simulator.kuaishou().tokens().mint();
        room.fault(new Fault.ExpireTokens(answer));

        try (var guest = Guest.connect(http, simulator).enter(stream, old);
                var fresh = Guest.in(http, simulator, ROOM)) {
            switch (answer) {
                case SILENT -> {
                    room.chat(1);
                    fresh.awaitSequence(1);
                    assertThat(guest.frames()).isEmpty();
                    assertThat(guest.isOpen()).isTrue();
                }
                case ERROR -> {
                    var error = SCWebError.parseFrom(
                            guest.await(PayloadType.SC_ERROR).getPayload());
                    assertThat(error.getMsg()).isNotEmpty();
                    assertThat(guest.awaitClose()).isEqualTo(1000);
                }
                case ABRUPT -> {
                    assertThat(guest.awaitClose()).isEqualTo(Connection.ABNORMAL);
                    assertThat(guest.frames()).isEmpty();
                }
            }
            assertThat(room.counts().joins()).isEqualTo(1);
        }
    }

    @Test
    void anErrorMessageMayLeaveSocketsOpenAndDumb() throws Exception {
        try (var guest = Guest.in(http, simulator, ROOM)) {
            room.fault(new Fault.Error(42, null));
            var error = SCWebError.parseFrom(guest.await(PayloadType.SC_ERROR).getPayload());
            assertThat(error.getCode()).isEqualTo(42);

            try (var other = Guest.in(http, simulator, ROOM)) {
                guest.beat(1);
                room.chat(1);
                other.awaitSequence(1);
            }
            assertThat(guest.sequences()).isEmpty();
            assertThat(guest.messages(PayloadType.SC_HEARTBEAT_ACK)).isEmpty();
            assertThat(guest.isOpen()).isTrue();
        }
    }

    @Test
    void anErrorMessageMayBeTheLastWord() {
        try (var guest = Guest.in(http, simulator, ROOM)) {
            room.fault(new Fault.Error(42, DropManner.EOF));

            assertThat(guest.awaitClose()).isEqualTo(Connection.ABNORMAL);
            assertThat(guest.messages(PayloadType.SC_ERROR)).hasSize(1);
        }
    }

    @Test
    void aForeignTokenOpensNothing() {
        var stream = room.broadcast().orElseThrow().streamId();

        try (var guest = Guest.connect(http, simulator).enter(stream, "bm90IG91cnM=")) {
            guest.await(PayloadType.SC_ERROR);
            assertThat(guest.awaitClose()).isEqualTo(1000);
        }
    }

    @Test
    void aSocketThatAsksForNoRoomIsClosed() throws Exception {
        startWith(KUAISHOU.withEntry(Duration.ofMillis(100), EntryRefusal.ERROR));

        try (var guest = Guest.connect(http, simulator)) {
            assertThat(guest.awaitClose()).isEqualTo(Connection.ABNORMAL);
        }
    }

    @Test
    void aForeignOriginMayBeForbidden() throws Exception {
        startWith(KUAISHOU.withOriginRequired());

        assertThatThrownBy(() -> Guest.connect(http, simulator))
                .hasCauseInstanceOf(WebSocketHandshakeException.class);
        try (var guest = Guest.connect(http, simulator, "Origin", "https://live.kuaishou.com")) {
            assertThat(guest.enter(simulator, ROOM).await(PayloadType.SC_ENTER_ROOM_ACK))
                    .isNotNull();
        }
    }

    @Test
    void bytesThatNobodyUnderstandsAreIgnored() {
        try (var guest = Guest.in(http, simulator, ROOM)) {
            guest.send(new byte[] {0x1a, 0x7f, 1}).send(new byte[0]);
            guest.beat(1);

            assertThat(guest.await(PayloadType.SC_HEARTBEAT_ACK)).isNotNull();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = HostileBytes.class,
            names = {"BOMB", "TRUNCATED", "BAD_UTF8", "NESTED", "RANDOM"})
    void hostileMessagesReachEverySocketAndTheRoomGoesOn(HostileBytes kind) {
        try (var guest = Guest.in(http, simulator, ROOM)) {
            room.fault(new Fault.Hostile(kind));
            await().atMost(Connection.LIMIT)
                    .until(() -> guest.frames().stream().anyMatch(FaultsTest::isNoPlainPush));
            room.chat(1);
            await().atMost(Connection.LIMIT).until(() -> room.counts().lastSequence() == 1);

            assertThat(guest.isOpen()).isTrue();
        }
    }

    @Test
    void noiseBreaksTheSocketOfACarefulClient() {
        try (var guest = Guest.in(http, simulator, ROOM)) {
            room.fault(new Fault.Hostile(HostileBytes.NOISE));

            assertThat(guest.awaitClose()).isNotEqualTo(1000);
        }
    }

    @ParameterizedTest
    @CsvSource({"ANNOUNCED,1000", "CLOSED,1000", "ABRUPT,1006", "THROTTLED,1006", "NEW_STREAM,1000"
    })
    void streamsEndInTheirManner(StreamEnding how, int code) {
        var stream = room.broadcast().orElseThrow().streamId();
        try (var guest = Guest.in(http, simulator, ROOM)) {
            room.chat(2).end(how);

            assertThat(guest.awaitClose()).isEqualTo(code);
            assertThat(guest.sequences()).containsExactly(1L, 2L);
            assertThat(guest.messages(PayloadType.SC_AUTHOR_PUSH_TRAFFIC_ZERO))
                    .hasSize(how == StreamEnding.ANNOUNCED ? 1 : 0);
        }
        if (how == StreamEnding.NEW_STREAM) {
            assertThat(room.broadcast().orElseThrow().streamId()).isNotEqualTo(stream);
        } else {
            assertThat(room.broadcast()).isEmpty();
        }
    }

    @Test
    void aStreamMayEndWithoutAWordOnTheSocket() {
        try (var guest = Guest.in(http, simulator, ROOM)) {
            room.end(StreamEnding.SILENT);
            guest.beat(1).await(PayloadType.SC_HEARTBEAT_ACK);

            assertThat(guest.isOpen()).isTrue();
            assertThat(room.counts().joined()).isEqualTo(1);
            assertThat(room.broadcast()).isEmpty();
        }
    }

    @Test
    void theLastStreamCannotBeEnteredAgain() {
        var stream = room.broadcast().orElseThrow().streamId();
        room.end(StreamEnding.NEW_STREAM);

        try (var guest = Guest.connect(http, simulator)
                .enter(stream, simulator.kuaishou().tokens().mint())) {
            guest.await(PayloadType.SC_ERROR);
            assertThat(guest.awaitClose()).isEqualTo(1000);
            assertThat(room.counts().joins()).isZero();
        }
    }

    @Test
    void whatNeedsALiveRoomIsRefusedWithoutOne() {
        room.end(StreamEnding.CLOSED);

        assertThatThrownBy(() -> room.chat(1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("kuaishou:3xroom: no chat while the room is not live");
    }

    @ParameterizedTest
    @EnumSource(
            value = Quirk.class,
            names = {
                "GLUED",
                "FRAGMENTED",
                "UNKNOWN_FIELDS",
                "UNPACKED",
                "NO_TIME",
                "RICH_TEXT",
                "UNKNOWN_TYPES"
            })
    void quirksLoseNothing(Quirk quirk) {
        room.quirks(quirk);
        try (var guest = Guest.in(http, simulator, ROOM)) {
            room.chat(3);
            guest.awaitSequence(3);

            assertThat(guest.sequences()).containsExactly(1L, 2L, 3L);
        }
    }

    @Test
    void aGiftComboGoesOnOverPushes() {
        try (var guest = Guest.in(http, simulator, ROOM)) {
            room.gift(114, 1, 3);
            await().atMost(Connection.LIMIT).until(() -> room.counts().gifts() == 3);
            room.chat(1);
            guest.awaitSequence(1);

            var pushes = guest.messages(PayloadType.SC_FEED_PUSH).stream()
                    .map(Guest::feed)
                    .filter(feed -> feed.getGiftFeedsCount() > 0)
                    .toList();
            assertThat(pushes).hasSize(3);
            assertThat(pushes.stream().map(feed -> feed.getGiftFeeds(0).getComboCount()))
                    .containsExactly(1, 2, 3);
            assertThat(pushes.stream()
                            .map(feed -> feed.getGiftFeeds(0).getMergeKey())
                            .distinct())
                    .hasSize(1);
        }
    }

    @Test
    void countersTravelAloneWhileNothingHappens() {
        room.counters("200+", "4.0万");
        try (var guest = Guest.in(http, simulator, ROOM)) {
            var feed = Guest.feed(guest.await(PayloadType.SC_FEED_PUSH));

            assertThat(feed.getDisplayWatchingCount()).isEqualTo("200+");
            assertThat(feed.getDisplayLikeCount()).isEqualTo("4.0万");
            assertThat(feed.getCommentFeedsCount()).isZero();
        }
    }

    @Test
    void theTimelineTellsWhoWasThereWhen() {
        try (var first = Guest.in(http, simulator, ROOM)) {
            room.chat(2);
            first.awaitSequence(2);
            Guest.in(http, simulator, ROOM).close();
            await().atMost(Connection.LIMIT).until(() -> room.counts().joined() == 1);
        }
        await().atMost(Connection.LIMIT).until(() -> room.counts().joined() == 0);
        room.end(StreamEnding.CLOSED);

        var timeline = room.timeline();
        assertThat(timeline.moments())
                .extracting("what")
                .containsExactly(
                        What.LIVE, What.JOINED, What.JOINED, What.CLOSED, What.CLOSED, What.ENDED);
        assertThat(timeline.moments()).extracting("joined").containsExactly(0, 1, 2, 1, 0, 0);
        assertThat(timeline.moments())
                .extracting("sequence")
                .containsExactly(0L, 0L, 2L, 2L, 2L, 2L);
        var doubly = Duration.between(
                timeline.moments().get(2).at(), timeline.moments().get(3).at());
        assertThat(timeline.doublyWatched(Instant.MAX)).isEqualTo(doubly);
    }

    private static boolean isNoPlainPush(byte[] frame) {
        try {
            var message = SocketMessage.parseFrom(frame);
            SCWebFeedPush.parseFrom(message.getPayload());
            return frame.length > 10_000;
        } catch (InvalidProtocolBufferException e) {
            return true;
        }
    }
}
