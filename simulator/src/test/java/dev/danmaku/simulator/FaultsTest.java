package dev.danmaku.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.InvalidProtocolBufferException;

import dev.danmaku.simulator.kuaishou.wire.PayloadType;
import dev.danmaku.simulator.kuaishou.wire.SCWebFeedPush;
import dev.danmaku.simulator.kuaishou.wire.SocketMessage;
import dev.danmaku.simulator.room.DropManner;
import dev.danmaku.simulator.room.Fault;
import dev.danmaku.simulator.room.HostileBytes;
import dev.danmaku.simulator.room.Span;
import dev.danmaku.simulator.room.Stillness;
import dev.danmaku.simulator.room.StreamEnding;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Duration;

/** What goes wrong on request, as a socket sees it. */
class FaultsTest extends OneRoom {
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

    @Test
    void whatNeedsALiveRoomIsRefusedWithoutOne() {
        room.end(StreamEnding.CLOSED);

        assertThatThrownBy(() -> room.chat(1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("kuaishou:3xroom: no chat while the room is not live");
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
