package dev.danmaku.platforms.kuaishou.lookup;

import dev.danmaku.platforms.Lookup;
import dev.danmaku.platforms.net.Budget;
import dev.danmaku.room.RoomId;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * All look-ups of the process, first come first served, within the budget. Who asks for a room that is asked for already
 * shares that answer; what nobody waits for any more leaves the queue.
 */
final class LookupQueue {
    private static final Logger LOG = LoggerFactory.getLogger(LookupQueue.class);

    private final Function<RoomId, CompletableFuture<Lookup>> ask;
    private final Budget budget;
    private final Map<RoomId, Shared> asked = new ConcurrentHashMap<>();

    LookupQueue(Budget budget, Function<RoomId, CompletableFuture<Lookup>> ask) {
        this.budget = budget;
        this.ask = ask;
    }

    CompletableFuture<Lookup> lookUp(RoomId room) {
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
