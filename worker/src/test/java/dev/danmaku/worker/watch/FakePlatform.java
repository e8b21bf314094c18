package dev.danmaku.worker.watch;

import dev.danmaku.event.Event;
import dev.danmaku.event.EventBody;
import dev.danmaku.event.User;
import dev.danmaku.platforms.Found;
import dev.danmaku.platforms.FrameDecoder;
import dev.danmaku.platforms.Lookup;
import dev.danmaku.platforms.PlatformAdapter;
import dev.danmaku.platforms.RoomListener;
import dev.danmaku.platforms.RoomSession;
import dev.danmaku.platforms.SessionEnd;
import dev.danmaku.room.Platform;
import dev.danmaku.room.RoomId;

import java.net.URI;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;

/** A platform whose answers and sockets a test moves by hand. Remembers what it was asked. */
final class FakePlatform implements PlatformAdapter {
    private final Clock clock;
    private final ScheduledExecutorService loop;
    private final ArrayDeque<CompletableFuture<Lookup>> open = new ArrayDeque<>();
    final List<FakeSession> sessions = new ArrayList<>();
    int lookUps;

    /** Whether sockets close as soon as they are asked to. */
    boolean closesAtOnce = true;

    FakePlatform(Clock clock, ScheduledExecutorService loop) {
        this.clock = clock;
        this.loop = loop;
    }

    static Found found(String live, String token) {
        var hosts = List.of(URI.create("ws://one/websocket"), URI.create("ws://two/websocket"));
        return new Found(live, hosts, token, "Ann", "A title", null, null, null);
    }

    @Override
    public CompletableFuture<Lookup> lookUp(RoomId room) {
        lookUps++;
        var answer = new CompletableFuture<Lookup>();
        open.add(answer);
        return answer;
    }

    /** Answers the oldest question that is open. */
    void answer(Lookup lookup) {
        open.remove().complete(lookup);
    }

    void answerLive(String live) {
        answer(new Lookup.Live(found(live, "fresh")));
    }

    void fail(Exception defect) {
        open.remove().completeExceptionally(defect);
    }

    int openQuestions() {
        return open.size();
    }

    @Override
    public RoomSession join(RoomId room, Found found, int attempt, RoomListener listener) {
        var session = new FakeSession(room, found, attempt, listener);
        sessions.add(session);
        return session;
    }

    FakeSession session() {
        return sessions.getLast();
    }

    /** How many sockets have not ended. */
    long openSockets() {
        return sessions.stream().filter(s -> !s.ended.isDone()).count();
    }

    @Override
    public Platform platform() {
        return Platform.KUAISHOU;
    }

    @Override
    public int maxConnections() {
        return 0;
    }

    @Override
    public double connectsPerSecond() {
        return 0;
    }

    @Override
    public FrameDecoder decoder() {
        throw new UnsupportedOperationException("the fake has no wire");
    }

    @Override
    public void close() {}

    /** One socket; the test plays the server. */
    final class FakeSession implements RoomSession {
        final RoomId room;
        final Found found;
        final int attempt;
        private final RoomListener listener;
        private final CompletableFuture<SessionEnd> ended = new CompletableFuture<>();
        boolean reading = true;
        boolean closing;

        FakeSession(RoomId room, Found found, int attempt, RoomListener listener) {
            this.room = room;
            this.found = found;
            this.attempt = attempt;
            this.listener = listener;
        }

        FakeSession joins() {
            listener.joined();
            return this;
        }

        /** A frame without events, such as a heartbeat's answer. */
        FakeSession beats() {
            listener.heard(List.of());
            return this;
        }

        FakeSession chats(String... texts) {
            var now = clock.millis();
            var events = new ArrayList<Event>();
            for (var text : texts) {
                var body = new EventBody.Chat(User.of("7", "Bob"), text, null, null, null);
                events.add(new Event(
                        room.platform(),
                        room.id(),
                        now,
                        now,
                        "h:" + text,
                        found.live(),
                        null,
                        body,
                        null));
            }
            listener.heard(events);
            return this;
        }

        /** What bears no id and no time of the platform's: its key holds the time of who heard it. */
        FakeSession anonymous(String... texts) {
            var now = clock.millis();
            for (var text : texts) {
                var body = new EventBody.Chat(User.of("7", "Bob"), text, null, null, null);
                listener.heard(List.of(new Event(
                        room.platform(),
                        room.id(),
                        now,
                        now,
                        "h:" + text + now,
                        found.live(),
                        null,
                        body,
                        null)));
            }
            return this;
        }

        void hintsEnd(String reason) {
            listener.endHinted(reason);
        }

        void ends(SessionEnd end) {
            ended.complete(end);
        }

        void isLost() {
            ends(new SessionEnd.Lost("connection reset"));
        }

        void isRefused() {
            ends(new SessionEnd.Refused("token expired"));
        }

        @Override
        public CompletableFuture<SessionEnd> ended() {
            return ended;
        }

        @Override
        public ScheduledExecutorService loop() {
            return loop;
        }

        @Override
        public void reading(boolean on) {
            reading = on;
        }

        @Override
        public void close() {
            closing = true;
            if (closesAtOnce) {
                ended.complete(new SessionEnd.ClosedByUs());
            }
        }
    }
}
