package dev.danmaku.worker.watch;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import tools.jackson.databind.json.JsonMapper;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * What a holder says when it gives a room away: what it handed on, so that its follower hands on the rest, and what it knew, so that
 * nothing is counted anew. All times are ms after the follower's join as the holder knows it, since their clocks differ; earlier
 * ones are negative.
 *
 * <p>As text a JSON object of the version 1; rows of numbers in Base64.
 *
 * @param live the broadcast that it watched last; null if it never saw one
 * @param covered until when it heard all there was
 * @param trouble why it heard nothing more after that; null if that is only because it stopped
 * @param handedOn what it handed on, from a little before the follower's join on
 * @param again keys of older events that platforms tell again and again
 * @param bought purchases of memberships that it handed on lately
 * @param combos what each running gift combo came to when it was last handed on; empty where events say themselves what they add
 */
record Cut(
        @Nullable String live,
        long covered,
        @Nullable String trouble,
        List<Told> handedOn,
        List<Long> again,
        List<Purchase> bought,
        Map<String, Counted> combos) {
    static final int VERSION = 1;

    private static final Logger LOG = LoggerFactory.getLogger(Cut.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** @param millis when it was handed on */
    record Told(Fingerprint event, long millis) {}

    /**
     * @param what {@link Fingerprint#purchase}
     * @param atMillis when it was made, by the event: Unix milliseconds
     */
    record Purchase(long what, long atMillis) {}

    /** @param millis when it was handed on last */
    record Counted(long total, long millis) {}

    private record Text(
            int v,
            @Nullable String live,
            long covered,
            @Nullable String trouble,
            String handedOn,
            String again,
            String bought,
            Map<String, Counted> combos) {}

    Cut {
        handedOn = List.copyOf(handedOn);
        again = List.copyOf(again);
        bought = List.copyOf(bought);
    }

    String toText() {
        return JSON.writeValueAsString(new Text(
                VERSION,
                live,
                covered,
                trouble,
                text(
                        handedOn,
                        (told, numbers) -> numbers.add(told.event().key())
                                .add(told.event().content())
                                .add(told.millis())),
                text(again, (key, numbers) -> numbers.add(key)),
                text(bought, (one, numbers) -> numbers.add(one.what()).add(one.atMillis())),
                combos));
    }

    /** Null for what cannot be read, as of a later version: then its holder might as well have said nothing. */
    static @Nullable Cut read(String cut) {
        try {
            var text = JSON.readValue(cut, Text.class);
            if (text.v == VERSION) {
                return new Cut(
                        text.live,
                        text.covered,
                        text.trouble,
                        handedOn(new Numbers.Reader(text.handedOn)),
                        again(new Numbers.Reader(text.again)),
                        bought(new Numbers.Reader(text.bought)),
                        new LinkedHashMap<>(text.combos));
            }
            LOG.info("a cut of the version {} cannot be read", text.v);
        } catch (RuntimeException e) {
            // Whatever is wrong with it, the room goes on.
            LOG.warn("a cut cannot be read: {}", e.getClass().getSimpleName());
        }
        return null;
    }

    private static <T> String text(List<T> all, BiConsumer<T, Numbers.Writer> write) {
        var numbers = new Numbers.Writer();
        all.forEach(one -> write.accept(one, numbers));
        return numbers.toText();
    }

    private static List<Told> handedOn(Numbers.Reader numbers) {
        var all = new ArrayList<Told>();
        while (numbers.hasMore()) {
            all.add(new Told(new Fingerprint(numbers.next(), numbers.next()), numbers.next()));
        }
        return all;
    }

    private static List<Long> again(Numbers.Reader numbers) {
        var all = new ArrayList<Long>();
        while (numbers.hasMore()) {
            all.add(numbers.next());
        }
        return all;
    }

    private static List<Purchase> bought(Numbers.Reader numbers) {
        var all = new ArrayList<Purchase>();
        while (numbers.hasMore()) {
            all.add(new Purchase(numbers.next(), numbers.next()));
        }
        return all;
    }
}
