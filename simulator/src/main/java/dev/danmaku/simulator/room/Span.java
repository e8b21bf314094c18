package dev.danmaku.simulator.room;

import java.time.Duration;

/** How long a fault lasts. */
public sealed interface Span {

    /** Until the room is healed. */
    record UntilHealed() implements Span {}

    /** For the next so many requests that it touches. */
    record Times(int count) implements Span {
        public Times {
            if (count < 1) {
                throw new IllegalArgumentException(
                        "a fault must happen at least once, not %d times".formatted(count));
            }
        }
    }

    record For(Duration time) implements Span {
        public For {
            if (!time.isPositive()) {
                throw new IllegalArgumentException("a fault must last longer than " + time);
            }
        }
    }

    static Span untilHealed() {
        return new UntilHealed();
    }

    static Span times(int count) {
        return new Times(count);
    }

    static Span lasting(Duration time) {
        return new For(time);
    }
}
