package dev.danmaku.platforms.kuaishou;

import dev.danmaku.event.Event;
import dev.danmaku.platforms.Found;
import dev.danmaku.platforms.RoomListener;
import dev.danmaku.platforms.RoomSession;
import dev.danmaku.platforms.SessionEnd;
import dev.danmaku.platforms.kuaishou.wire.CSWebEnterRoom;
import dev.danmaku.platforms.net.Budget;
import dev.danmaku.room.RoomId;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoop;

import org.jspecify.annotations.Nullable;

import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * One socket to one room: waits for its turn, connects, and hands the open socket to {@link RoomHandler}; whatever happens, it
 * ends once, when the socket is closed. All state belongs to its loop.
 */
final class KuaishouSession implements RoomSession {
    /** The platform's time to close after our good-bye, before we do. */
    static final Duration GOOD_BYE = Duration.ofMillis(500);

    private final Surroundings around;
    private final RoomId room;
    private final Found found;
    private final int attempt;
    private final RoomListener listener;
    private final EventLoop loop;
    private final CompletableFuture<SessionEnd> ended = new CompletableFuture<>();

    private Budget.@Nullable Turn turn;
    private @Nullable Channel channel;
    private @Nullable Conversation conversation;
    private @Nullable SessionEnd end;
    private boolean joined;
    private boolean reading = true;

    /** An open socket's two handlers. */
    private record Conversation(Pulse pulse, RoomHandler handler) {}

    private KuaishouSession(
            Surroundings around, RoomId room, Found found, int attempt, RoomListener listener) {
        this.around = around;
        this.room = room;
        this.found = found;
        this.attempt = attempt;
        this.listener = listener;
        loop = around.loops().next();
    }

    /** Waits for a turn of the connect budget, then connects. Returns at once. */
    static KuaishouSession open(
            Surroundings around, RoomId room, Found found, int attempt, RoomListener listener) {
        var session = new KuaishouSession(around, room, found, attempt, listener);
        around.open().add(session);
        session.loop.execute(session::begin);
        return session;
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
        onLoop(() -> {
            reading = on;
            if (joined && end == null) {
                applyReading();
            }
        });
    }

    @Override
    public void close() {
        onLoop(() -> end(new SessionEnd.ClosedByUs()));
    }

    private void begin() {
        if (end != null) {
            return;
        }
        if (token().isEmpty()) {
            end(new SessionEnd.Refused("no token"));
            return;
        }
        turn = around.connects().queue(() -> loop.execute(this::findAddress));
    }

    private void findAddress() {
        if (end != null) {
            return;
        }
        var hosts = around.settings().websocketUrls().isEmpty()
                ? found.hosts()
                : around.settings().websocketUrls();
        var host = hosts.get(Math.floorMod(attempt, hosts.size()));
        around.names()
                .resolve(host.getHost(), SocketOpener.port(host))
                .orTimeout(
                        around.settings().shared().connectTimeout().toMillis(),
                        TimeUnit.MILLISECONDS)
                .whenCompleteAsync((address, failure) -> connect(host, address, failure), loop);
    }

    private void connect(
            URI host, @Nullable InetSocketAddress address, @Nullable Throwable failure) {
        if (end != null) {
            return;
        }
        if (address == null) {
            end(new SessionEnd.Lost("no address of %s: %s".formatted(host.getHost(), failure)));
            return;
        }
        channel = new SocketOpener(around, host, this::converse, this::end)
                .open(loop, address)
                .channel();
    }

    /** The socket is open: the room's own handlers take over. */
    private void converse(ChannelHandlerContext ctx) {
        leaveTurn();
        var settings = around.settings();
        var kept = around.memory().take(found.live());
        var pulse = new Pulse(
                settings.shared().joinTimeout(),
                settings.shared().silenceTimeout(),
                around.clock());
        var handler = new RoomHandler(
                ClientFrames.enterRoom(enterRoom(kept.lastErrorCode())),
                new RoomEvents(room.id(), found.live(), kept.combos()),
                new Ear(),
                around.unknown(),
                pulse,
                around.clock());
        conversation = new Conversation(pulse, handler);
        SocketOpener.addConversation(ctx.pipeline(), pulse, handler);
    }

    private CSWebEnterRoom enterRoom(long lastErrorCode) {
        var body = CSWebEnterRoom.newBuilder()
                .setToken(token().orElse(""))
                .setLiveStreamId(found.live())
                .setReconnectCount(attempt)
                .setLastErrorCode((int) lastErrorCode)
                .setPageId(PageId.next(around.clock().millis()));
        if (found.extra() != null) {
            body.setExpTag(found.extra());
        }
        return body.build();
    }

    /** What the conversation says, on its way to the listener. */
    private final class Ear implements RoomHandler.Hearer {
        @Override
        public void joined() {
            joined = true;
            if (!reading) {
                applyReading();
            }
            listener.joined();
            var known = RoomChange.of(room, found, around.clock().millis());
            if (known != null) {
                listener.heard(List.of(known));
            }
        }

        @Override
        public void heard(List<Event> events) {
            listener.heard(events);
        }

        @Override
        public void endHinted(String reason) {
            listener.endHinted(reason);
        }

        @Override
        public void ended(SessionEnd how) {
            end(how);
        }
    }

    /** Before the join we always read: what we wait for is small, and its time is bounded. */
    private void applyReading() {
        if (channel != null && conversation != null) {
            channel.config().setAutoRead(reading);
            conversation.pulse.paused(channel.pipeline().context(Pulse.NAME), !reading);
        }
    }

    /** The one end. It is told when the socket is closed, so that no two holders of a room are ever joined. */
    private void end(SessionEnd how) {
        if (end != null) {
            return;
        }
        end = how;
        leaveTurn();
        if (channel == null) {
            finish();
            return;
        }
        channel.closeFuture().addListener(_ -> finish());
        if (conversation == null) {
            channel.close();
            return;
        }
        around.memory().keep(found.live(), conversation.handler.legacy());
        conversation.handler.hearNoMore();
        if (how instanceof SessionEnd.ClosedByUs && channel.isActive()) {
            sayGoodBye(channel);
        } else {
            channel.close();
        }
    }

    /** Closing at once, with bytes unread, would reset the connection and lose our last words. */
    private void sayGoodBye(Channel open) {
        RoomHandler.sayGoodBye(open);
        open.config().setAutoRead(true);
        loop.schedule(() -> open.close(), GOOD_BYE.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void finish() {
        around.open().remove(this);
        ended.complete(Objects.requireNonNull(end));
    }

    private void leaveTurn() {
        if (turn != null) {
            turn.leave();
            turn = null;
        }
    }

    private void onLoop(Runnable action) {
        if (!ended.isDone()) {
            loop.execute(action);
        }
    }

    /** The operator's comes first, read anew each time. */
    private Optional<String> token() {
        var given = around.settings().shared().token().value();
        return given.isPresent() ? given : Optional.ofNullable(found.token());
    }
}
