package dev.danmaku.simulator.douyu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.danmaku.simulator.Connection;
import dev.danmaku.simulator.room.DropManner;
import dev.danmaku.simulator.room.Fault;
import dev.danmaku.simulator.room.HostileBytes;
import dev.danmaku.simulator.room.Refusal;
import dev.danmaku.simulator.room.Span;
import dev.danmaku.simulator.room.Stillness;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What goes wrong on request, by WebSocket and TCP. */
class DouyuFaultsTest extends DouyuServers {
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
}
