package dev.danmaku.worker.rate;

import dev.danmaku.event.Event;
import dev.danmaku.event.EventBody;
import dev.danmaku.event.EventBody.ViewerCountKind;
import dev.danmaku.event.User;
import dev.danmaku.room.RoomId;
import dev.danmaku.worker.sink.EventSink;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** The seconds of one room that nobody has written yet. */
final class RoomCount implements EventSink.Lane {
    private static final long MILLIS = 1000;

    private final RoomId room;
    /** Mostly the one that runs. Guarded by this, as all below. */
    private List<Tally> open = new ArrayList<>(2);

    private Map<ViewerCountKind, Long> viewers = Map.of();
    private boolean closed;

    RoomCount(RoomId room) {
        this.room = room;
    }

    RoomId room() {
        return room;
    }

    @Override
    public synchronized boolean offer(List<Event> events) {
        for (var event : events) {
            count(event);
        }
        return true;
    }

    private void count(Event event) {
        switch (event.body()) {
            case EventBody.Chat chat -> active(event, chat.user()).chat();
            case EventBody.Gift gift -> {
                var tally = active(event, gift.user());
                tally.gift();
                tally.paid(gift.price());
            }
            case EventBody.SuperChat superChat ->
                active(event, superChat.user()).paid(superChat.price());
            case EventBody.Membership membership ->
                active(event, membership.user()).paid(membership.price());
            case EventBody.Like like -> active(event, like.user());
            case EventBody.Follow follow -> active(event, follow.user());
            case EventBody.Share share -> active(event, share.user());
            case EventBody.ViewerCount count -> {
                if (count.count() >= 0) {
                    viewers = with(count.kind(), count.count());
                    tally(event).viewers(viewers);
                }
            }
            // who comes in has done nothing yet; the others are about nobody, or about somebody
            // else's doing
            case EventBody.Enter _,
                    EventBody.SuperChatDeleted _,
                    EventBody.LikeCount _,
                    EventBody.Rank _,
                    EventBody.RoomChanged _,
                    EventBody.StreamStart _,
                    EventBody.StreamEnd _,
                    EventBody.Moderation _,
                    EventBody.Notice _,
                    EventBody.Gap _,
                    EventBody.Unknown _ -> {}
        }
    }

    private Tally active(Event event, User user) {
        var tally = tally(event);
        tally.people().add(user);
        return tally;
    }

    private Tally tally(Event event) {
        var second = Math.floorDiv(event.receivedAt(), MILLIS);
        for (var i = open.size() - 1; i >= 0; i--) {
            if (open.get(i).at() == second) {
                return open.get(i);
            }
        }
        var tally = new Tally(second);
        tally.viewers(viewers);
        open.add(tally);
        return tally;
    }

    private Map<ViewerCountKind, Long> with(ViewerCountKind kind, long count) {
        var latest = new EnumMap<ViewerCountKind, Long>(ViewerCountKind.class);
        latest.putAll(viewers);
        latest.put(kind, count);
        return Map.copyOf(latest);
    }

    /**
     * What nobody has taken yet.
     *
     * @param over the seconds that are over, in the order in which they began for this room
     * @param viewers the latest numbers
     * @param last whether nothing more comes
     */
    record Taken(List<Tally> over, Map<ViewerCountKind, Long> viewers, boolean last) {}

    /** @param running the second that is not over yet, and is left where it is; null takes all */
    synchronized Taken take(@Nullable Long running) {
        if (open.isEmpty()) {
            return new Taken(List.of(), viewers, closed);
        }
        var over = open;
        open = new ArrayList<>(2);
        if (running != null && !closed) {
            var current = running.longValue();
            over.stream().filter(tally -> tally.at() == current).forEach(open::add);
            over.removeAll(open);
        }
        return new Taken(over, viewers, closed);
    }

    @Override
    public CompletableFuture<Void> flush() {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public synchronized CompletableFuture<Void> close() {
        closed = true;
        return CompletableFuture.completedFuture(null);
    }
}
