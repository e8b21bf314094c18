package dev.danmaku.metric;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The values of a label that strangers choose: the first of them stand for themselves, the others together. */
public final class LabelValues {
    /** What comes too late to have a series of its own. */
    public static final String OTHERS = "others";

    private static final int MAX_CHARS = 80;

    private final int most;
    private final Map<String, String> known = new ConcurrentHashMap<>();

    /** @param most values, beside {@link #OTHERS} */
    public LabelValues(int most) {
        this.most = most;
    }

    /** What a name is counted under: itself in printable characters, cut where it is long. Safe for use by many threads. */
    public String of(String name) {
        var brief = brief(name);
        var value = known.get(brief);
        if (value != null) {
            return value;
        }
        synchronized (known) {
            return known.size() < most
                    ? known.computeIfAbsent(brief, first -> first)
                    : known.getOrDefault(brief, OTHERS);
        }
    }

    /** As {@link #of}, for texts that differ by the numbers in them: any number counts as N. */
    public String ofText(String text) {
        return of(brief(text).replaceAll("[0-9]+", "N"));
    }

    private static String brief(String name) {
        var part = name.length() <= MAX_CHARS ? name : name.substring(0, MAX_CHARS);
        return part.replaceAll("[^\\p{Print}]", "?");
    }
}
