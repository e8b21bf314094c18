package dev.danmaku.look;

import java.time.Instant;

/** One thing that an answer names. */
public sealed interface WhyValue {
    record Text(String text) implements WhyValue {}

    record Number(long number) implements WhyValue {}

    record Time(Instant time) implements WhyValue {}
}
