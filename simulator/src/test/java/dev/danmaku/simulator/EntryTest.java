package dev.danmaku.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.danmaku.simulator.kuaishou.wire.PayloadType;
import dev.danmaku.simulator.kuaishou.wire.SCWebError;
import dev.danmaku.simulator.room.DropManner;
import dev.danmaku.simulator.room.EntryRefusal;
import dev.danmaku.simulator.room.Fault;
import dev.danmaku.simulator.room.Refusal;
import dev.danmaku.simulator.room.Span;
import dev.danmaku.simulator.room.StreamEnding;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.concurrent.CompletionException;

/** Who gets into a room, and how the others learn that they do not. */
class EntryTest extends OneRoom {
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
}
