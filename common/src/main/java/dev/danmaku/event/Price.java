package dev.danmaku.event;

import org.jspecify.annotations.Nullable;

/**
 * What the whole event cost.
 *
 * @param amount in the smallest part of the unit
 * @param unit {@code CNY/1000}, or the platform's own coin such as {@code gold}
 * @param paid whether money was spent; null where the platform does not say
 */
public record Price(long amount, String unit, @Nullable Boolean paid) {}
