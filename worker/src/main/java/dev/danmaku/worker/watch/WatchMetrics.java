package dev.danmaku.worker.watch;

import dev.danmaku.event.Event;
import dev.danmaku.event.EventBody;
import dev.danmaku.metric.LabelValues;
import dev.danmaku.metric.Metric;
import dev.danmaku.platforms.SessionEnd;
import dev.danmaku.room.Platform;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * What all watches of a process count, by platform. Never by room.
 */
public final class WatchMetrics {
    private static final double MILLIS = 1000;
    /** Reasons hold what a stranger sent. */
    private static final int REASONS = 30;

    private static final List<String> SESSION_ENDS =
            List.of("stream-ended", "refused", "lost", "silent", "malformed", "closed-by-us");

    private final MeterRegistry registry;
    private final LabelValues reasons = new LabelValues(REASONS);
    private final Map<Platform, Map<String, Counter>> events = new ConcurrentHashMap<>();
    private final Map<Platform, LongAdder> handledEvents = new ConcurrentHashMap<>();
    private final ProtocolHealth health = new ProtocolHealth(System::nanoTime);

    public WatchMetrics(MeterRegistry registry) {
        this.registry = registry;
        for (var platform : Platform.values()) {
            begin(platform);
        }
    }

    /** From zero: what appears with its first count would not be seen to grow. */
    private void begin(Platform platform) {
        var label = platform.label();
        Metric.JOINS.counter(registry, label);
        Metric.PARKED.counter(registry, label);
        Metric.SILENT_LOSSES.counter(registry, label);
        for (var cause : GapCause.LABELS) {
            Metric.RECONNECTS.counter(registry, label, cause);
            Metric.GAPS.counter(registry, label, cause);
            Metric.GAP_SECONDS.counter(registry, label, cause);
        }
        SESSION_ENDS.forEach(cause -> Metric.SESSIONS_ENDED.counter(registry, label, cause));
    }

    /** Events handled so far. */
    public long handledEvents(Platform platform) {
        var handled = handledEvents.get(platform);
        return handled == null ? 0 : handled.sum();
    }

    /** What could not be read. */
    public ProtocolHealth health() {
        return health;
    }

    void handled(Platform platform, List<Event> handled) {
        var byType = events.computeIfAbsent(platform, p -> new ConcurrentHashMap<>());
        handledEvents.computeIfAbsent(platform, p -> new LongAdder()).add(handled.size());
        for (var event : handled) {
            if (event.body() instanceof EventBody.Unknown(var name)) {
                health.unknown(event, name);
            }
            if (event.body() instanceof EventBody.Gap gap) {
                gap(platform, gap);
            }
            byType.computeIfAbsent(
                            event.body().type(),
                            type -> Metric.EVENTS.counter(registry, platform.label(), type))
                    .increment();
        }
    }

    private void gap(Platform platform, EventBody.Gap gap) {
        var cause = GapCause.label(gap.cause());
        var millis = Math.max(0, gap.to() - gap.from());
        Metric.GAPS.counter(registry, platform.label(), cause).increment();
        Metric.GAP_SECONDS.counter(registry, platform.label(), cause).increment(millis / MILLIS);
    }

    /** @param after why there was no data before; null for a first join */
    void joined(Platform platform, @Nullable String after) {
        Metric.JOINS.counter(registry, platform.label()).increment();
        if (after != null) {
            Metric.RECONNECTS
                    .counter(registry, platform.label(), GapCause.label(after))
                    .increment();
        }
    }

    void parked(Platform platform) {
        Metric.PARKED.counter(registry, platform.label()).increment();
    }

    void silentLoss(Platform platform) {
        Metric.SILENT_LOSSES.counter(registry, platform.label()).increment();
    }

    void sessionEnded(Platform platform, SessionEnd end) {
        if (end instanceof SessionEnd.Malformed(var reason)) {
            health.malformed(platform, reason);
            Metric.DECODE_ERRORS
                    .counter(registry, platform.label(), reasons.ofText(reason))
                    .increment();
        }
        Metric.SESSIONS_ENDED.counter(registry, platform.label(), cause(end)).increment();
    }

    private static String cause(SessionEnd end) {
        return switch (end) {
            case SessionEnd.StreamEnded ended -> "stream-ended";
            case SessionEnd.Refused refused -> "refused";
            case SessionEnd.Lost lost -> "lost";
            case SessionEnd.Silent silent -> "silent";
            case SessionEnd.Malformed malformed -> "malformed";
            case SessionEnd.ClosedByUs closed -> "closed-by-us";
        };
    }
}
