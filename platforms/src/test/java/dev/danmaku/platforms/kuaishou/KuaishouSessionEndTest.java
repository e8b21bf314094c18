package dev.danmaku.platforms.kuaishou;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.danmaku.platforms.SessionEnd.ClosedByUs;
import dev.danmaku.platforms.SessionEnd.Lost;
import dev.danmaku.platforms.SessionEnd.Malformed;
import dev.danmaku.platforms.SessionEnd.Silent;
import dev.danmaku.platforms.SessionEnd.StreamEnded;
import dev.danmaku.platforms.SharedSettings;
import dev.danmaku.platforms.session.OpenSocket;
import dev.danmaku.simulator.kuaishou.KuaishouOptions;
import dev.danmaku.simulator.room.DropManner;
import dev.danmaku.simulator.room.Fault;
import dev.danmaku.simulator.room.HostileBytes;
import dev.danmaku.simulator.room.Span;
import dev.danmaku.simulator.room.Stillness;
import dev.danmaku.simulator.room.StreamEnding;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** How sessions in rooms of the simulated platform end, over real sockets. */
@Timeout(60)
class KuaishouSessionEndTest extends SimulatedRooms {
    @ParameterizedTest
    @EnumSource(DropManner.class)
    void aDroppedSocketIsLost(DropManner manner) throws Exception {
        var simulator = simulator(KuaishouOptions.defaults());
        var room = simulator.kuaishou().goLive(ROOM.id());
        var session = join(adapter(TestSettings.at(simulator.url())), 0);

        room.fault(new Fault.Drop(manner));

        assertThat(end(session)).isInstanceOf(Lost.class);
        assertThat(session.ended().join()).isSameAs(end(session));
    }

    @Test
    void anAnnouncedEndIsHintedAndThenTheEnd() throws Exception {
        var simulator = simulator(KuaishouOptions.defaults());
        var room = simulator.kuaishou().goLive(ROOM.id());
        var session = join(adapter(TestSettings.at(simulator.url())), 0);

        room.end(StreamEnding.ANNOUNCED);

        assertThat(end(session)).isInstanceOf(StreamEnded.class);
        assertThat(heard.hints).containsExactly("SC_AUTHOR_PUSH_TRAFFIC_ZERO");
    }

    @Test
    void aFrozenPlatformIsSilent() throws Exception {
        var simulator = simulator(KuaishouOptions.defaults());
        var room = simulator.kuaishou().goLive(ROOM.id());
        var settings = TestSettings.at(
                simulator.url(), new SharedSettings().silenceTimeout(Duration.ofMillis(300)));
        var session = join(adapter(settings), 0);

        room.fault(new Fault.Stall(Stillness.FROZEN, Span.untilHealed()));

        assertThat(end(session))
                .isInstanceOfSatisfying(
                        Silent.class,
                        silent ->
                                assertThat(silent.lasted()).isGreaterThan(Duration.ofMillis(299)));
    }

    @Test
    void theHeartBeatsAsThePlatformAsks() throws Exception {
        // This server closes a socket that misses three heartbeats, and tells its counters rarely.
        var simulator =
                simulator(KuaishouOptions.defaults().withHeartbeatInterval(Duration.ofMillis(100)));
        simulator.kuaishou().goLive(ROOM.id());
        var session = join(adapter(TestSettings.at(simulator.url())), 0);

        await().until(() -> heard.frames.get() >= 10);

        assertThat(session.ended()).isNotDone();
    }

    @Test
    void manyUnreadableMessagesInARowAreMalformed() throws Exception {
        var simulator = simulator(KuaishouOptions.defaults());
        var room = simulator.kuaishou().goLive(ROOM.id());
        var session = join(adapter(TestSettings.at(simulator.url())), 0);

        for (var i = 0; i < OpenSocket.MAX_BAD_IN_A_ROW; i++) {
            room.fault(new Fault.Hostile(HostileBytes.TRUNCATED));
        }

        assertThat(end(session)).isInstanceOf(Malformed.class);
    }

    @Test
    void closingSaysGoodByeAndHearsNothingMore() throws Exception {
        var simulator = simulator(KuaishouOptions.defaults());
        var room = simulator.kuaishou().goLive(ROOM.id());
        var session = join(adapter(TestSettings.at(simulator.url())), 0);

        session.close();
        session.close();

        assertThat(end(session)).isEqualTo(new ClosedByUs());
        var before = heard.frames.get();
        await().until(() -> room.counts().joined() == 0);
        room.chat(5);
        session.close();
        session.reading(true);
        awaitLoop(session);
        assertThat(heard.frames.get()).isEqualTo(before);
    }

    @Test
    void theEndIsToldOnTheSessionsLoop() throws Exception {
        var simulator = simulator(KuaishouOptions.defaults());
        simulator.kuaishou().goLive(ROOM.id());
        var session = join(adapter(TestSettings.at(simulator.url())), 0);
        var onLoop = new CompletableFuture<Thread>();
        session.loop().execute(() -> onLoop.complete(Thread.currentThread()));
        var told = session.ended().thenApply(end -> Thread.currentThread());

        session.close();

        assertThat(told.get(10, TimeUnit.SECONDS)).isSameAs(onLoop.get(10, TimeUnit.SECONDS));
    }

    @Test
    void closingTheAdapterEndsItsSessionsAsClosedByUs() throws Exception {
        var simulator = simulator(KuaishouOptions.defaults());
        var room = simulator.kuaishou().goLive(ROOM.id());
        var adapter = adapter(TestSettings.at(simulator.url()));
        var session = join(adapter, 0);

        adapter.close();

        assertThat(session.ended()).isCompletedWithValue(new ClosedByUs());
        await().until(() -> room.counts().joined() == 0);
        session.close();
    }
}
