package dev.danmaku.platforms.kuaishou;

import dev.danmaku.event.EventBody.LikeCount;
import dev.danmaku.event.EventBody.ViewerCount;
import dev.danmaku.event.EventBody.ViewerCountKind;
import dev.danmaku.platforms.Slice;
import dev.danmaku.platforms.kuaishou.figure.DisplayNumber;

/** The counters that every push repeats: told when they change, which keeps a quiet room's data small. Owned by one thread. */
final class Counters {
    private byte[] watching = {};
    private byte[] likes = {};

    void addWatching(Slice shown, FrameEvents events) {
        if (shown.contains(watching)) {
            return;
        }
        var display = shown.text();
        var count = DisplayNumber.parse(display);
        if (count.isPresent()) {
            watching = shown.copy();
            events.add(
                    events.key("viewers", display),
                    new ViewerCount(count.getAsLong(), ViewerCountKind.ONLINE, display));
        }
    }

    void addLikes(Slice shown, FrameEvents events) {
        if (shown.contains(likes)) {
            return;
        }
        var display = shown.text();
        var count = DisplayNumber.parse(display);
        if (count.isPresent()) {
            likes = shown.copy();
            events.add(events.key("likes", display), new LikeCount(count.getAsLong(), display));
        }
    }
}
