package dev.danmaku.standalone;

import dev.danmaku.config.BadSettings;
import dev.danmaku.config.LogLevel;
import dev.danmaku.config.Settings;
import dev.danmaku.standalone.log.Logs;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The flags of every command that reads settings. */
final class SettingFlags {
    private static final Logger LOG = LoggerFactory.getLogger(SettingFlags.class);

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Settings file; else danmaku.yml in the working folder, if there is one.")
    private @Nullable Path config;

    @Option(
            names = {"-v", "--verbose"},
            description = "Log more.")
    private boolean verbose;

    @Option(
            names = {"-q", "--quiet"},
            description = "Log warnings and errors only.")
    private boolean quiet;

    /**
     * Reads all sources, and logs what is in force.
     *
     * @param flags those of the command itself, by setting key; null values are not given
     */
    Settings load(Shell shell, Map<String, @Nullable String> flags) throws BadSettings {
        var given = new LinkedHashMap<>(shell.settings());
        flags.forEach((key, text) -> {
            if (text != null) {
                given.put(key, text);
            }
        });
        var settings = Settings.load(given, shell.environment(), config, shell.folder());
        Logs.format(settings.logFormat());
        Logs.level(verbose ? LogLevel.DEBUG : quiet ? LogLevel.WARN : settings.logLevel());
        log(settings);
        return settings;
    }

    /** As {@link #load}, for a command that prints to people: only warnings are logged unless more is asked for. */
    Settings loadQuietly(Shell shell) throws BadSettings {
        return loadQuietly(shell, Map.of());
    }

    Settings loadQuietly(Shell shell, Map<String, @Nullable String> given) throws BadSettings {
        quiet = !verbose;
        return load(shell, given);
    }

    private static void log(Settings settings) {
        for (var setting : settings.effective()) {
            setting.source()
                    .ifPresent(source ->
                            LOG.info("{} = {} ({})", setting.key(), setting.text(), source));
        }
        if (LOG.isInfoEnabled()) {
            LOG.info(
                    "defaults: {}",
                    settings.effective().stream()
                            .filter(setting -> setting.source().isEmpty()
                                    && !setting.text().isEmpty())
                            .map(setting -> setting.key().substring("danmaku.".length()) + "="
                                    + setting.text())
                            .collect(Collectors.joining(" ")));
        }
    }
}
