package dev.danmaku.worker.watch;

import dev.danmaku.event.Event;
import dev.danmaku.registry.OddityReports.Kind;
import dev.danmaku.registry.OddityReports.Seen;
import dev.danmaku.room.Platform;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * What of the platforms' protocols could not be read since somebody asked last. Names and samples are a stranger's choice: all is
 * bounded. Safe for use by many threads.
 */
public final class ProtocolHealth {
    /** Of one platform and kind; what comes beyond is counted as others. */
    static final int NAMES = 200;

    private static final int NAME_CHARS = 100;
    private static final int SAMPLE_CHARS = 200;
    private static final String OTHERS = "others";

    private final LongSupplier nanoTime;
    private final Map<Key, Map<String, Counted>> seen = new HashMap<>();

    /** Of which platform, and of which kind. */
    public record Key(Platform platform, Kind kind) {}

    private static final class Counted {
        private final long firstNanos;
        private long lastNanos;
        private long count;
        private String sample = "";

        Counted(long nanos) {
            firstNanos = nanos;
        }
    }

    /** @param nanoTime as {@link System#nanoTime} */
    public ProtocolHealth(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    void unknown(Event event, String name) {
        var raw = event.raw();
        count(event.platform(), Kind.UNKNOWN, name, raw == null ? "in room " + event.room() : raw);
    }

    void malformed(Platform platform, String reason) {
        count(platform, Kind.MALFORMED, reason, "");
    }

    private synchronized void count(Platform platform, Kind kind, String name, String sample) {
        var names = seen.computeIfAbsent(new Key(platform, kind), key -> new HashMap<>());
        var brief = printable(name, NAME_CHARS);
        var known = names.containsKey(brief) || names.size() < NAMES ? brief : OTHERS;
        var now = nanoTime.getAsLong();
        var counted = names.computeIfAbsent(known, any -> new Counted(now));
        if (counted.count++ == 0) {
            counted.sample = printable(sample, SAMPLE_CHARS);
        }
        counted.lastNanos = now;
    }

    private static String printable(String text, int most) {
        var part = text.length() <= most ? text : text.substring(0, most);
        return part.replaceAll("[\\p{Cc}\\p{Cf}\\p{Cs}]", "?");
    }

    /** All that was counted, which is forgotten here. */
    public synchronized Map<Key, List<Seen>> take() {
        var now = nanoTime.getAsLong();
        var taken = new HashMap<Key, List<Seen>>();
        seen.forEach((key, names) -> {
            var list = new ArrayList<Seen>();
            names.forEach((name, counted) -> list.add(new Seen(
                    name,
                    counted.count,
                    Duration.ofNanos(now - counted.firstNanos),
                    Duration.ofNanos(now - counted.lastNanos),
                    counted.sample)));
            taken.put(key, list);
        });
        seen.clear();
        return taken;
    }
}
