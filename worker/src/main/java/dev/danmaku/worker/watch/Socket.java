package dev.danmaku.worker.watch;

import dev.danmaku.event.Event;
import dev.danmaku.platforms.Found;
import dev.danmaku.platforms.PlatformAdapter;
import dev.danmaku.platforms.RoomListener;
import dev.danmaku.platforms.RoomSession;
import dev.danmaku.platforms.SessionEnd;
import dev.danmaku.room.RoomId;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Objects;

/** One room session as its watch sees it: brings everything that happens there into the watch's turn. */
final class Socket implements RoomListener {

    /** Called in the turn, with the socket that it came from: a late one is no longer the watch's own. */
    interface Owner {
        void joined(Socket by);

        void heard(Socket by, List<Event> events);

        void hinted(Socket by, String reason);

        void ended(Socket by, SessionEnd end);
    }

    private final Owner owner;
    private final Turn turn;
    private @Nullable RoomSession session;

    private Socket(Owner owner, Turn turn) {
        this.owner = owner;
        this.turn = turn;
    }

    /** To be called in the turn: so nothing is heard before the caller knows this socket. */
    static Socket open(
            PlatformAdapter adapter,
            RoomId room,
            Found found,
            int attempt,
            Turn turn,
            Owner owner) {
        var socket = new Socket(owner, turn);
        var session = adapter.join(room, found, attempt, socket);
        socket.session = session;
        session.ended().thenAccept(end -> turn.execute(() -> owner.ended(socket, end)));
        return socket;
    }

    void reading(boolean on) {
        Objects.requireNonNull(session).reading(on);
    }

    void close() {
        Objects.requireNonNull(session).close();
    }

    @Override
    public void joined() {
        turn.execute(() -> owner.joined(this));
    }

    @Override
    public void heard(List<Event> events) {
        turn.execute(() -> owner.heard(this, events));
    }

    @Override
    public void endHinted(String reason) {
        turn.execute(() -> owner.hinted(this, reason));
    }
}
