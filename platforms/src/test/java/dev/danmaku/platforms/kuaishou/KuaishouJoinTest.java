package dev.danmaku.platforms.kuaishou;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.danmaku.config.KuaishouSettings;
import dev.danmaku.event.EventBody.RoomChanged;
import dev.danmaku.platforms.Found;
import dev.danmaku.platforms.SessionEnd.ClosedByUs;
import dev.danmaku.platforms.SessionEnd.Lost;
import dev.danmaku.platforms.SessionEnd.Refused;
import dev.danmaku.platforms.SharedSettings;
import dev.danmaku.simulator.Simulator;
import dev.danmaku.simulator.kuaishou.KuaishouOptions;
import dev.danmaku.simulator.kuaishou.KuaishouOptions.UrlsKey;
import dev.danmaku.simulator.room.EntryRefusal;
import dev.danmaku.simulator.room.Fault;
import dev.danmaku.simulator.room.Refusal;
import dev.danmaku.simulator.room.Span;
import dev.danmaku.simulator.room.Stillness;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How a room is joined over a real socket of the simulated platform, and why it is not. */
@Timeout(60)
class KuaishouJoinTest extends SimulatedRooms {
    @Test
    void aLiveRoomIsFoundAndJoined() throws Exception {
        var simulator = simulator(KuaishouOptions.defaults());
        var room = simulator.kuaishou().goLive(ROOM.id());
        var adapter = adapter(TestSettings.at(simulator.url()));
        var found = found(adapter);

        var session = adapter.join(ROOM, found, 0, heard);

        await().until(() -> heard.joins.get() == 1);
        assertThat(room.counts().joined()).isEqualTo(1);
        assertThat(found.live()).isEqualTo(room.broadcast().orElseThrow().streamId());
        assertThat(found.streamer()).isEqualTo(room.streamer());
        await().until(() -> !heard.events.isEmpty());
        var first = heard.events.getFirst();
        assertThat(first.body()).isInstanceOf(RoomChanged.class);
        assertThat(((RoomChanged) first.body()).host()).isEqualTo(room.streamer());
        assertThat(first.live()).isEqualTo(found.live());
        assertThat(session.ended()).isNotDone();
    }

    @Test
    void aRoomWhoseSocketRefusesUsIsPolled() throws Exception {
        var simulator = simulator(KuaishouOptions.defaults());
        var room = simulator.kuaishou().goLive(ROOM.id());
        var adapter = adapter(TestSettings.at(simulator.url()));
        var found = found(adapter);
        room.fault(new Fault.ExpireTokens(EntryRefusal.ERROR));
        for (var refusal = 0; refusal < 3; refusal++) {
            var session = adapter.join(ROOM, found, refusal, heard);
            assertThat(end(session)).isInstanceOf(Refused.class);
        }

        adapter.join(ROOM, found, 3, heard);
        await().until(() -> heard.joins.get() == 1);
        room.chat(5);

        await().until(() -> heard.sequence().size() >= 5);
        assertThat(heard.sequence()).isEqualTo(numbers(5));
        assertThat(room.counts().joined()).isZero();
    }

    @Test
    void withoutAnAckTheJoinIsRefused() throws Exception {
        var simulator = simulator(KuaishouOptions.defaults());
        var room = simulator.kuaishou().goLive(ROOM.id());
        var adapter = adapter(impatient(simulator, Duration.ofMillis(250)));
        var found = found(adapter);
        room.fault(new Fault.Stall(Stillness.NO_ENTRY, Span.untilHealed()));

        var session = adapter.join(ROOM, found, 0, heard);

        assertThat(end(session)).isEqualTo(new Refused("no ack within 0.25 s"));
        assertThat(heard.joins).hasValue(0);
    }

    @ParameterizedTest
    @EnumSource(EntryRefusal.class)
    void anExpiredTokenIsRefused(EntryRefusal how) throws Exception {
        var simulator = simulator(KuaishouOptions.defaults());
        var room = simulator.kuaishou().goLive(ROOM.id());
        var adapter = adapter(impatient(simulator, Duration.ofMillis(500)));
        var found = found(adapter);
        room.fault(new Fault.ExpireTokens(how));

        assertThat(end(adapter.join(ROOM, found, 0, heard))).isInstanceOf(Refused.class);

        var session = adapter.join(ROOM, found(adapter), 1, heard);
        await().until(() -> heard.joins.get() == 1);
        assertThat(session.ended()).isNotDone();
    }

    @Test
    void aPlatformsErrorIsQuoted() throws Exception {
        var simulator = simulator(KuaishouOptions.defaults());
        var room = simulator.kuaishou().goLive(ROOM.id());
        var adapter = adapter(TestSettings.at(simulator.url()));
        var found = found(adapter);
        room.fault(new Fault.ExpireTokens(EntryRefusal.ERROR));

        assertThat(end(adapter.join(ROOM, found, 0, heard)).toString()).contains("登录信息已过期");
    }

    @Test
    void nobodyListeningIsLost() throws Exception {
        int port;
        try (var socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        var adapter = adapter(TestSettings.at("http://127.0.0.1:" + port));

        var session = adapter.join(ROOM, at("ws://127.0.0.1:" + port + "/websocket"), 0, heard);

        assertThat(end(session)).isInstanceOf(Lost.class);
    }

    @Test
    void aNameThatNobodyKnowsIsLost() throws Exception {
        var adapter = adapter(TestSettings.at("http://127.0.0.1:1"));

        var session = adapter.join(ROOM, at("ws://nobody.invalid/websocket"), 0, heard);

        assertThat(end(session)).isInstanceOf(Lost.class);
    }

    @Test
    void withoutATokenNothingIsTried() throws Exception {
        var adapter = adapter(TestSettings.at("http://127.0.0.1:1"));
        var found = new Found(
                "XT8F1KPOf0c",
                List.of(URI.create("ws://127.0.0.1:1")),
                null,
                null,
                null,
                null,
                null,
                null);

        assertThat(end(adapter.join(ROOM, found, 0, heard))).isEqualTo(new Refused("no token"));
    }

    @Test
    void theNextAttemptTakesTheNextHost() throws Exception {
        var options = KuaishouOptions.defaults().withCredentials(88, false, UrlsKey.USUAL, true);
        var simulator = simulator(options);
        simulator.kuaishou().goLive(ROOM.id());
        var adapter = adapter(TestSettings.at(simulator.url()));
        var found = found(adapter);
        assertThat(found.hosts()).hasSizeGreaterThan(1);

        assertThat(end(adapter.join(ROOM, found, 0, heard))).isInstanceOf(Lost.class);
        adapter.join(ROOM, found, 1, heard);

        await().until(() -> heard.joins.get() == 1);
    }

    @Test
    void theSitesOwnOriginIsSent() throws Exception {
        var simulator = simulator(KuaishouOptions.defaults().withOriginRequired());
        simulator.kuaishou().goLive(ROOM.id());

        join(adapter(TestSettings.at(simulator.url())), 0);
    }

    @Test
    void anUpgradeThatIsForbiddenIsRefusedAndOneTooManyIsNot() throws Exception {
        var simulator = simulator(KuaishouOptions.defaults());
        simulator.kuaishou().goLive(ROOM.id());
        var adapter = adapter(TestSettings.at(simulator.url()));
        var found = found(adapter);

        simulator.kuaishou().fault(new Fault.Refuse(Refusal.FORBIDDEN, Span.times(1)));
        assertThat(end(adapter.join(ROOM, found, 0, heard)))
                .isEqualTo(new Refused("no WebSocket: HTTP 403"));

        simulator.kuaishou().fault(new Fault.Refuse(Refusal.UNAVAILABLE, Span.times(1)));
        assertThat(end(adapter.join(ROOM, found, 0, heard)))
                .isEqualTo(new Lost("no WebSocket: HTTP 503"));
    }

    @Test
    void aJoinThatWaitsForItsTurnCanBeClosed() throws Exception {
        var simulator = simulator(KuaishouOptions.defaults());
        simulator.kuaishou().goLive(ROOM.id());
        var adapter = adapter(
                TestSettings.at(simulator.url(), new SharedSettings().connectsPerSecond(0.01)));
        var first = join(adapter, 0);
        var second = adapter.join(ROOM, found(adapter), 0, heard);

        second.close();

        assertThat(end(second)).isEqualTo(new ClosedByUs());
        assertThat(first.ended()).isNotDone();
        assertThat(simulator.kuaishou().counts().opened()).isEqualTo(1);
    }

    @Test
    void theOperatorsTokenAndHostsComeFirst() throws Exception {
        var simulator = simulator(KuaishouOptions.defaults());
        simulator.kuaishou().goLive(ROOM.id());
        var good = found(adapter(TestSettings.at(simulator.url())));
        var token = good.token();
        var adapter = adapter(TestSettings.at(
                simulator.url(),
                new SharedSettings().token(() -> Optional.ofNullable(token)),
                good.hosts()));
        var asked = simulator.kuaishou().counts().lookups();

        var found = found(adapter);
        adapter.join(ROOM, found, 0, heard);

        await().until(() -> heard.joins.get() == 1);
        assertThat(found.token()).isNull();
        assertThat(simulator.kuaishou().counts().lookups().get("websocketinfo"))
                .isEqualTo(asked.get("websocketinfo"));
    }

    private static KuaishouSettings impatient(Simulator simulator, Duration joinTimeout) {
        return TestSettings.at(simulator.url(), new SharedSettings().joinTimeout(joinTimeout));
    }
}
