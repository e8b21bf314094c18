package dev.danmaku.config;

import org.jspecify.annotations.Nullable;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All settings of a process, checked. A flag goes over the environment, the environment over the file, the file over the
 * default.
 *
 * @param effective every setting with its value and where it came from, in the order of the manual; secrets are masked
 */
public record Settings(
        RedisSettings redis,
        AmqpSettings amqp,
        QueueSettings queue,
        DispatcherSettings dispatcher,
        WorkerSettings worker,
        WatchSettings watch,
        SinksSettings sinks,
        RatesSettings rates,
        StoreSettings store,
        ConsoleSettings console,
        PlatformsSettings platforms,
        LogLevel logLevel,
        List<Effective> effective) {

    /** The file that is read when none is named. */
    public static final String FILE = "danmaku.yml";

    /** The name of the source that flags are. */
    public static final String FLAG = "flag";

    /**
     * One setting as it is in force.
     *
     * @param text masked where it is secret; empty where there is none
     * @param source empty for a default
     */
    public record Effective(String key, String text, Optional<String> source) {}

    public Settings {
        effective = List.copyOf(effective);
    }

    /**
     * Reads all sources.
     *
     * @param flags by setting key
     * @param file null for {@link #FILE} in the working folder, where there is one
     * @throws BadSettings with every mistake that was found
     */
    public static Settings load(
            Map<String, String> flags,
            Map<String, String> environment,
            @Nullable Path file,
            Path workingFolder)
            throws BadSettings {
        var mistakes = new ArrayList<String>();
        var sources = new ArrayList<SettingSource>();
        sources.add(new SettingSource(FLAG, flags));
        sources.add(EnvironmentSource.read(environment));
        var found = file == null ? workingFolder.resolve(FILE) : workingFolder.resolve(file);
        if (file != null || Files.exists(found)) {
            sources.add(FileSource.read(found, mistakes));
        }
        var settings = of(new SettingValues(sources, mistakes));
        if (!mistakes.isEmpty()) {
            throw new BadSettings(mistakes);
        }
        return settings;
    }

    private static Settings of(SettingValues values) {
        return new Settings(
                values.make(
                        "danmaku.redis-url",
                        RedisSettings.parse(RedisSettings.DEFAULT_URL),
                        SharedKeys::redis),
                values.make(
                        "danmaku.amqp-url",
                        AmqpSettings.parse(AmqpSettings.DEFAULT_URL),
                        SharedKeys::amqp),
                values.make(QueueKeys.GROUP.prefix(), QueueSettings.DEFAULTS, QueueKeys::read),
                values.make(
                        DispatcherKeys.GROUP.prefix(),
                        DispatcherSettings.DEFAULTS,
                        DispatcherKeys::read),
                values.make(WorkerKeys.GROUP.prefix(), WorkerSettings.DEFAULTS, WorkerKeys::read),
                values.make(WatchKeys.GROUP.prefix(), WatchSettings.DEFAULTS, WatchKeys::read),
                values.make(SinksKeys.GROUP.prefix(), SinksSettings.DEFAULTS, SinksKeys::read),
                values.make(RatesKeys.GROUP.prefix(), RatesSettings.DEFAULTS, RatesKeys::read),
                values.make(
                        StoreKeys.GROUP.prefix(),
                        StoreSettings.in(values.get(WorkerKeys.DATA_DIR)),
                        StoreKeys::read),
                values.make(
                        ConsoleKeys.GROUP.prefix(),
                        ConsoleSettings.in(values.get(WorkerKeys.DATA_DIR)),
                        ConsoleKeys::read),
                new PlatformsSettings(
                        values.make(
                                KuaishouKeys.SHARED.group().prefix(),
                                KuaishouSettings.DEFAULTS,
                                KuaishouKeys::read),
                        values.make(
                                DouyuKeys.SHARED.group().prefix(),
                                DouyuSettings.DEFAULTS,
                                DouyuKeys::read),
                        values.make(
                                BilibiliKeys.SHARED.group().prefix(),
                                BilibiliSettings.DEFAULTS,
                                BilibiliKeys::read)),
                values.get(SharedKeys.LOG_LEVEL),
                SettingTable.all().stream()
                        .map(setting -> effective(setting, values))
                        .toList());
    }

    private static <T> Effective effective(Setting<T> setting, SettingValues values) {
        return new Effective(
                setting.key(),
                setting.shape().print().apply(values.get(setting)),
                values.source(setting));
    }

    /** The same with other servers and other sinks; null leaves those there are. */
    public Settings with(
            @Nullable String redisUrl, @Nullable String amqpUrl, @Nullable List<String> others) {
        return new Settings(
                redisUrl == null ? redis : RedisSettings.parse(redisUrl),
                amqpUrl == null ? amqp : AmqpSettings.parse(amqpUrl),
                queue,
                dispatcher,
                worker,
                watch,
                others == null ? sinks : sinks.into(others),
                rates,
                store,
                console,
                platforms,
                logLevel,
                effective);
    }

    /** Whether a flag, the environment or the file gave it. */
    public boolean given(String key) {
        return effective.stream()
                .anyMatch(e -> e.key().equals(key) && e.source().isPresent());
    }
}
