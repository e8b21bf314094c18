package dev.danmaku.platforms.session;

import dev.danmaku.platforms.RoomSession;
import dev.danmaku.platforms.SessionEnd;

import io.netty.channel.EventLoop;

import java.util.concurrent.CompletableFuture;

/** Connects to nothing; its end comes on its loop, as any other's. */
record RefusedSession(EventLoop loop, CompletableFuture<SessionEnd> ended) implements RoomSession {

    static RoomSession on(EventLoop loop, String reason) {
        var ended = new CompletableFuture<SessionEnd>();
        loop.execute(() -> ended.complete(new SessionEnd.Refused(reason)));
        return new RefusedSession(loop, ended);
    }

    @Override
    public void reading(boolean on) {}

    @Override
    public void close() {}
}
