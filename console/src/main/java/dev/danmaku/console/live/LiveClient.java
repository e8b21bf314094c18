package dev.danmaku.console.live;

import dev.danmaku.console.live.Ring.Place;
import dev.danmaku.console.web.Caller;
import dev.danmaku.console.web.Flow;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/** An open page. Knows how far it is in each of its topics, and nothing else. */
final class LiveClient implements Flow {
    private static final byte[] BEAT = ": beat\n\n".getBytes(StandardCharsets.UTF_8);
    /** Beats that a client may leave unread before its place is given to others. */
    private static final int MAX_UNREAD_BEATS = 6;

    final Caller caller;
    private final String boot;
    private final List<Topic> topics;
    private final List<Place> places = new ArrayList<>();
    private final Deque<String> notes = new ArrayDeque<>();
    private final Consumer<LiveClient> left;
    private volatile @Nullable Reader reader;
    private volatile int beatsDue;
    private volatile boolean over;
    private int turn;

    /**
     * @param boot of this console: ids of another mean nothing here
     * @param lastId null for one that was never here
     * @param notes messages to begin with, without an id
     */
    LiveClient(
            Caller caller,
            String boot,
            List<Topic> topics,
            @Nullable String lastId,
            List<String> notes,
            Consumer<LiveClient> left) {
        this.caller = caller;
        this.boot = boot;
        this.topics = List.copyOf(topics);
        this.left = left;
        this.notes.add("retry: 1000\n\n");
        this.notes.addAll(notes);
        var known = lastId == null ? null : places(lastId);
        for (var i = 0; i < topics.size(); i++) {
            places.add(known == null ? topics.get(i).beginning() : known.get(i));
        }
        if (lastId != null && known == null) {
            // it was here before, and nobody knows how far it was
            this.notes.add("event: missed\ndata: {}\n\n");
        }
    }

    private @Nullable List<Place> places(String id) {
        var parts = id.split("-", -1);
        if (parts.length != topics.size() + 1 || !parts[0].equals(boot)) {
            return null;
        }
        var found = new ArrayList<Place>();
        for (var i = 0; i < topics.size(); i++) {
            var numbers = parts[i + 1].split("\\.", -1);
            if (numbers.length != 2
                    || !numbers[0].matches("[0-9]{1,15}")
                    || !numbers[1].matches("[0-9]{1,15}")) {
                return null;
            }
            var place = new Place(Long.parseLong(numbers[0]), Long.parseLong(numbers[1]));
            if (!topics.get(i).ring.knows(place)) {
                return null;
            }
            found.add(place);
        }
        return found;
    }

    @Override
    public void start(Reader asked) {
        reader = asked;
    }

    void wake() {
        var to = reader;
        if (to != null) {
            to.wake();
        }
    }

    /** Says that we are there; a client that does not hear it for long goes. */
    void beat() {
        beatsDue++;
        var to = reader;
        if (to != null && beatsDue > MAX_UNREAD_BEATS) {
            to.drop();
        } else {
            wake();
        }
    }

    /** Ends it after what it has read. */
    void end() {
        over = true;
        wake();
    }

    @Override
    public byte @Nullable [] next() {
        if (over) {
            return null;
        }
        var note = notes.pollFirst();
        if (note != null) {
            return note.getBytes(StandardCharsets.UTF_8);
        }
        for (var i = 0; i < topics.size(); i++) {
            turn = (turn + 1) % topics.size();
            var piece = next(turn);
            if (piece != null) {
                beatsDue = 0;
                return piece;
            }
        }
        if (beatsDue > 0) {
            beatsDue = 0;
            return BEAT;
        }
        return null;
    }

    private byte @Nullable [] next(int index) {
        var ring = topics.get(index).ring;
        var place = places.get(index);
        var oldest = ring.oldest(place);
        if (!oldest.equals(place)) {
            places.set(index, oldest);
            var missed = oldest.events() - place.events();
            if (missed > 0) {
                return "id: %s\nevent: missed\ndata: {\"topic\":\"%s\",\"count\":%d}\n\n"
                        .formatted(id(), topics.get(index).name, missed)
                        .getBytes(StandardCharsets.UTF_8);
            }
        }
        var message = ring.after(oldest);
        if (message == null) {
            return null;
        }
        places.set(index, message.place());
        var head = "id: %s\n".formatted(id()).getBytes(StandardCharsets.UTF_8);
        var piece = new byte[head.length + message.body().length];
        System.arraycopy(head, 0, piece, 0, head.length);
        System.arraycopy(message.body(), 0, piece, head.length, message.body().length);
        return piece;
    }

    private String id() {
        var id = new StringBuilder(boot);
        places.forEach(
                place -> id.append('-').append(place.number()).append('.').append(place.events()));
        return id.toString();
    }

    @Override
    public boolean ended() {
        return over;
    }

    @Override
    public void close() {
        over = true;
        topics.forEach(topic -> topic.clients.remove(this));
        left.accept(this);
    }

    List<Topic> topics() {
        return topics;
    }
}
