package dev.danmaku.platforms.kuaishou;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.danmaku.platforms.Heard;
import dev.danmaku.platforms.Lookup;
import dev.danmaku.platforms.RoomSession;
import dev.danmaku.platforms.SessionEnd;
import dev.danmaku.platforms.SharedSettings;
import dev.danmaku.platforms.net.IoLoops;
import dev.danmaku.room.Platform;
import dev.danmaku.room.RoomId;
import dev.danmaku.simulator.Simulator;
import dev.danmaku.simulator.SimulatorOptions;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The real site is behind TLS always. */
@Timeout(90)
class TlsSessionTest {
    private static final RoomId ROOM = new RoomId(Platform.KUAISHOU, "3xtls");

    @TempDir
    private Path folder;

    private final Heard heard = new Heard();
    private Simulator simulator;
    private TlsFront front;
    private KuaishouAdapter adapter;

    @BeforeEach
    void start() throws Exception {
        simulator = Simulator.start(
                SimulatorOptions.defaults().withPushInterval(Duration.ofMillis(20)));
        simulator.kuaishou().goLive(ROOM.id());
        front = TlsFront.before(simulator.port(), folder);
    }

    @AfterEach
    void close() throws Exception {
        adapter.close();
        front.close();
        simulator.close();
    }

    @Test
    void aRoomIsHeardOverTls() throws Exception {
        var session = join("localhost", trusting());

        await().until(() -> heard.joins.get() == 1);
        simulator.kuaishou().room(ROOM.id()).chat(5);
        await().until(() -> heard.sequence().equals(List.of(1L, 2L, 3L, 4L, 5L)));

        session.close();
        assertThat(end(session)).isEqualTo(new SessionEnd.ClosedByUs());
    }

    @Test
    void aCertificateForAnotherNameIsNotTrusted() throws Exception {
        assertThat(end(join("127.0.0.1", trusting())))
                .isInstanceOfSatisfying(
                        SessionEnd.Lost.class,
                        lost -> assertThat(lost.reason()).startsWith("no TLS"));
    }

    @Test
    void aCertificateOfNobodyWeKnowIsNotTrusted() throws Exception {
        var strict = SslContextBuilder.forClient().sslProvider(SslProvider.JDK).build();

        assertThat(end(join("localhost", strict)))
                .isInstanceOfSatisfying(
                        SessionEnd.Lost.class,
                        lost -> assertThat(lost.reason()).startsWith("no TLS"));
    }

    private SslContext trusting() throws Exception {
        return SslContextBuilder.forClient()
                .sslProvider(SslProvider.JDK)
                .trustManager(front.certificate())
                .build();
    }

    private RoomSession join(String host, SslContext tls) throws Exception {
        var hosts = List.of(URI.create("wss://%s:%d/websocket".formatted(host, front.port())));
        var settings = TestSettings.at(simulator.url(), new SharedSettings(), hosts);
        adapter = KuaishouAdapter.open(
                settings, IoLoops.start(1), Clock.systemUTC(), new SimpleMeterRegistry(), tls);
        var live = (Lookup.Live) adapter.lookUp(ROOM).get(20, TimeUnit.SECONDS);
        return adapter.join(ROOM, live.found(), 0, heard);
    }

    private static SessionEnd end(RoomSession session) throws Exception {
        return session.ended().get(20, TimeUnit.SECONDS);
    }
}
