package dev.danmaku.platforms.session;

import dev.danmaku.platforms.RoomSession;
import dev.danmaku.platforms.SessionEnd;

import io.netty.util.concurrent.EventExecutor;

import org.jspecify.annotations.Nullable;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/** A session whose state belongs to its loop, and that ends once. */
public abstract class LoopSession<L extends EventExecutor> implements RoomSession {
    private final L loop;
    private final CompletableFuture<SessionEnd> ended = new CompletableFuture<>();

    private @Nullable SessionEnd end;

    protected LoopSession(L loop) {
        this.loop = loop;
    }

    @Override
    public final CompletableFuture<SessionEnd> ended() {
        return ended;
    }

    @Override
    public final L loop() {
        return loop;
    }

    @Override
    public final void close() {
        onLoop(() -> end(new SessionEnd.ClosedByUs()));
    }

    /** For callers on other threads. Nothing happens any more once the end was told. */
    protected final void onLoop(Runnable action) {
        if (!ended.isDone()) {
            loop.execute(action);
        }
    }

    /** Whether the end has come, told or not. */
    protected final boolean over() {
        return end != null;
    }

    /** Only the first counts. */
    protected final void end(SessionEnd how) {
        if (end == null) {
            end = how;
            leave(how);
        }
    }

    /** Lets go of what is held; once that is gone, {@link #tellEnd} is to be called. */
    protected abstract void leave(SessionEnd how);

    protected final void tellEnd() {
        ended.complete(Objects.requireNonNull(end));
    }
}
