package dev.danmaku.platforms.kuaishou;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.danmaku.config.ProxyAddress.Kind;
import dev.danmaku.platforms.Found;
import dev.danmaku.platforms.Lookup;
import dev.danmaku.platforms.SessionEnd;
import dev.danmaku.platforms.net.IoLoops;
import dev.danmaku.platforms.net.TestProxy;
import dev.danmaku.room.Platform;
import dev.danmaku.room.RoomId;
import dev.danmaku.simulator.Simulator;
import dev.danmaku.simulator.SimulatorOptions;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A room watched through a proxy, under names that only the proxy knows. */
@Timeout(60)
class ProxiedSessionTest {
    private static final RoomId ROOM = new RoomId(Platform.KUAISHOU, "3xproxied");
    private static final String SITE = "http://site.invalid";

    private final List<AutoCloseable> open = new ArrayList<>();
    private final Heard heard = new Heard();
    private Simulator simulator;

    @BeforeEach
    void start() throws IOException {
        simulator = closing(Simulator.start(SimulatorOptions.defaults()));
    }

    @AfterEach
    void close() throws Exception {
        for (var one : open.reversed()) {
            one.close();
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void lookUpsAndSocketsGoThroughIt(Kind kind) throws Exception {
        var proxy = closing(TestProxy.guarded(kind, "me:secret", port()));
        var room = simulator.kuaishou().goLive(ROOM.id());
        var adapter = adapter(proxy, "me:secret@");

        var found = ((Lookup.Live) adapter.lookUp(ROOM).get(20, TimeUnit.SECONDS)).found();
        var lookUps = proxy.asked().size();
        adapter.join(ROOM, found, 0, heard);
        await().until(() -> heard.joins.get() == 1);
        room.chat(3);

        await().until(() -> heard.sequence().size() >= 3);
        assertThat(lookUps).isPositive();
        assertThat(proxy.asked()).hasSize(lookUps + 1).containsOnly("site.invalid:80");
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aRefusedLoginIsALoss(Kind kind) throws Exception {
        var proxy = closing(TestProxy.guarded(kind, "me:secret", port()));
        var adapter = adapter(proxy, "me:wr0ng@");
        var host = URI.create("ws://live-ws.invalid/websocket");
        var found = new Found("XT8F1KPOf0c", List.of(host), "dG9r", null, null, null, null, null);

        var end = adapter.join(ROOM, found, 0, heard).ended().get(20, TimeUnit.SECONDS);

        assertThat(end)
                .isInstanceOfSatisfying(
                        SessionEnd.Lost.class,
                        lost -> assertThat(lost.reason())
                                .contains("live-ws.invalid")
                                .doesNotContain("wr0ng"));
        assertThat(heard.joins.get()).isZero();
    }

    private KuaishouAdapter adapter(TestProxy proxy, String login) {
        var settings = TestSettings.through(proxy.address(login), TestSettings.at(SITE));
        return closing(KuaishouAdapter.open(
                settings, IoLoops.start(1), Clock.systemUTC(), new SimpleMeterRegistry()));
    }

    private int port() {
        return URI.create(simulator.url()).getPort();
    }

    private <T extends AutoCloseable> T closing(T one) {
        open.add(one);
        return one;
    }
}
