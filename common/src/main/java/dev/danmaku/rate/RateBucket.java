package dev.danmaku.rate;

import dev.danmaku.event.EventBody.ViewerCountKind;

import org.jspecify.annotations.Nullable;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What happened in one second or one minute of a room, or a part of it.
 *
 * @param at when it began, Unix seconds
 * @param chats how many
 * @param users how many people did something, about
 * @param gifts how many gift events
 * @param value what was paid, by unit; units are never added together
 * @param viewers the latest number of each kind that was known then
 */
public record RateBucket(
        long at,
        long chats,
        long users,
        long gifts,
        Map<String, Long> value,
        Map<ViewerCountKind, Long> viewers) {
    private static final String VALUE = "value.";
    private static final String VIEWERS = "viewers.";
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,19}");
    /** More cannot be ours: whoever writes into our streams shall not fill our memory. */
    private static final int MAX_FIELDS = 64;

    public RateBucket {
        value = Map.copyOf(value);
        viewers = Map.copyOf(viewers);
    }

    /** Nothing happened. */
    public static RateBucket quiet(long at) {
        return new RateBucket(at, 0, 0, 0, Map.of(), Map.of());
    }

    /** The same time with what a later part adds; its viewer numbers are the newer ones. */
    public RateBucket plus(RateBucket later) {
        var sum = new HashMap<>(value);
        later.value.forEach((unit, amount) -> sum.merge(unit, amount, RateBucket::add));
        var latest = new HashMap<>(viewers);
        latest.putAll(later.viewers);
        return new RateBucket(
                at,
                add(chats, later.chats),
                add(users, later.users),
                add(gifts, later.gifts),
                sum,
                latest);
    }

    /** Never beyond the largest number there is. */
    public static long add(long a, long b) {
        var sum = a + b;
        return ((a ^ sum) & (b ^ sum)) < 0 ? (a < 0 ? Long.MIN_VALUE : Long.MAX_VALUE) : sum;
    }

    /**
     * As a stream's entry. The first fields are always there and come in one order: Redis then keeps their names only once for many
     * entries.
     */
    public Map<String, String> fields() {
        var fields = new LinkedHashMap<String, String>();
        fields.put("at", String.valueOf(at));
        fields.put("chats", String.valueOf(chats));
        fields.put("users", String.valueOf(users));
        new TreeMap<>(viewers)
                .forEach((kind, count) -> fields.put(VIEWERS + word(kind), String.valueOf(count)));
        if (gifts > 0) {
            fields.put("gifts", String.valueOf(gifts));
        }
        new TreeMap<>(value)
                .forEach((unit, paid) -> fields.put(VALUE + unit, String.valueOf(paid)));
        return fields;
    }

    /** Empty for an entry that is not ours; a field that we do not know, or cannot read, is passed over. */
    public static Optional<RateBucket> parse(Map<String, String> fields) {
        var at = number(fields.get("at"));
        if (at == null || fields.size() > MAX_FIELDS) {
            return Optional.empty();
        }
        var value = new HashMap<String, Long>();
        var viewers = new EnumMap<ViewerCountKind, Long>(ViewerCountKind.class);
        fields.forEach((name, text) -> {
            var number = number(text);
            if (number == null) {
                return;
            }
            if (name.startsWith(VALUE)) {
                value.put(name.substring(VALUE.length()), number);
            } else if (name.startsWith(VIEWERS)) {
                kind(name.substring(VIEWERS.length())).ifPresent(kind -> viewers.put(kind, number));
            }
        });
        return Optional.of(new RateBucket(
                at,
                orZero(fields.get("chats")),
                orZero(fields.get("users")),
                orZero(fields.get("gifts")),
                value,
                viewers));
    }

    private static long orZero(@Nullable String text) {
        var number = number(text);
        return number == null ? 0 : number;
    }

    private static @Nullable Long number(@Nullable String text) {
        try {
            return text != null && NUMBER.matcher(text).matches() ? Long.valueOf(text) : null;
        } catch (NumberFormatException e) {
            return null; // of 19 digits, and too large
        }
    }

    static String word(ViewerCountKind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    static Optional<ViewerCountKind> kind(String word) {
        for (var kind : ViewerCountKind.values()) {
            if (word(kind).equals(word)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }
}
