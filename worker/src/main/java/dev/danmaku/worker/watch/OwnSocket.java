package dev.danmaku.worker.watch;

import dev.danmaku.event.Event;
import dev.danmaku.platforms.Found;
import dev.danmaku.platforms.PlatformAdapter;
import dev.danmaku.platforms.SessionEnd;
import dev.danmaku.room.RoomId;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * The one socket that a watch has at a time. What comes from one that is no longer its own is late, and ignored. To be used in the
 * watch's turn.
 */
final class OwnSocket {
    private final PlatformAdapter adapter;
    private final RoomId room;
    private final Turn turn;
    private final Owner owner;
    private final News news = new News();
    private @Nullable Socket socket;
    private @Nullable String live;
    private boolean joined;
    private int opened;

    /** Hears the present socket. */
    interface Owner {
        void joined();

        void heard(List<Event> events);

        void hinted(String reason);

        /** It is gone, and another may be opened. */
        void ended(SessionEnd end);
    }

    OwnSocket(PlatformAdapter adapter, RoomId room, Turn turn, Owner owner) {
        this.adapter = adapter;
        this.room = room;
        this.turn = turn;
        this.owner = owner;
    }

    void open(Found found) {
        live = found.live();
        socket = Socket.open(adapter, room, found, opened++, turn, news);
    }

    /** Whether there is one, joined or not, until it has ended. */
    boolean isOpen() {
        return socket != null;
    }

    boolean isJoined() {
        return joined;
    }

    /** Whether it is, or last was, a socket to this broadcast. */
    boolean isTo(Found found) {
        return found.live().equals(live);
    }

    void reading(boolean on) {
        if (socket != null) {
            socket.reading(on);
        }
    }

    void close() {
        if (socket != null) {
            socket.close();
        }
    }

    private final class News implements Socket.Owner {
        @Override
        public void joined(Socket by) {
            if (by == socket) {
                joined = true;
                owner.joined();
            }
        }

        @Override
        public void heard(Socket by, List<Event> events) {
            if (by == socket) {
                owner.heard(events);
            }
        }

        @Override
        public void hinted(Socket by, String reason) {
            if (by == socket) {
                owner.hinted(reason);
            }
        }

        @Override
        public void ended(Socket by, SessionEnd end) {
            if (by == socket) {
                socket = null;
                joined = false;
                owner.ended(end);
            }
        }
    }
}
