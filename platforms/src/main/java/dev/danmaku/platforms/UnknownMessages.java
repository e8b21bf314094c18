package dev.danmaku.platforms;

import dev.danmaku.metric.LabelValues;
import dev.danmaku.metric.Metric;
import dev.danmaku.room.Platform;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts what a platform says and we cannot read, by its name; logs each name once in the life of the process. */
public final class UnknownMessages {
    /** Names counted on their own. Names are a stranger's choice: beyond this they are counted together. */
    static final int MAX_NAMES = 100;

    private static final Logger LOG = LoggerFactory.getLogger(UnknownMessages.class);

    private final Platform platform;
    private final MeterRegistry meters;
    private final LabelValues names = new LabelValues(MAX_NAMES);
    private final Map<String, Counter> counters = new ConcurrentHashMap<>();

    public UnknownMessages(Platform platform, MeterRegistry meters) {
        this.platform = platform;
        this.meters = meters;
    }

    public void count(String name) {
        counters.computeIfAbsent(names.of(name), this::firstOfItsName).increment();
    }

    private Counter firstOfItsName(String name) {
        LOG.info("{} sends messages that are not read yet: {}", platform.label(), name);
        return Metric.UNKNOWN_MESSAGES.counter(meters, platform.label(), name);
    }
}
