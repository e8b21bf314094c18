package dev.danmaku.store.report;

import dev.danmaku.event.Event;
import dev.danmaku.event.EventBody.Chat;
import dev.danmaku.event.EventBody.Gap;
import dev.danmaku.event.EventBody.Gift;
import dev.danmaku.event.EventBody.Membership;
import dev.danmaku.event.EventBody.SuperChat;
import dev.danmaku.event.EventBody.ViewerCount;
import dev.danmaku.event.EventBody.ViewerCountKind;
import dev.danmaku.event.Price;
import dev.danmaku.event.User;
import dev.danmaku.room.Platform;
import dev.danmaku.store.EventQuery;
import dev.danmaku.store.EventReader;
import dev.danmaku.store.report.RoomReport.Minute;
import dev.danmaku.store.report.RoomReport.Person;
import dev.danmaku.store.report.RoomReport.Phrase;
import dev.danmaku.store.report.RoomReport.Present;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Makes a report of a stream of events. */
public final class ReportMaker {
    private static final int MAX_PEOPLE = 50_000;
    private static final int MAX_PHRASES = 50_000;
    private static final int MAX_GIFTS = 5_000;
    private static final int MAX_GAPS = 1_000;
    private static final int MAX_UNITS = 20;
    private static final int MAX_PHRASE_CHARS = 100;
    private static final int SHOWN = 20;
    private static final long MINUTE_MILLIS = 60_000;
    /** What says what somebody did, or how many watched. */
    private static final String[] TYPES = {
        "chat", "gift", "superchat", "membership", "viewers", "gap"
    };

    private final long from;
    private final long to;
    private final List<Minute> minutes = new ArrayList<>();
    private final MostFrequent<PersonTally> people =
            new MostFrequent<>(MAX_PEOPLE, PersonTally::new, tally -> tally.weight);
    private final MostFrequent<PhraseTally> phrases =
            new MostFrequent<>(MAX_PHRASES, PhraseTally::new, tally -> tally.count);
    private final MostFrequent<GiftTally> gifts =
            new MostFrequent<>(MAX_GIFTS, _ -> new GiftTally(), tally -> tally.count);
    private final List<Gap> gaps = new ArrayList<>();
    private @Nullable MinuteTally minute;
    private long chats;
    private long memberships;
    private long superChats;
    private long missing;
    private long missingUntil;

    private ReportMaker(long from, long to) {
        this.from = from;
        this.to = to;
    }

    /**
     * Reads a room's events once.
     *
     * @param from Unix milliseconds
     * @param to Unix milliseconds, not included
     * @throws dev.danmaku.store.StoreFailure if they cannot be read, or not within the reader's time
     */
    public static RoomReport of(
            EventReader reader, Platform platform, String room, long from, long to) {
        var maker = new ReportMaker(from, to);
        var query = EventQuery.between(from, to).in(platform, room).types(TYPES);
        try (var events = reader.stream(query)) {
            while (events.hasNext()) {
                maker.add(events.next());
            }
        }
        return maker.report();
    }

    private static final class MinuteTally {
        final long begin;
        final Set<String> users = new HashSet<>();
        final Map<String, Long> value = new HashMap<>();
        final Map<ViewerCountKind, Long> viewers = new EnumMap<>(ViewerCountKind.class);
        long chats;

        MinuteTally(long begin) {
            this.begin = begin;
        }
    }

    private static final class PersonTally {
        final String id;
        final Map<String, Long> value = new HashMap<>();

        @Nullable String name;

        long chats;
        long weight;

        PersonTally(String id) {
            this.id = id;
        }
    }

    private static final class PhraseTally {
        final String text;
        long count;

        PhraseTally(String text) {
            this.text = text;
        }
    }

    private static final class GiftTally {
        final Map<String, Long> value = new HashMap<>();

        @Nullable String id;

        @Nullable String name;

        long count;
    }

    private void add(Event event) {
        var now = minute(event.at());
        var user = event.user();
        var person = user == null ? null : person(user, now);
        switch (event.body()) {
            case Chat chat -> {
                chats++;
                now.chats++;
                if (person != null) {
                    person.chats++;
                }
                phrase(chat.text());
            }
            case Gift gift -> {
                gift(gift);
                paid(gift.price(), now, person);
            }
            case SuperChat superChat -> {
                superChats++;
                paid(superChat.price(), now, person);
            }
            case Membership membership -> {
                memberships++;
                paid(membership.price(), now, person);
            }
            case ViewerCount viewers -> now.viewers.put(viewers.kind(), viewers.count());
            case Gap gap -> gap(gap);
            default -> {
                // was not asked for
            }
        }
    }

    private MinuteTally minute(long at) {
        var begin = Math.floorDiv(at, MINUTE_MILLIS) * MINUTE_MILLIS;
        var now = minute;
        if (now == null || now.begin != begin) {
            endMinute();
            now = new MinuteTally(begin);
            minute = now;
        }
        return now;
    }

    private void endMinute() {
        var ended = minute;
        if (ended != null) {
            minutes.add(new Minute(
                    ended.begin / 1000,
                    ended.chats,
                    ended.users.size(),
                    Map.copyOf(ended.value),
                    Map.copyOf(ended.viewers)));
        }
    }

    private @Nullable PersonTally person(User user, MinuteTally now) {
        var id = user.id();
        if (id == null || id.isEmpty()) {
            return null;
        }
        if (now.users.size() < MAX_PEOPLE) {
            now.users.add(id);
        }
        var person = people.of(id);
        person.name =
                Objects.requireNonNullElse(user.name(), person.name == null ? "" : person.name);
        person.weight++;
        return person;
    }

    private void phrase(String text) {
        var said = text.strip();
        if (!said.isEmpty() && said.length() <= MAX_PHRASE_CHARS) {
            phrases.of(said).count++;
        }
    }

    private void gift(Gift gift) {
        var key = gift.id() == null ? "name " + gift.name() : "id " + gift.id();
        var tally = gifts.of(key);
        tally.id = gift.id();
        tally.name = gift.name() == null ? tally.name : gift.name();
        tally.count += gift.count();
        add(tally.value, gift.price());
    }

    private static void paid(@Nullable Price price, MinuteTally now, @Nullable PersonTally person) {
        add(now.value, price);
        if (person != null) {
            add(person.value, price);
        }
    }

    private static void add(Map<String, Long> value, @Nullable Price price) {
        if (price != null && (value.size() < MAX_UNITS || value.containsKey(price.unit()))) {
            value.merge(price.unit(), price.amount(), ReportMaker::sum);
        }
    }

    /** Never beyond the largest number there is. */
    private static long sum(long a, long b) {
        var sum = a + b;
        return ((a ^ sum) & (b ^ sum)) < 0 ? (a < 0 ? Long.MIN_VALUE : Long.MAX_VALUE) : sum;
    }

    /** Gaps may overlap: what is missing twice is missing once. */
    private void gap(Gap gap) {
        if (gaps.size() < MAX_GAPS) {
            gaps.add(gap);
        }
        var begin = Math.max(Math.max(gap.from(), from), missingUntil);
        var end = Math.min(gap.to(), to);
        if (end > begin) {
            missing += end - begin;
            missingUntil = end;
        }
    }

    private RoomReport report() {
        endMinute();
        return new RoomReport(
                from,
                to,
                chats,
                people.size(),
                !people.forgot() && !phrases.forgot() && !gifts.forgot(),
                minutes,
                people.highest(SHOWN).stream()
                        .map(tally -> new Person(
                                tally.id, tally.name, tally.chats, Map.copyOf(tally.value)))
                        .toList(),
                phrases.highest(SHOWN).stream()
                        .map(tally -> new Phrase(tally.text, tally.count))
                        .toList(),
                gifts.highest(SHOWN * 5).stream()
                        .map(tally -> new Present(
                                tally.id, tally.name, tally.count, Map.copyOf(tally.value)))
                        .toList(),
                memberships,
                superChats,
                gaps,
                missing);
    }
}
