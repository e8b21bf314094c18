package dev.danmaku.worker.watch;

import dev.danmaku.event.Event;
import dev.danmaku.event.EventBody;
import dev.danmaku.platforms.SessionEnd;
import dev.danmaku.room.Platform;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * What all watches of a process count: {@code danmaku.events} by platform and type, {@code danmaku.gaps} and {@code
 * danmaku.sessions.ended} by platform and cause, {@code danmaku.silent.losses} by platform. Never by room.
 */
public final class WatchMetrics {
    private final MeterRegistry registry;
    private final Map<Platform, Map<String, Counter>> events = new ConcurrentHashMap<>();
    private final Map<Platform, LongAdder> handledEvents = new ConcurrentHashMap<>();
    private final ProtocolHealth health = new ProtocolHealth(System::nanoTime);

    public WatchMetrics(MeterRegistry registry) {
        this.registry = registry;
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
            if (event.body() instanceof EventBody.Gap) {
                gap(platform);
            }
            byType.computeIfAbsent(
                            event.body().type(),
                            type -> registry.counter(
                                    "danmaku.events", "platform", platform.label(), "type", type))
                    .increment();
        }
    }

    private void gap(Platform platform) {
        registry.counter("danmaku.gaps", "platform", platform.label()).increment();
    }

    void silentLoss(Platform platform) {
        registry.counter("danmaku.silent.losses", "platform", platform.label()).increment();
    }

    void sessionEnded(Platform platform, SessionEnd end) {
        if (end instanceof SessionEnd.Malformed(var reason)) {
            health.malformed(platform, reason);
        }
        registry.counter(
                        "danmaku.sessions.ended", "platform", platform.label(), "cause", cause(end))
                .increment();
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
