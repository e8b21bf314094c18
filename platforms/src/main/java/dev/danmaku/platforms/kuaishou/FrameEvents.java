package dev.danmaku.platforms.kuaishou;

import dev.danmaku.event.Event;
import dev.danmaku.event.EventBody;
import dev.danmaku.platforms.EventKeys;
import dev.danmaku.platforms.kuaishou.figure.Times;
import dev.danmaku.room.Platform;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** Gathers the events of one frame under what they have in common. */
final class FrameEvents {
    private final @Nullable String room;
    private final @Nullable String live;
    private final long frameMillis;
    private final long receivedAt;
    private final ArrayList<Event> events = new ArrayList<>(0);

    /** @param frameMillis the server's time of the frame; 0 where it did not say */
    FrameEvents(@Nullable String room, @Nullable String live, long frameMillis, long receivedAt) {
        this.room = room;
        this.live = live;
        this.frameMillis = frameMillis;
        this.receivedAt = receivedAt;
    }

    /** That many may come. */
    void expect(int more) {
        events.ensureCapacity(more);
    }

    /** When the frame was sent: by the server's clock where it says so, else by ours. */
    long sentMillis() {
        return frameMillis != 0 ? frameMillis : receivedAt;
    }

    /** What happened when the frame was sent, as far as anybody knows. */
    void add(String key, EventBody body) {
        add(key, 0, body);
    }

    /** @param ownMillis the platform's time of this one thing; 0 where it gave none */
    void add(String key, long ownMillis, EventBody body) {
        var at = Times.firstKnown(ownMillis, sentMillis());
        events.add(new Event(Platform.KUAISHOU, room, at, receivedAt, key, live, null, body, null));
    }

    /**
     * The key of something that has the platform's id, or has none: then the same for every holder, since the server's
     * time of the frame is.
     */
    String key(String kind, String id, long ownMillis, String who, String what, long ordinal) {
        return id.isEmpty()
                ? EventKeys.hashed(kind, keyMillis(ownMillis), who, what, ordinal)
                : EventKeys.ofId(kind, id);
    }

    /** The same of a comment, whose text need not be made for it. */
    String key(String kind, Comment comment, long ordinal) {
        return comment.id().isEmpty()
                ? EventKeys.hashed(
                        kind,
                        keyMillis(comment.timeMillis()),
                        comment.who(),
                        comment.content(),
                        ordinal)
                : EventKeys.ofId(kind, comment.id().text());
    }

    String key(String kind, String what) {
        return EventKeys.hashed(kind, keyMillis(0), "", what, 0);
    }

    List<Event> all() {
        return events;
    }

    private long keyMillis(long ownMillis) {
        return frameMillis != 0 ? frameMillis : Times.firstKnown(ownMillis, receivedAt);
    }
}
