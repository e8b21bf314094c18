package dev.danmaku.standalone.role;

import dev.danmaku.config.ConsoleSettings;
import dev.danmaku.config.Settings;
import dev.danmaku.console.Console;
import dev.danmaku.metric.Metric;
import dev.danmaku.standalone.management.Sign;

import io.micrometer.core.instrument.MeterRegistry;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import reactor.netty.ChannelBindException;

import java.util.List;

/** A console with its connections. */
public final class ConsoleRole implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ConsoleRole.class);

    private final Console console;

    private ConsoleRole(Console console) {
        this.console = console;
    }

    /**
     * Listens, on the very port that the settings name; servers that do not answer are part of what it shows.
     *
     * @throws IllegalArgumentException if others than this machine could call it and nobody would have to log in
     * @throws IllegalStateException if the port is taken
     */
    public static ConsoleRole start(Settings settings, String version, MeterRegistry meters) {
        try {
            return start(settings, settings.console(), version, meters);
        } catch (ChannelBindException e) {
            throw new IllegalStateException(
                    "port %d of %s cannot be listened on (%s): danmaku.console.port names another"
                            .formatted(
                                    settings.console().port(),
                                    settings.console().address(),
                                    e.getMessage()),
                    e);
        }
    }

    /** Listens on the port that the settings name, or on any free one where that is taken. */
    static ConsoleRole startSomewhere(Settings settings, String version, MeterRegistry meters) {
        try {
            return start(settings, settings.console(), version, meters);
        } catch (ChannelBindException e) {
            var role = start(settings, settings.console().on(0), version, meters);
            LOG.warn(
                    "port {} is taken: the console listens on {}",
                    settings.console().port(),
                    role.console.port());
            return role;
        }
    }

    private static ConsoleRole start(
            Settings settings, ConsoleSettings own, String version, MeterRegistry meters) {
        var console = Console.start(settings, own, version);
        Metric.CONSOLE_CLIENTS.gauge(meters, console, Console::clients);
        return new ConsoleRole(console);
    }

    /** How it is. Servers that are away are part of what it shows: they do not make it less ready. */
    public List<Sign> signs() {
        return List.of(new Sign("console", "page", Sign.Weight.READINESS, true, url()));
    }

    /** Where its page is. */
    public String url() {
        return console.url();
    }

    @Override
    public void close() {
        console.close();
    }
}
