package dev.danmaku.console.picture;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The wall's last half hour, a point each ten seconds. */
public final class History {
    private static final int POINTS = 180;
    private static final Duration STEP = Duration.ofSeconds(10);

    private final Deque<Point> points = new ArrayDeque<>();

    public record Point(Instant at, long watched, double eventsPerSecond) {}

    /** Takes a point, unless there was one a moment ago. */
    public synchronized void add(Point point) {
        var last = points.peekLast();
        if (last != null && last.at().plus(STEP).isAfter(point.at())) {
            return;
        }
        points.addLast(point);
        if (points.size() > POINTS) {
            points.removeFirst();
        }
    }

    public synchronized List<Point> points() {
        return List.copyOf(points);
    }
}
