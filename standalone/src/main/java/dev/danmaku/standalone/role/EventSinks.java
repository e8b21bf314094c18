package dev.danmaku.standalone.role;

import dev.danmaku.config.Settings;
import dev.danmaku.config.SinksSettings;
import dev.danmaku.event.Pseudonyms;
import dev.danmaku.output.EventOutput;
import dev.danmaku.output.OutputProvider;
import dev.danmaku.registry.SinkHealth;
import dev.danmaku.worker.autoscale.SinkLoad;
import dev.danmaku.worker.rate.RateSink;
import dev.danmaku.worker.sink.AllSinks;
import dev.danmaku.worker.sink.EventSink;
import dev.danmaku.worker.sink.PseudonymSink;
import dev.danmaku.worker.sink.SinkSettings;
import dev.danmaku.worker.sink.amqp.AmqpOutput;
import dev.danmaku.worker.sink.jsonl.JsonlSink;
import dev.danmaku.worker.sink.output.OutputSettings;
import dev.danmaku.worker.sink.output.OutputSink;
import dev.danmaku.worker.sink.redis.RedisOutput;
import dev.danmaku.worker.sink.store.StoreOutput;

import io.micrometer.core.instrument.MeterRegistry;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The sinks that {@code danmaku.sinks.enabled} names. */
final class EventSinks {
    private static final String STORE = "store";
    private static final String REDIS = "redis";
    private static final String AMQP = "amqp";
    private static final long MEBIBYTE = 1L << 20;

    private final List<EventSink> sinks = new ArrayList<>();
    private final List<Supplier<SinkHealth>> healths = new ArrayList<>();
    private final List<Closing> closings = new ArrayList<>();
    private final List<Supplier<SinkLoad>> loads = new ArrayList<>();

    private interface Closing {
        void within(Duration limit) throws InterruptedException;
    }

    private final @Nullable Pseudonyms pseudonyms;

    private EventSinks(@Nullable Pseudonyms pseudonyms) {
        this.pseudonyms = pseudonyms;
    }

    /**
     * Opens them, and the count of rates beside them; a server that is away is no failure.
     *
     * @param session of this worker
     * @throws IllegalArgumentException if there is none of a name, or its options are wrong
     */
    static EventSinks open(Settings settings, String session, MeterRegistry meters) {
        var sinks = new EventSinks(
                settings.store().pseudonymKey().value().map(Pseudonyms::new).orElse(null));
        try {
            for (var name : settings.sinks().enabled()) {
                sinks.add(name, settings, session, meters);
            }
            if (settings.rates().enabled()) {
                var rates = RateSink.start(
                        settings.rates(), settings.redis(), session, Clock.systemUTC(), meters);
                sinks.sinks.add(rates);
                sinks.closings.add(rates::close);
            }
            return sinks;
        } catch (RuntimeException e) {
            sinks.close(Duration.ZERO);
            throw e;
        }
    }

    private void add(String name, Settings settings, String session, MeterRegistry meters) {
        var dataDir = settings.worker().dataDir();
        var lanes = SinkSettings.of(settings.worker());
        if (name.equals(SinksSettings.JSONL)) {
            var sink = JsonlSink.start(dataDir, lanes, settings.sinks().jsonl(), meters);
            sinks.add(sink);
            healths.add(sink::health);
            closings.add(sink::close);
            loads.add(sink::load);
            return;
        }
        var output = output(name, settings, session);
        try {
            var sink = OutputSink.start(
                    name,
                    output,
                    dataDir.resolve("spool").resolve(name),
                    lanes,
                    waiting(settings.sinks()),
                    meters);
            sinks.add(sink);
            healths.add(sink::health);
            closings.add(sink::close);
            loads.add(sink::load);
        } catch (IOException e) {
            output.close();
            throw new UncheckedIOException(
                    "sink %s can keep nothing below %s: %s".formatted(name, dataDir, e), e);
        }
    }

    private static EventOutput output(String name, Settings settings, String session) {
        return switch (name) {
            case STORE -> new StoreOutput(settings.store(), Clock.systemUTC());
            case REDIS -> new RedisOutput(settings.sinks().redis(), settings.redis());
            case AMQP ->
                new AmqpOutput(
                        settings.sinks().amqp(),
                        settings.amqp(),
                        "danmaku worker " + session + " events");
            default -> ownOutput(name, settings.worker().dataDir(), settings.sinks());
        };
    }

    private static EventOutput ownOutput(String name, Path dataDir, SinksSettings settings) {
        var providers = ServiceLoader.load(OutputProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
        return providers.stream()
                .filter(provider -> provider.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "danmaku.sinks.enabled names '%s', and there is no such sink: there are jsonl, store, redis, amqp%s"
                                .formatted(
                                        name,
                                        providers.stream()
                                                .map(provider -> ", " + provider.name())
                                                .collect(Collectors.joining()))))
                .open(dataDir, settings.options(name));
    }

    private static OutputSettings waiting(SinksSettings settings) {
        return OutputSettings.DEFAULTS
                .withSpoolBytes(settings.spoolMebibytes() * MEBIBYTE)
                .withPatience(settings.patience());
    }

    /** All of them as one. */
    EventSink together() {
        var all = new AllSinks(sinks);
        return pseudonyms == null ? all : new PseudonymSink(all, pseudonyms);
    }

    /** How each of them is now, but for the rates. */
    List<SinkHealth> health() {
        return healths.stream().map(Supplier::get).toList();
    }

    /** How far behind each of them is. */
    List<SinkLoad> loads() {
        return loads.stream().map(Supplier::get).toList();
    }

    /** Writes everything that was offered, for the given time at most. */
    void close(Duration limit) {
        for (var closing : closings) {
            try {
                closing.within(limit);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
