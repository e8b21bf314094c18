package dev.danmaku.worker.watch;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What a gap is counted under. Its event says more, in words of which there are any number. */
final class GapCause {
    private static final String OTHER = "other";
    private static final Map<String, String> BY_BEGINNING = Map.ofEntries(
            Map.entry("lost: ", "lost"),
            Map.entry("silent for ", "silent"),
            Map.entry("silent loss suspected", "quiet"),
            Map.entry("refused: ", "refused"),
            Map.entry("malformed: ", "malformed"),
            Map.entry("stream end hinted", "end-hinted"),
            Map.entry("closed by this process", "closed"),
            Map.entry(Chronicle.HOLDER_GONE, "unwatched"),
            Map.entry("paused", "paused"),
            Map.entry("the former holder", "handover"),
            Map.entry("a new stream began", "renewed"));

    /** All there are. */
    static final Set<String> LABELS = labels();

    private GapCause() {}

    private static Set<String> labels() {
        var labels = new TreeSet<>(BY_BEGINNING.values());
        labels.add(OTHER);
        return labels;
    }

    /** @param cause of a gap event */
    static String label(String cause) {
        return BY_BEGINNING.entrySet().stream()
                .filter(entry -> cause.startsWith(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(OTHER);
    }
}
