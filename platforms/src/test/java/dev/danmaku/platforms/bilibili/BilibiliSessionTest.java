package dev.danmaku.platforms.bilibili;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.danmaku.config.BilibiliSettings.Transport;
import dev.danmaku.platforms.Found;
import dev.danmaku.platforms.Heard;
import dev.danmaku.platforms.Lookup;
import dev.danmaku.platforms.SessionEnd.Refused;
import dev.danmaku.platforms.net.IoLoops;
import dev.danmaku.room.Platform;
import dev.danmaku.room.RoomId;
import dev.danmaku.simulator.Simulator;
import dev.danmaku.simulator.SimulatorOptions;
import dev.danmaku.simulator.bilibili.BilibiliOptions;
import dev.danmaku.simulator.room.Quirk;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/** Room sessions over real sockets, against the simulated platform. */
@Timeout(60)
class BilibiliSessionTest {
    private static final RoomId SHORT = new RoomId(Platform.BILIBILI, "1");
    private static final String REAL = "5440";

    private final List<AutoCloseable> open = new ArrayList<>();
    private final Heard heard = new Heard();

    @AfterEach
    void close() throws Exception {
        for (var one : open.reversed()) {
            one.close();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"WS", "TCP"})
    void chatsArriveInOrderUnderEveryQuirk(Transport transport) throws Exception {
        var simulator = simulator();
        var room = simulator.bilibili().goLive(REAL);
        var adapter = adapter(simulator, transport);
        var session = adapter.join(SHORT, found(adapter), 0, heard);
        await().until(() -> heard.joins.get() == 1);
        var sent = 0;

        for (var quirk : Quirk.values()) {
            room.quirks(quirk);
            room.chat(20);
            sent += 20;
            var all = LongStream.rangeClosed(1, sent).boxed().toList();
            await(quirk.name()).until(() -> heard.sequence().equals(all));
        }

        assertThat(session.ended()).isNotDone();
        assertThat(heard.events).allMatch(event -> REAL.equals(event.room()));
    }

    @Test
    void aTokenThatIsNotBelievedRefuses() throws Exception {
        var simulator = simulator();
        simulator.bilibili().goLive(REAL);
        var adapter = adapter(simulator, Transport.WS);
        var found = found(adapter);
        var stale = new Found(
                found.live(), found.hosts(), "stale", null, null, null, null, found.extra());

        var end = adapter.join(SHORT, stale, 0, heard).ended().get(20, TimeUnit.SECONDS);

        assertThat(end).isInstanceOf(Refused.class);
    }

    @Test
    void aRoomThatIsNotLiveIsSaidToBe() throws Exception {
        var simulator = simulator();
        simulator.bilibili().room(REAL);
        var adapter = adapter(simulator, Transport.WS);

        assertThat(adapter.lookUp(SHORT).get(20, TimeUnit.SECONDS))
                .isInstanceOf(Lookup.NotLive.class);
    }

    private Simulator simulator() throws Exception {
        var simulator = Simulator.start(SimulatorOptions.defaults()
                .withPushInterval(Duration.ofMillis(20))
                .withBilibili(BilibiliOptions.defaults()));
        open.add(simulator);
        return simulator;
    }

    private BilibiliAdapter adapter(Simulator simulator, Transport transport) {
        var url = simulator.settings().get("danmaku.platforms.bilibili.live-api-url");
        var adapter = BilibiliAdapter.open(
                TestSettings.at(url, transport),
                IoLoops.start(1),
                Clock.systemUTC(),
                new SimpleMeterRegistry());
        open.add(adapter);
        return adapter;
    }

    private static Found found(BilibiliAdapter adapter) throws Exception {
        var lookup = adapter.lookUp(SHORT).get(20, TimeUnit.SECONDS);
        assertThat(lookup).isInstanceOf(Lookup.Live.class);
        return ((Lookup.Live) lookup).found();
    }
}
