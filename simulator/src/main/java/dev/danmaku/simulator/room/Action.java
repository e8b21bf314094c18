package dev.danmaku.simulator.room;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
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

    /** So many viewers come in. */
    record Enter(int count) implements Action {
        public Enter {
            checkCount(count);
        }
    }

    /** @param priceCents in hundredths of a yuan */
    record SuperChat(int priceCents, String text, Duration shown) implements Action {
        public SuperChat {
            if (priceCents < 1 || !shown.isPositive()) {
                throw new IllegalArgumentException(
                        "a super chat costs something and stays a while");
            }
        }
    }

    /**
     * A viewer becomes a member.
     *
     * @param tier the platform's number of the rank
     */
    record Join(int tier, int months) implements Action {
        public Join {
            if (tier < 1 || months < 1) {
                throw new IllegalArgumentException("tiers and months begin at 1");
            }
        }
    }

    /**
     * Send something that only this platform knows, to all joined sockets, at once.
     *
     * @param what the platform's name of it
     * @param text its words, where it has some
     */
    record Tell(String what, @Nullable String text) implements Action {}

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
