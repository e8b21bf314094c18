package dev.danmaku.platforms.session;

import dev.danmaku.event.Event;
import dev.danmaku.platforms.Found;
import dev.danmaku.platforms.RoomListener;
import dev.danmaku.platforms.SessionEnd;
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
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * One socket to one room: waits for its turn, connects, and hands the open socket to a {@link Conversation}; whatever happens, it
 * ends once, when the socket is closed. All state belongs to its loop.
 */
final class SocketSession extends LoopSession<EventLoop> {
    /** The platform's time to close after our good-bye, before we do. */
    static final Duration GOOD_BYE = Duration.ofMillis(500);

    private final Surroundings around;
    private final RoomId room;
    private final Found found;
    private final URI host;
    private final Supplier<Dialogue> dialogue;
    private final RoomListener listener;

    private Budget.@Nullable Turn turn;
    private @Nullable Channel channel;
    private @Nullable Open open;
    private boolean joined;
    private boolean reading = true;

    /** An open socket's two handlers. */
    private record Open(Pulse pulse, Conversation conversation) {}

    private SocketSession(
            Surroundings around,
            RoomId room,
            Found found,
            URI host,
            Supplier<Dialogue> dialogue,
            RoomListener listener) {
        super(around.loops().next());
        this.around = around;
        this.room = room;
        this.found = found;
        this.host = host;
        this.dialogue = dialogue;
        this.listener = listener;
    }

    /** Waits for a turn of the connect budget, then connects. Returns at once. */
    static SocketSession open(
            Surroundings around,
            RoomId room,
            Found found,
            URI host,
            Supplier<Dialogue> dialogue,
            RoomListener listener) {
        var session = new SocketSession(around, room, found, host, dialogue, listener);
        around.open().add(session);
        session.loop().execute(session::begin);
        return session;
    }

    @Override
    public void reading(boolean on) {
        onLoop(() -> {
            reading = on;
            if (joined && !over()) {
                applyReading();
            }
        });
    }

    private void begin() {
        if (over()) {
            return;
        }
        turn = around.connects().queue(() -> loop().execute(this::findAddress));
    }

    private void findAddress() {
        if (over()) {
            return;
        }
        if (around.settings().proxy().isPresent()) {
            // The proxy knows the name; we often don't.
            connect(
                    InetSocketAddress.createUnresolved(host.getHost(), SocketOpener.port(host)),
                    null);
            return;
        }
        around.names()
                .resolve(host.getHost(), SocketOpener.port(host))
                .orTimeout(around.settings().connectTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .whenCompleteAsync(this::connect, loop());
    }

    private void connect(@Nullable InetSocketAddress address, @Nullable Throwable failure) {
        if (over()) {
            return;
        }
        if (address == null) {
            end(new SessionEnd.Lost("no address of %s: %s".formatted(host.getHost(), failure)));
            return;
        }
        var opener = new SocketOpener(around, host, this::converse, this::end);
        channel = opener.open(loop(), address).channel();
    }

    /** The socket is open: the room's own handlers take over. */
    private void converse(ChannelHandlerContext ctx) {
        if (over()) {
            return;
        }
        leaveTurn();
        var settings = around.settings();
        var said = dialogue.get();
        var packing = SocketOpener.packing(host);
        var pulse = new Pulse(
                settings.joinTimeout(),
                settings.silenceTimeout(),
                said::heartbeat,
                packing,
                around.clock());
        var conversation =
                new Conversation(said, packing, new Ear(), around.unknown(), pulse, around.clock());
        open = new Open(pulse, conversation);
        SocketOpener.addConversation(ctx.pipeline(), around.rules(), packing, pulse, conversation);
    }

    /** What the conversation says, on its way to the listener. */
    private final class Ear implements Conversation.Hearer {
        @Override
        public void joined() {
            joined = true;
            if (!reading) {
                applyReading();
            }
            listener.joined();
            RoomChange.tell(listener, room, found, around.clock().millis());
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
        if (channel != null && open != null) {
            channel.config().setAutoRead(reading);
            open.pulse.paused(channel.pipeline().context(Pulse.NAME), !reading);
        }
    }

    /** The one end. It is told when the socket is closed, so that no two holders of a room are ever joined. */
    @Override
    protected void leave(SessionEnd how) {
        leaveTurn();
        if (channel == null) {
            finish();
            return;
        }
        channel.closeFuture().addListener(_ -> finish());
        if (open == null) {
            channel.close();
            return;
        }
        open.conversation.hearNoMore();
        if (how instanceof SessionEnd.ClosedByUs && channel.isActive()) {
            sayGoodBye(channel, open.conversation);
        } else {
            channel.close();
        }
    }

    /** Closing at once, with bytes unread, would reset the connection and lose our last words. */
    private void sayGoodBye(Channel channel, Conversation conversation) {
        conversation.sayGoodBye(channel);
        channel.config().setAutoRead(true);
        loop().schedule(() -> channel.close(), GOOD_BYE.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void finish() {
        around.open().remove(this);
        tellEnd();
    }

    private void leaveTurn() {
        if (turn != null) {
            turn.leave();
            turn = null;
        }
    }
}
