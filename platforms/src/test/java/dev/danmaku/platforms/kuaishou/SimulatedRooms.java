package dev.danmaku.platforms.kuaishou;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.danmaku.config.KuaishouSettings;
import dev.danmaku.platforms.Found;
import dev.danmaku.platforms.Heard;
import dev.danmaku.platforms.Lookup;
import dev.danmaku.platforms.RoomSession;
import dev.danmaku.platforms.SessionEnd;
import dev.danmaku.platforms.net.IoLoops;
import dev.danmaku.room.Platform;
import dev.danmaku.room.RoomId;
import dev.danmaku.simulator.Simulator;
import dev.danmaku.simulator.SimulatorOptions;
import dev.danmaku.simulator.kuaishou.KuaishouOptions;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.junit.jupiter.api.AfterEach;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/** Rooms of the simulated platform, adapters that watch them, and an ear; all closed after each test. */
abstract class SimulatedRooms {
    static final RoomId ROOM = new RoomId(Platform.KUAISHOU, "3xsession");
    static final Duration PUSH = Duration.ofMillis(20);

    final List<AutoCloseable> open = new ArrayList<>();
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final Heard heard = new Heard();

    @AfterEach
    void close() throws Exception {
        for (var one : open.reversed()) {
            one.close();
        }
    }

    Simulator simulator(KuaishouOptions options) throws IOException {
        var simulator = Simulator.start(
                SimulatorOptions.defaults().withPushInterval(PUSH).withKuaishou(options));
        open.add(simulator);
        return simulator;
    }

    KuaishouAdapter adapter(KuaishouSettings settings) {
        var adapter = KuaishouAdapter.open(settings, IoLoops.start(1), Clock.systemUTC(), meters);
        open.add(adapter);
        return adapter;
    }

    static Found found(KuaishouAdapter adapter) throws Exception {
        return found(adapter, ROOM);
    }

    static Found found(KuaishouAdapter adapter, RoomId room) throws Exception {
        var lookup = adapter.lookUp(room).get(10, TimeUnit.SECONDS);
        assertThat(lookup).isInstanceOf(Lookup.Live.class);
        return ((Lookup.Live) lookup).found();
    }

    static Found at(String host) {
        return new Found(
                "XT8F1KPOf0c", List.of(URI.create(host)), "dG9r", null, null, null, null, null);
    }

    /** Joined, and heard by {@link #heard}. */
    RoomSession join(KuaishouAdapter adapter, int attempt) throws Exception {
        var before = heard.joins.get();
        var session = adapter.join(ROOM, found(adapter), attempt, heard);
        await().until(() -> heard.joins.get() == before + 1);
        return session;
    }

    static SessionEnd end(RoomSession session) throws Exception {
        return session.ended().get(10, TimeUnit.SECONDS);
    }

    /** Everything that was asked of the loop before is done. */
    static void awaitLoop(RoomSession session) throws Exception {
        session.loop().submit(() -> {}).get(10, TimeUnit.SECONDS);
    }

    static List<Long> numbers(long upTo) {
        return LongStream.rangeClosed(1, upTo).boxed().toList();
    }
}
