package dev.danmaku.platforms.douyu;

import static dev.danmaku.platforms.douyu.Wire.joined;
import static dev.danmaku.platforms.douyu.Wire.packet;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.danmaku.event.Event;
import dev.danmaku.platforms.FakeSite;
import dev.danmaku.platforms.Found;
import dev.danmaku.platforms.Lookup.Live;
import dev.danmaku.platforms.RoomListener;
import dev.danmaku.platforms.SessionEnd;
import dev.danmaku.platforms.SharedSettings;
import dev.danmaku.platforms.net.IoLoops;
import dev.danmaku.room.Platform;
import dev.danmaku.room.RoomId;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** From the look-up to the end of the session, over real sockets. */
@Timeout(60)
class TcpSessionTest {
    private static final RoomId ROOM = new RoomId(Platform.DOUYU, "lpl");

    private final FakeSite site = new FakeSite();
    private final LinkedBlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private ServerSocket server;
    private DouyuAdapter adapter;

    @BeforeEach
    void start() throws IOException {
        server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        site.redirect("/lpl", "/9999");
        site.reply("/betard/9999", 200, """
                {"room":{"room_id":9999,"show_status":1,"show_time":5,"room_name":"冲分",\
                "room_biz_all":{"hot":"12"}}}""");
        adapter = DouyuAdapter.open(
                TestSettings.at(site, server.getLocalPort(), new SharedSettings()),
                IoLoops.start(1),
                Clock.systemUTC(),
                new SimpleMeterRegistry());
    }

    @AfterEach
    void stop() throws IOException {
        adapter.close();
        site.close();
        server.close();
    }

    @Test
    void aRoomIsResolvedJoinedHeardAndLeft() throws Exception {
        var live = (Live) adapter.lookUp(ROOM).get(10, TimeUnit.SECONDS);
        var session = adapter.join(ROOM, live.found(), 0, new Ear());
        try (var socket = server.accept()) {
            assertThat(said(socket)).isEqualTo("type@=loginreq/roomid@=9999/");
            send(socket, packet("type@=loginres/userid@=0/"));
            assertThat(said(socket)).isEqualTo("type@=joingroup/rid@=9999/gid@=-9999/");
            var chats = joined(
                    packet("type@=chatmsg/rid@=9999/uid@=1/txt@=弹/cid@=01/"),
                    packet("type@=rss/rid@=9999/ss@=0/"));
            for (var at = 0; at < chats.length; at += 7) {
                send(socket, Arrays.copyOfRange(chats, at, Math.min(chats.length, at + 7)));
            }

            assertThat(List.of(next(), next(), next(), next(), next()))
                    .containsExactlyInAnyOrder(
                            "joined", "room-changed", "viewers", "chat", "end hinted");
            session.close();

            assertThat(said(socket)).isEqualTo("type@=logout/");
        }
        assertThat(session.ended().get(10, TimeUnit.SECONDS))
                .isInstanceOf(SessionEnd.ClosedByUs.class);
    }

    @Test
    void aStreamOutOfStepEndsTheSession() throws Exception {
        var live = (Live) adapter.lookUp(ROOM).get(10, TimeUnit.SECONDS);
        var session = adapter.join(ROOM, live.found(), 1, new Ear());
        try (var socket = server.accept()) {
            said(socket);
            send(socket, new byte[8]);

            assertThat(session.ended().get(10, TimeUnit.SECONDS))
                    .isEqualTo(new SessionEnd.Malformed("a packet of length 0"));
        }
    }

    @Test
    void withoutARealIdNobodyConnects() throws Exception {
        var live = (Live) adapter.lookUp(ROOM).get(10, TimeUnit.SECONDS);
        var found = live.found();
        var bare = new Found(found.live(), found.hosts(), null, null, null, null, null, "x");

        assertThat(adapter.join(ROOM, bare, 0, new Ear()).ended().get(10, TimeUnit.SECONDS))
                .isEqualTo(new SessionEnd.Refused("no real room id"));
    }

    private String next() throws InterruptedException {
        return String.valueOf(heard.poll(10, TimeUnit.SECONDS));
    }

    private static void send(Socket socket, byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    private static String said(Socket socket) throws IOException {
        var in = new DataInputStream(socket.getInputStream());
        var length = Integer.reverseBytes(in.readInt());
        var rest = new byte[length];
        in.readFully(rest);
        return new String(rest, 8, length - 9, UTF_8);
    }

    private final class Ear implements RoomListener {
        @Override
        public void joined() {
            heard.add("joined");
        }

        @Override
        public void heard(List<Event> events) {
            events.forEach(event -> heard.add(event.body().type()));
        }

        @Override
        public void endHinted(String reason) {
            heard.add("end hinted");
        }
    }
}
