package dev.danmaku.platforms.lookup;

import dev.danmaku.platforms.Lookup;
import dev.danmaku.platforms.net.Budget;
import dev.danmaku.room.RoomId;

import io.netty.util.concurrent.EventExecutor;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * All look-ups of the process, first come first served, within the budget. Who asks for a room that is asked for already
 * shares that answer; what nobody waits for any more leaves the queue.
 */
public final class LookupQueue {
    /** Calls under way at once, whatever the rate; each is one connection to the site. */
    private static final int MAX_UNDER_WAY = 64;
    /** Part of the pause between two calls by which it varies. */
    private static final double JITTER = 0.5;

    private static final Logger LOG = LoggerFactory.getLogger(LookupQueue.class);

    private final Function<RoomId, CompletableFuture<Lookup>> ask;
    private final Budget budget;
    private final Map<RoomId, Shared> asked = new ConcurrentHashMap<>();

    /** @param budget may be shared with other calls to the platform: see {@link #budget} */
    public LookupQueue(Budget budget, Function<RoomId, CompletableFuture<Lookup>> ask) {
        this.budget = budget;
        this.ask = ask;
    }

    /** What a process may ask of a platform over HTTP. */
    public static Budget budget(double perSecond, EventExecutor timer, RandomGenerator random) {
        return new Budget(perSecond, MAX_UNDER_WAY, JITTER, timer, random);
    }

    public CompletableFuture<Lookup> lookUp(RoomId room) {
        return asked.computeIfAbsent(room, Shared::new).join();
    }

    /** One look-up, and those who wait for it. */
    private final class Shared {
        private final RoomId room;
        private final CompletableFuture<Lookup> answer = new CompletableFuture<>();
        private final AtomicInteger waiting = new AtomicInteger();
        private final Budget.Turn turn;

        private Shared(RoomId room) {
            this.room = room;
            turn = budget.queue(this::begin);
        }

        private CompletableFuture<Lookup> join() {
            waiting.incrementAndGet();
            var mine = answer.copy();
            mine.whenComplete((_, _) -> {
                if (waiting.decrementAndGet() == 0 && !answer.isDone()) {
                    end(new Lookup.Undecided("nobody asks any more", null));
                }
            });
            return mine;
        }

        private void begin() {
            ask.apply(room).whenComplete((lookup, failure) -> {
                end(failure == null ? lookup : broken(failure));
            });
        }

        private void end(Lookup lookup) {
            asked.remove(room, this);
            turn.leave();
            answer.complete(lookup);
        }

        private Lookup broken(Throwable failure) {
            LOG.error("Looking up {} failed", room, failure);
            return new Lookup.Undecided("the look-up failed: " + failure, null);
        }
    }
}
