package dev.danmaku.platforms.kuaishou.lookup;

import dev.danmaku.platforms.net.Budget;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Calls beside look-ups, within the same budget. */
final class PacedCalls {
    private final Budget budget;

    PacedCalls(Budget budget) {
        this.budget = budget;
    }

    /** Waits for a turn, then asks. Cancelling leaves the queue. */
    <T> CompletableFuture<T> call(Supplier<CompletableFuture<T>> ask) {
        var result = new CompletableFuture<T>();
        var turn = budget.queue(() -> {
            if (!result.isDone()) {
                ask.get().whenComplete((answer, failure) -> {
                    if (failure == null) {
                        result.complete(answer);
                    } else {
                        result.completeExceptionally(failure);
                    }
                });
            }
        });
        result.whenComplete((_, _) -> turn.leave());
        return result;
    }
}
