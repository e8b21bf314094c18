package dev.danmaku.platforms.kuaishou;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.danmaku.config.ProxyAddress;
import dev.danmaku.config.ProxyAddress.Kind;
import dev.danmaku.platforms.Heard;
import dev.danmaku.platforms.Lookup;
import dev.danmaku.platforms.SessionEnd;
import dev.danmaku.platforms.SharedSettings;
import dev.danmaku.platforms.net.IoLoops;
import dev.danmaku.platforms.net.TestProxy;
import dev.danmaku.room.Platform;
import dev.danmaku.room.RoomId;
import dev.danmaku.simulator.Simulator;
import dev.danmaku.simulator.SimulatorOptions;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Look-up and socket by a proxy that alone knows the platform's names. */
@Timeout(60)
class ProxiedSessionTest {
    private static final RoomId ROOM = new RoomId(Platform.KUAISHOU, "3xproxied");
    private static final List<URI> SOCKET = List.of(URI.create("ws://ws.invalid:1234/websocket"));

    private final Heard heard = new Heard();
    private Simulator simulator;

    @BeforeEach
    void start() throws Exception {
        simulator = Simulator.start(
                SimulatorOptions.defaults().withPushInterval(Duration.ofMillis(20)));
        simulator.kuaishou().goLive(ROOM.id());
    }

    @AfterEach
    void close() {
        simulator.close();
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void bothGoThroughIt(Kind kind) throws Exception {
        try (var proxy = TestProxy.guarded(kind, "u:p", simulator.port());
                var adapter = adapter(proxy.address("u:p@"))) {
            var live = (Lookup.Live) adapter.lookUp(ROOM).get(20, TimeUnit.SECONDS);
            adapter.join(ROOM, live.found(), 0, heard);

            await().until(() -> heard.joins.get() == 1);
            simulator.kuaishou().room(ROOM.id()).chat(3);
            await().until(() -> heard.sequence().equals(List.of(1L, 2L, 3L)));
            assertThat(proxy.asked()).contains("www.invalid:80", "ws.invalid:1234");
        }
    }

    @Test
    void aProxyThatRefusesUsLosesTheSocket() throws Exception {
        try (var open = TestProxy.open(Kind.SOCKS5, simulator.port());
                var guarded = TestProxy.guarded(Kind.SOCKS5, "u:p", simulator.port());
                var seeing = adapter(open.address());
                var refused = adapter(guarded.address("u:wrong@"))) {
            var live = (Lookup.Live) seeing.lookUp(ROOM).get(20, TimeUnit.SECONDS);

            var session = refused.join(ROOM, live.found(), 0, heard);

            assertThat(session.ended().get(20, TimeUnit.SECONDS))
                    .isInstanceOf(SessionEnd.Lost.class);
            assertThat(heard.joins).hasValue(0);
        }
    }

    private static KuaishouAdapter adapter(ProxyAddress proxy) {
        return KuaishouAdapter.open(
                TestSettings.at("http://www.invalid", new SharedSettings().proxy(proxy), SOCKET),
                IoLoops.start(1),
                Clock.systemUTC(),
                new SimpleMeterRegistry());
    }
}
