package dev.danmaku.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;

import dev.danmaku.simulator.kuaishou.KuaishouOptions;
import dev.danmaku.simulator.kuaishou.wire.PayloadType;
import dev.danmaku.simulator.kuaishou.wire.SCWebEnterRoomAck;
import dev.danmaku.simulator.kuaishou.wire.SCWebHeartbeatAck;
import dev.danmaku.simulator.room.StreamEnding;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;

/** A room's ordinary life on one socket and on several. */
class SimulatorTest {
    private final HttpClient http = HttpClient.newHttpClient();
    private Simulator simulator;

    @BeforeEach
    void start() throws Exception {
        startWithHeartbeats(Duration.ofSeconds(20));
    }

    private void startWithHeartbeats(Duration interval) throws Exception {
        simulator = Simulator.start(SimulatorOptions.defaults()
                .withThreads(2)
                .withPushInterval(Duration.ofMillis(20))
                .withIdleInterval(Duration.ofMillis(100))
                .withKuaishou(KuaishouOptions.defaults()
                        .withHeartbeatInterval(interval)
                        .withReconnect(Duration.ofMillis(1_111), Duration.ofMillis(2_222))));
    }

    @AfterEach
    void stop() {
        simulator.close();
        http.close();
    }

    @Test
    void aSocketThatEntersIsWelcomedWithItsIntervals() throws Exception {
        simulator.kuaishou().goLive("3xroom");

        try (var guest = Guest.in(http, simulator, "3xroom")) {
            var ack = SCWebEnterRoomAck.parseFrom(
                    guest.await(PayloadType.SC_ENTER_ROOM_ACK).getPayload());
            assertThat(ack.getMinReconnectMs()).isEqualTo(1_111);
            assertThat(ack.getMaxReconnectMs()).isEqualTo(2_222);
            assertThat(ack.getHeartbeatIntervalMs()).isEqualTo(20_000);
        }
    }

    @Test
    void aHeartbeatIsAnsweredWithItsOwnTime() throws Exception {
        simulator.kuaishou().goLive("3xroom");

        try (var guest = Guest.in(http, simulator, "3xroom")) {
            guest.beat(1_711_694_322_407L);

            var ack = SCWebHeartbeatAck.parseFrom(
                    guest.await(PayloadType.SC_HEARTBEAT_ACK).getPayload());
            assertThat(ack.getClientTimestamp()).isEqualTo(1_711_694_322_407L);
            assertThat(ack.getTimestamp()).isPositive();
        }
    }

    @Test
    void aSocketThatMissesThreeHeartbeatsIsClosed() throws Exception {
        simulator.close();
        startWithHeartbeats(Duration.ofMillis(50));
        simulator.kuaishou().goLive("3xroom");

        try (var guest = Guest.in(http, simulator, "3xroom")) {
            assertThat(guest.awaitClose()).isEqualTo(1000);
        }
    }

    @Test
    void aSocketThatSaysGoodbyeIsClosedNormally() {
        simulator.kuaishou().goLive("3xroom");

        try (var guest = Guest.in(http, simulator, "3xroom")) {
            guest.say(PayloadType.CS_USER_EXIT, ByteString.EMPTY);

            assertThat(guest.awaitClose()).isEqualTo(1000);
        }
    }

    @Test
    void everySocketOfARoomGetsTheSameBytes() {
        var room = simulator.kuaishou().goLive("3xroom");

        try (var one = Guest.in(http, simulator, "3xroom");
                var two = Guest.in(http, simulator, "3xroom")) {
            room.chat("你好").like(1).gift(114, 1, 2).chat(30);
            one.awaitSequence(31);
            two.awaitSequence(31);

            assertThat(feedsWithChats(one))
                    .isNotEmpty()
                    .containsExactlyElementsOf(feedsWithChats(two));
        }
    }

    @Test
    void chatsAreNumberedWithoutGapsOverReconnectsAndBroadcasts() {
        var room = simulator.kuaishou().goLive("3xroom");
        try (var guest = Guest.in(http, simulator, "3xroom")) {
            room.chat(3);
            guest.awaitSequence(3);
        }
        room.end(StreamEnding.CLOSED).goLive();

        try (var guest = Guest.in(http, simulator, "3xroom")) {
            room.chat(700);
            guest.awaitSequence(703);

            assertThat(guest.sequences())
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(4, 703).boxed().toList());
            assertThat(room.counts().lastSequence()).isEqualTo(703);
        }
    }

    @Test
    void aRoomChatsByItselfAtItsRate() {
        var room = simulator.kuaishou().goLive("3xroom").chatRate(200);

        try (var guest = Guest.in(http, simulator, "3xroom")) {
            await().atMost(Connection.LIMIT).until(() -> guest.sequences().size() > 100);

            var seen = guest.sequences();
            assertThat(seen)
                    .containsExactlyElementsOf(
                            LongStream.range(seen.getFirst(), seen.getFirst() + seen.size())
                                    .boxed()
                                    .toList());
        }
    }

    @Test
    void socketsThatVanishCostTheOthersNothing() {
        var room = simulator.kuaishou().goLive("3xroom").chatRate(2_000);

        try (var staying = Guest.in(http, simulator, "3xroom")) {
            for (var i = 0; i < 10; i++) {
                Guest.in(http, simulator, "3xroom").close();
            }
            await().atMost(Connection.LIMIT).until(() -> room.counts().joined() == 1);
            room.chatRate(0);
            staying.awaitSequence(room.counts().lastSequence());

            var seen = staying.sequences();
            assertThat(seen)
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(seen.getFirst(), seen.getLast())
                                    .boxed()
                                    .toList());
        }
    }

    @Test
    void countsAreExactWithSeveralSockets() {
        var room = simulator.kuaishou().goLive("3xroom");
        var guests = List.of(
                Guest.in(http, simulator, "3xroom"),
                Guest.in(http, simulator, "3xroom"),
                Guest.in(http, simulator, "3xroom"));
        assertThat(room.counts().joined()).isEqualTo(3);

        guests.getFirst().close();
        await().atMost(Connection.LIMIT).until(() -> room.counts().joined() == 2);
        try (var fourth = Guest.in(http, simulator, "3xroom")) {
            assertThat(fourth.isOpen()).isTrue();
            assertThat(room.counts().joined()).isEqualTo(3);
        }
        guests.forEach(Guest::close);

        await().atMost(Connection.LIMIT)
                .until(() -> simulator.kuaishou().counts().open() == 0);
        assertThat(room.counts()).satisfies(counts -> {
            assertThat(counts.joined()).isZero();
            assertThat(counts.maxJoined()).isEqualTo(3);
            assertThat(counts.joins()).isEqualTo(4);
            assertThat(counts.closes()).isEqualTo(4);
        });
        assertThat(simulator.kuaishou().counts()).satisfies(counts -> {
            assertThat(counts.opened()).isEqualTo(4);
            assertThat(counts.closes()).isEqualTo(4);
            assertThat(counts.joins()).isEqualTo(4);
        });
    }

    private static List<ByteString> feedsWithChats(Guest guest) {
        return guest.messages(PayloadType.SC_FEED_PUSH).stream()
                .filter(message -> Guest.feed(message).getCommentFeedsCount() > 0)
                .map(message -> message.toByteString())
                .toList();
    }
}
