package dev.danmaku.simulator.room;

import org.jspecify.annotations.Nullable;

import java.util.Set;

/** What a script, a test or the control API can make a room do. */
public sealed interface Action {
    /** The most of one thing in one action. */
    int MAX_COUNT = 100_000;

    /** Begin a broadcast; nothing if one is running, but for new rates. */
    record GoLive(@Nullable Rates rates) implements Action {}

    record SetRates(Rates rates) implements Action {}

    /** @param text words for all of them, else words of the crowd's own */
    record Chat(int count, @Nullable String text) implements Action {
        public Chat {
            checkCount(count);
        }
    }

    record Like(int count) implements Action {
        public Like {
            checkCount(count);
        }
    }

    /**
     * One viewer gives a gift so many times in a row, one step in each push.
     *
     * @param batchSize how many with one press
     * @param presses how many times
     */
    record Gift(int giftId, int batchSize, int presses) implements Action {
        public Gift {
            checkCount(batchSize);
            checkCount(presses);
        }
    }

    /** Show these counters from now on. */
    record Show(Counters counters) implements Action {}

    record End(StreamEnding how) implements Action {}

    record Break(Fault fault) implements Action {}

    /** Let every lasting fault end. */
    record Heal() implements Action {}

    /** Speak with exactly these quirks from now on. */
    record SetQuirks(Set<Quirk> quirks) implements Action {
        public SetQuirks {
            quirks = Set.copyOf(quirks);
        }
    }

    private static void checkCount(int count) {
        if (count < 1 || count > MAX_COUNT) {
            throw new IllegalArgumentException(
                    "a count must be 1 to %d, not %d".formatted(MAX_COUNT, count));
        }
    }
}
