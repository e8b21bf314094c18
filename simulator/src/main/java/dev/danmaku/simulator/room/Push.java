package dev.danmaku.simulator.room;

import java.util.List;

/** What happened in a room since the last push. May be nothing: then the counters travel alone. */
public record Push(Counters counters, List<Occurrence> occurrences) {
    public Push {
        occurrences = List.copyOf(occurrences);
    }
}
