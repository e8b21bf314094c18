package dev.danmaku.standalone.role;

import dev.danmaku.config.ConsoleSettings;
import dev.danmaku.config.Settings;
import dev.danmaku.console.Console;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import reactor.netty.ChannelBindException;

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
    public static ConsoleRole start(Settings settings, String version) {
        try {
            return start(settings, settings.console(), version);
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
    static ConsoleRole startSomewhere(Settings settings, String version) {
        try {
            return start(settings, settings.console(), version);
        } catch (ChannelBindException e) {
            var role = start(settings, settings.console().on(0), version);
            LOG.warn(
                    "port {} is taken: the console listens on {}",
                    settings.console().port(),
                    role.console.port());
            return role;
        }
    }

    private static ConsoleRole start(Settings settings, ConsoleSettings own, String version) {
        return new ConsoleRole(Console.start(settings, own, version));
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
