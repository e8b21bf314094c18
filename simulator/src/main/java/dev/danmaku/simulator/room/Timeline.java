package dev.danmaku.simulator.room;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A room's latest history, oldest first.
 *
 * @param forgotten how many older moments were let go; with more than none, durations cover only what is left
 */
public record Timeline(List<Moment> moments, long forgotten) {
    public Timeline {
        moments = List.copyOf(moments);
    }

    /** How long, from its first join to the given time, the room was live and nobody watched. */
    public Duration unwatched(Instant until) {
        return sum(until, 0, 0);
    }

    /** How long, from its first join to the given time, the room was live and watched more than once. */
    public Duration doublyWatched(Instant until) {
        return sum(until, 2, Integer.MAX_VALUE);
    }

    /** The longest time without a break, from its first join on, that the room was live and nobody watched. */
    public Duration longestUnwatched(Instant until) {
        return longest(spans(until, 0, 0));
    }

    /** The longest time without a break that the room was live and watched more than once. */
    public Duration longestDoublyWatched(Instant until) {
        return longest(spans(until, 2, Integer.MAX_VALUE));
    }

    private Duration sum(Instant until, int atLeast, int atMost) {
        return spans(until, atLeast, atMost).stream()
                .map(span -> Duration.between(span.from(), span.to()))
                .reduce(Duration.ZERO, Duration::plus);
    }

    private record Span(Instant from, Instant to) {}

    /** Spans that touch are one. */
    private static Duration longest(List<Span> spans) {
        var longest = Duration.ZERO;
        Span whole = null;
        for (var span : spans) {
            whole = whole != null && whole.to().equals(span.from())
                    ? new Span(whole.from(), span.to())
                    : span;
            var lasts = Duration.between(whole.from(), whole.to());
            longest = lasts.compareTo(longest) > 0 ? lasts : longest;
        }
        return longest;
    }

    private List<Span> spans(Instant until, int atLeast, int atMost) {
        var spans = new ArrayList<Span>();
        var live = true;
        var seen = false;
        for (var i = 0; i < moments.size(); i++) {
            var moment = moments.get(i);
            live = switch (moment.what()) {
                case LIVE -> true;
                case ENDED -> false;
                case JOINED, CLOSED -> live;
            };
            seen |= moment.joined() > 0;
            var next = i + 1 < moments.size() ? moments.get(i + 1).at() : until;
            if (live && seen && moment.joined() >= atLeast && moment.joined() <= atMost) {
                spans.add(new Span(moment.at(), next));
            }
        }
        return spans;
    }
}
