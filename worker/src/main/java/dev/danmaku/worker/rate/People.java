package dev.danmaku.worker.rate;

import dev.danmaku.event.User;

import org.apache.datasketches.hll.HllSketch;
import org.apache.datasketches.hll.HllUnion;
import org.jspecify.annotations.Nullable;

/** How many different people there were, about, without keeping who. Not for two threads at once. */
final class People {
    /** 2^12 registers, 2 KiB once a room is that busy; the error of a count is 1.6 % (one sigma). */
    private static final int LOG_REGISTERS = 12;

    private static final long FNV_BASIS = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private @Nullable HllSketch sketch;
    private @Nullable HllUnion union;

    /** Somebody without id and name is nobody. */
    void add(User user) {
        var id = user.id();
        if (id == null || id.isEmpty()) {
            id = user.name();
        }
        if (id == null || id.isEmpty()) {
            return;
        }
        if (sketch == null) {
            sketch = new HllSketch(LOG_REGISTERS);
        }
        sketch.update(mixed(id));
    }

    /** Those of others, too; not to be mixed with {@link #add}. */
    void addAll(People others) {
        if (others.sketch == null) {
            return;
        }
        if (union == null) {
            union = new HllUnion(LOG_REGISTERS);
        }
        union.update(others.sketch);
    }

    long count() {
        if (union != null) {
            return Math.round(union.getEstimate());
        }
        return sketch == null ? 0 : Math.round(sketch.getEstimate());
    }

    /** FNV-1a over 16-bit units: the sketch hashes once more, but would first copy a text into bytes. */
    private static long mixed(String id) {
        var hash = FNV_BASIS;
        for (var i = 0; i < id.length(); i++) {
            hash = (hash ^ id.charAt(i)) * FNV_PRIME;
        }
        return hash;
    }
}
