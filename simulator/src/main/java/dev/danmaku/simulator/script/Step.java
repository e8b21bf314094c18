package dev.danmaku.simulator.script;

import java.time.Duration;

/** @param at time since the script began */
public record Step(Duration at, Order order) {}
