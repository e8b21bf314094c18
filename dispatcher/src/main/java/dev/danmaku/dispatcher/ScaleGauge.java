package dev.danmaku.dispatcher;

import dev.danmaku.config.ScaleSettings;
import dev.danmaku.metric.Metric;
import dev.danmaku.registry.DispatcherRegistry;
import dev.danmaku.registry.ScaleAnswer;
import dev.danmaku.room.Platform;

import io.micrometer.core.instrument.MeterRegistry;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * For whoever starts and stops workers: {@code danmaku.scale.rooms}, by platform, is for how many rooms there should be slots. It is what
 * is watched or waits, by lives set and registry, the most of the last minutes, and the headroom. While Redis does not answer, or is
 * rebuilt, it stays as it was; before it was ever known there is no such gauge, so that nobody takes "unknown" for "none".
 */
final class ScaleGauge {
    private static final Logger LOG = LoggerFactory.getLogger(ScaleGauge.class);

    private final Platform platform;
    private final DispatcherRegistry registry;
    private final ScaleSettings settings;
    private final MeterRegistry meters;
    private volatile long rooms;
    private boolean known;

    ScaleGauge(
            Platform platform,
            DispatcherRegistry registry,
            ScaleSettings settings,
            MeterRegistry meters) {
        this.platform = platform;
        this.registry = registry;
        this.settings = settings;
        this.meters = meters;
    }

    /**
     * A patrol went from end to end.
     *
     * @param resting wanted rooms that need no slot now
     */
    void passed(long resting) {
        switch (registry.scale(platform, resting, settings.window())) {
            case ScaleAnswer.Needed needed -> {
                rooms = settings.headroom().over(needed.most());
                LOG.debug("slots for {} rooms are asked for: {}", rooms, needed);
                register();
            }
            case ScaleAnswer.Rebuilding() ->
                LOG.debug("how many slots are needed is not known for now");
        }
    }

    private void register() {
        if (!known) {
            known = true;
            Metric.SCALE_ROOMS.gauge(meters, this, gauge -> gauge.rooms, platform.label());
        }
    }
}
