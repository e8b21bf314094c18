package dev.danmaku.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** All settings there are: what may be given, what is listed, what counts as unknown. */
public final class SettingTable {
    private static final Map<String, Setting<?>> BY_KEY = byKey(Stream.of(
            SharedKeys.GROUP,
            WorkerKeys.DATA,
            QueueKeys.GROUP,
            DispatcherKeys.GROUP,
            WorkerKeys.GROUP,
            WatchKeys.GROUP,
            SinksKeys.GROUP,
            JsonlKeys.GROUP,
            RedisSinkKeys.GROUP,
            AmqpSinkKeys.GROUP,
            RatesKeys.GROUP,
            StoreKeys.GROUP,
            ConsoleKeys.GROUP,
            ManagementKeys.GROUP,
            KuaishouKeys.SHARED.group(),
            DouyuKeys.SHARED.group(),
            BilibiliKeys.SHARED.group()));

    private SettingTable() {}

    /** In the order of the manual. */
    public static List<Setting<?>> all() {
        return List.copyOf(BY_KEY.values());
    }

    static Optional<Setting<?>> find(String key) {
        return Optional.ofNullable(BY_KEY.get(key));
    }

    static Optional<Setting<?>> findByEnvironmentName(String name) {
        return BY_KEY.values().stream()
                .filter(setting -> setting.environmentName().equals(name))
                .<Setting<?>>map(setting -> setting)
                .findFirst();
    }

    private static Map<String, Setting<?>> byKey(Stream<SettingGroup> groups) {
        var byKey = new LinkedHashMap<String, Setting<?>>();
        groups.flatMap(group -> group.settings().stream())
                .forEach(setting -> byKey.put(setting.key(), setting));
        return Collections.unmodifiableMap(byKey);
    }
}
