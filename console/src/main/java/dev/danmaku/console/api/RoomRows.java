package dev.danmaku.console.api;

import dev.danmaku.console.picture.RateBook;
import dev.danmaku.console.picture.RateBook.RoomPace;
import dev.danmaku.console.picture.RoomRow;
import dev.danmaku.console.web.Call;
import dev.danmaku.console.web.Problem;
import dev.danmaku.room.Platform;
import dev.danmaku.room.RoomId;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.node.ObjectNode;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** Finds, sorts and writes rows of the list of rooms. */
final class RoomRows {
    private final RateBook rates;
    private final @Nullable Platform platform;
    private final @Nullable String state;
    private final @Nullable String worker;
    private final @Nullable String text;
    private final String sort;
    private final boolean descending;

    RoomRows(RateBook rates, Call call) {
        this.rates = rates;
        this.platform = call.platformAsked();
        this.state = call.text("state");
        this.worker = call.text("worker");
        var asked = call.text("text");
        this.text = asked == null ? null : asked.strip().toLowerCase(Locale.ROOT);
        var by = call.text("sort");
        this.sort = by == null ? "room" : by;
        if (!List.of("room", "state", "since", "worker", "viewers", "chats").contains(sort)) {
            throw Problem.bad("'sort' is one of room, state, since, worker, viewers, chats");
        }
        var order = call.text("order");
        if (order != null && !order.equals("asc") && !order.equals("desc")) {
            throw Problem.bad("'order' is asc or desc");
        }
        this.descending = "desc".equals(order);
    }

    /** Those that are asked for, sorted. */
    List<RoomRow> of(List<RoomRow> all) {
        var found = all.stream().filter(this::matches).toList();
        var order = order(found);
        return order == null ? found : found.stream().sorted(order).toList();
    }

    private boolean matches(RoomRow row) {
        return (platform == null || row.platform() == platform)
                && (state == null || state.equals(row.state()))
                && (worker == null || worker.equals(row.worker()))
                && (text == null
                        || contains(row.id())
                        || contains(row.title())
                        || contains(row.name())
                        || contains(row.worker())
                        || contains(row.host())
                        || contains(row.platform().label() + ":" + row.id()));
    }

    private boolean contains(@Nullable String where) {
        return where != null && text != null && where.toLowerCase(Locale.ROOT).contains(text);
    }

    /** Null for the order that rooms have anyway. What is not known comes last, either way. */
    private @Nullable Comparator<RoomRow> order(List<RoomRow> found) {
        return switch (sort) {
            case "state" -> by(RoomRow::state);
            case "since" -> by(row -> row.since() == null ? null : row.since());
            case "worker" -> by(RoomRow::worker);
            case "viewers" -> byNumber(found, pace -> pace.kind() == null ? -1 : pace.viewers());
            case "chats" -> byNumber(found, RoomPace::chatsPerMinute);
            default ->
                descending
                        ? Comparator.comparing(RoomRow::platform)
                                .thenComparing(RoomRow::id)
                                .reversed()
                        : null;
        };
    }

    private <T extends Comparable<? super T>> Comparator<RoomRow> by(
            Function<RoomRow, @Nullable T> field) {
        Comparator<T> natural = Comparator.naturalOrder();
        return Comparator.comparing(
                field::apply, Comparator.nullsLast(descending ? natural.reversed() : natural));
    }

    /** Each is looked up once: rates change while rows are sorted. */
    private Comparator<RoomRow> byNumber(List<RoomRow> found, ToLongFunction<RoomPace> number) {
        Map<RoomRow, Long> numbers = new HashMap<>();
        found.forEach(row -> numbers.put(row, number.applyAsLong(pace(rates, row))));
        Comparator<RoomRow> order = Comparator.comparingLong(row -> numbers.getOrDefault(row, 0L));
        return descending ? order.reversed() : order;
    }

    static RoomPace pace(RateBook rates, RoomRow row) {
        return row.isRoom() ? rates.of(new RoomId(row.platform(), row.id())) : RoomPace.UNKNOWN;
    }

    static void write(RoomRow row, RoomPace pace, ObjectNode json) {
        json.put("platform", row.platform().label())
                .put("room", row.id())
                .put("state", row.state());
        Json.put(json, "since", row.since());
        Json.put(json, "worker", row.worker());
        Json.put(json, "host", row.host());
        var record = row.record();
        if (record != null) {
            Json.put(json, "reason", record.reason());
            Json.put(json, "until", record.until());
        }
        Json.put(json, "title", row.title());
        Json.put(json, "name", row.name());
        if (pace.kindWord() != null) {
            json.put("viewers", pace.viewers()).put("viewersKind", pace.kindWord());
        }
        json.put("chatsPerMinute", pace.chatsPerMinute());
        var spark = json.putArray("spark");
        for (var minute : pace.spark()) {
            spark.add(minute);
        }
    }
}
