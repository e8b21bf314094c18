package dev.danmaku.simulator.room;

/** What a room shows about its size, as the texts that platforms show: {@code 1000+}, {@code 4.0万}. */
public record Counters(String watching, String likes) {}
