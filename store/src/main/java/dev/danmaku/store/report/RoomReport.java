package dev.danmaku.store.report;

import dev.danmaku.event.EventBody.Gap;
import dev.danmaku.event.EventBody.ViewerCountKind;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/**
 * What happened in a room.
 *
 * @param from Unix milliseconds
 * @param to Unix milliseconds, not included
 * @param users people who did something
 * @param exact whether people and phrases were few enough to be counted exactly
 * @param minutes those in which something happened, the oldest first
 * @param missingMillis that the gaps are together
 */
public record RoomReport(
        long from,
        long to,
        long chats,
        long users,
        boolean exact,
        List<Minute> minutes,
        List<Person> people,
        List<Phrase> phrases,
        List<Present> gifts,
        long memberships,
        long superChats,
        List<Gap> gaps,
        long missingMillis) {
    public RoomReport {
        minutes = List.copyOf(minutes);
        people = List.copyOf(people);
        phrases = List.copyOf(phrases);
        gifts = List.copyOf(gifts);
        gaps = List.copyOf(gaps);
    }

    /**
     * A minute.
     *
     * @param at when it began, Unix seconds
     * @param users people who did something in it
     * @param value what was paid, by unit
     * @param viewers the last number of each kind
     */
    public record Minute(
            long at,
            long chats,
            long users,
            Map<String, Long> value,
            Map<ViewerCountKind, Long> viewers) {}

    /** @param value what was paid, by unit */
    public record Person(String id, @Nullable String name, long chats, Map<String, Long> value) {}

    public record Phrase(String text, long count) {}

    /** @param value by unit */
    public record Present(
            @Nullable String id, @Nullable String name, long count, Map<String, Long> value) {}
}
