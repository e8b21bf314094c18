package dev.danmaku.dispatcher;

import dev.danmaku.metric.Metric;
import dev.danmaku.registry.PatrolAnswer.Page;
import dev.danmaku.registry.PatrolAnswer.Why;
import dev.danmaku.room.Platform;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** What a dispatcher counts, by platform. */
final class DispatcherMetrics {
    private static final String OTHER = "other";
    private static final List<String> STATES = List.of(
            "claimed",
            "queued",
            "opening",
            "watching",
            "handing-over",
            "ending",
            "parked",
            "paused",
            OTHER);

    private final MeterRegistry meters;
    private final Timer confirms;
    private final Map<Platform, Counts> counts = new EnumMap<>(Platform.class);

    /** What the last patrol of a platform saw, by state, and its lives set. */
    private record Counts(AtomicLong lives, Map<String, AtomicLong> states) {}

    DispatcherMetrics(MeterRegistry meters) {
        this.meters = meters;
        this.confirms = Metric.CONFIRM.timer(meters);
        // from zero: what appears with its first count would not be seen to grow
        Metric.JOBS_CONFIRMED.counter(meters);
        Metric.JOBS_RELEASED.counter(meters);
        for (var platform : Platform.values()) {
            for (var why : Why.values()) {
                repairs(platform, why);
            }
        }
    }

    void rejected(Platform platform) {
        Metric.IDS_REJECTED.counter(meters, platform.label()).increment();
    }

    void claimed(Platform platform, int rooms) {
        Metric.CLAIMS.counter(meters, platform.label(), "claimed").increment(rooms);
    }

    void claimsWait(Platform platform) {
        Metric.CLAIMS.counter(meters, platform.label(), "rebuilding").increment();
    }

    void confirmed(int jobs) {
        Metric.JOBS_CONFIRMED.counter(meters).increment(jobs);
    }

    void released(int jobs) {
        Metric.JOBS_RELEASED.counter(meters).increment(jobs);
    }

    void answered(Duration sincePublished) {
        confirms.record(sincePublished);
    }

    void found(Platform platform, Why why) {
        repairs(platform, why).increment();
    }

    private Counter repairs(Platform platform, Why why) {
        return Metric.REPAIRS.counter(
                meters, platform.label(), why.name().toLowerCase(Locale.ROOT));
    }

    /** The pass, timed: how long it takes, and how long ago it last ended well. */
    Runnable timed(String name, Platform platform, Runnable pass) {
        var timer = Metric.PASS.timer(meters, name, platform.label());
        var endedNanos = new AtomicLong(System.nanoTime());
        Metric.PASS_AGE.gauge(
                meters,
                endedNanos,
                ended -> (System.nanoTime() - ended.get()) / 1e9,
                name,
                platform.label());
        return () -> {
            var begunNanos = System.nanoTime();
            pass.run();
            endedNanos.set(System.nanoTime());
            timer.record(Duration.ofNanos(endedNanos.get() - begunNanos));
        };
    }

    /** Told at the end of each patrol. A record in a state of a newer version counts as other. */
    void patrolled(Platform platform, Page last, Map<String, Integer> records) {
        var told = counts(platform);
        told.lives.set(last.lives());
        var others = new AtomicLong();
        records.forEach((state, number) -> {
            if (!STATES.contains(state)) {
                others.addAndGet(number);
            }
        });
        told.states.forEach((state, number) ->
                number.set(state.equals(OTHER) ? others.get() : records.getOrDefault(state, 0)));
    }

    private Counts counts(Platform platform) {
        synchronized (counts) {
            return counts.computeIfAbsent(platform, this::register);
        }
    }

    private Counts register(Platform platform) {
        var lives = new AtomicLong();
        Metric.LIVES.gauge(meters, lives, AtomicLong::get, platform.label());
        var states = new LinkedHashMap<String, AtomicLong>();
        for (var state : STATES) {
            var number = new AtomicLong();
            Metric.ROOMS.gauge(meters, number, AtomicLong::get, platform.label(), state);
            states.put(state, number);
        }
        return new Counts(lives, states);
    }
}
