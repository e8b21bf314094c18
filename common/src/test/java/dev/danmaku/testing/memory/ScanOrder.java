package dev.danmaku.testing.memory;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.TreeMap;

/**
 * The order in which a collection is scanned: by the hashes of its keys, so that what comes and goes meanwhile makes no other key be
 * missed. It is made by the first scan and kept, since a scan of a million keys takes thousands of steps.
 */
final class ScanOrder {
    private final TreeMap<Long, List<String>> places = new TreeMap<>();

    /** Some keys in order, and the place where the next step begins; 0 at the end. */
    record Step(List<String> keys, long next) {}

    private ScanOrder(Iterable<String> all) {
        all.forEach(this::add);
    }

    /** From 1 on, since 0 is both the beginning and the end of a scan. */
    private static long place(String key) {
        return 1 + Integer.toUnsignedLong(key.hashCode());
    }

    /** At least so many keys from a place on, if there are: those of one place stay together. */
    Step from(long place, int count) {
        var keys = new ArrayList<String>();
        for (var there : places.tailMap(place, true).entrySet()) {
            if (keys.size() >= count) {
                return new Step(keys, there.getKey());
            }
            keys.addAll(there.getValue());
        }
        return new Step(keys, 0);
    }

    private void add(String key) {
        places.merge(place(key), List.of(key), (some, one) -> {
            var all = new ArrayList<>(some);
            all.addAll(one);
            return all;
        });
    }

    private void remove(String key) {
        places.computeIfPresent(place(key), (place, some) -> {
            var rest = some.stream().filter(other -> !other.equals(key)).toList();
            return rest.isEmpty() ? null : rest;
        });
    }

    /** A hash. */
    static final class Fields extends LinkedHashMap<String, String> {
        private static final long serialVersionUID = 1L;

        private transient @Nullable ScanOrder order;

        Fields() {}

        ScanOrder order() {
            if (order == null) {
                order = new ScanOrder(keySet());
            }
            return order;
        }

        @Override
        public @Nullable String put(String field, String value) {
            var before = super.put(field, value);
            if (before == null && order != null) {
                order.add(field);
            }
            return before;
        }

        @Override
        public @Nullable String remove(@Nullable Object field) {
            var before = super.remove(field);
            if (before != null && order != null) {
                order.remove(String.valueOf(field));
            }
            return before;
        }
    }

    /** A set. */
    static final class Members extends LinkedHashSet<String> {
        private static final long serialVersionUID = 1L;

        private transient @Nullable ScanOrder order;

        Members() {}

        ScanOrder order() {
            if (order == null) {
                order = new ScanOrder(this);
            }
            return order;
        }

        @Override
        public boolean add(String member) {
            var added = super.add(member);
            if (added && order != null) {
                order.add(member);
            }
            return added;
        }

        @Override
        public boolean remove(@Nullable Object member) {
            var removed = super.remove(member);
            if (removed && order != null) {
                order.remove(String.valueOf(member));
            }
            return removed;
        }
    }
}
