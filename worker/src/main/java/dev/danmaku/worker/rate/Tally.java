package dev.danmaku.worker.rate;

import dev.danmaku.event.EventBody.ViewerCountKind;
import dev.danmaku.event.Price;
import dev.danmaku.rate.RateBucket;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** What is counted of one second, or of several. Not for two threads at once. */
final class Tally {
    /** A unit becomes a field's name in Redis. */
    private static final Pattern UNIT = Pattern.compile("[A-Za-z0-9/_-]{1,32}");
    /** Beyond it, and where a platform's unit is no word, value is counted under {@link #OTHER}. */
    private static final int MAX_UNITS = 8;

    static final String OTHER = "other";

    private final long at;
    private final People people = new People();
    private long chats;
    private long gifts;
    private @Nullable Map<String, Long> value;
    private Map<ViewerCountKind, Long> viewers = Map.of();

    /** @param at its beginning, Unix seconds */
    Tally(long at) {
        this.at = at;
    }

    long at() {
        return at;
    }

    People people() {
        return people;
    }

    void chat() {
        chats++;
    }

    void gift() {
        gifts++;
    }

    /** What was won, or paid with coins that the platform gives away, is no value; where it does not say, it was paid. */
    void paid(@Nullable Price price) {
        if (price == null || price.amount() <= 0 || Boolean.FALSE.equals(price.paid())) {
            return;
        }
        if (value == null) {
            value = HashMap.newHashMap(2);
        }
        var known = value.containsKey(price.unit());
        var unit =
                known || value.size() < MAX_UNITS && UNIT.matcher(price.unit()).matches()
                        ? price.unit()
                        : OTHER;
        value.merge(unit, price.amount(), RateBucket::add);
    }

    /** The latest number of each kind. */
    void viewers(Map<ViewerCountKind, Long> latest) {
        viewers = latest;
    }

    Map<ViewerCountKind, Long> viewers() {
        return viewers;
    }

    /** Another's counts, too; its viewer numbers are the newer ones. */
    void add(Tally other) {
        chats += other.chats;
        gifts += other.gifts;
        people.addAll(other.people);
        if (other.value != null) {
            if (value == null) {
                value = HashMap.newHashMap(2);
            }
            var all = value;
            other.value.forEach((unit, paid) -> all.merge(unit, paid, RateBucket::add));
        }
        viewers = other.viewers;
    }

    RateBucket bucket() {
        return new RateBucket(
                at, chats, people.count(), gifts, value == null ? Map.of() : value, viewers);
    }
}
