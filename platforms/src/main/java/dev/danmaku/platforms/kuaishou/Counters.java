package dev.danmaku.platforms.kuaishou;

import dev.danmaku.event.EventBody.LikeCount;
import dev.danmaku.event.EventBody.ViewerCount;
import dev.danmaku.event.EventBody.ViewerCountKind;
import dev.danmaku.platforms.kuaishou.figure.DisplayNumber;

/** The counters that every push repeats: told when they change, which keeps a quiet room's data small. Owned by one thread. */
final class Counters {
    private String watching = "";
    private String likes = "";

    void addWatching(String display, FrameEvents events) {
        if (display.equals(watching)) {
            return;
        }
        var count = DisplayNumber.parse(display);
        if (count.isPresent()) {
            watching = display;
            events.add(
                    events.key("viewers", display),
                    new ViewerCount(count.getAsLong(), ViewerCountKind.ONLINE, display));
        }
    }

    void addLikes(String display, FrameEvents events) {
        if (display.equals(likes)) {
            return;
        }
        var count = DisplayNumber.parse(display);
        if (count.isPresent()) {
            likes = display;
            events.add(events.key("likes", display), new LikeCount(count.getAsLong(), display));
        }
    }
}
