package dev.danmaku.config;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The given values, read and checked, with the first source first; and every mistake met on the way. */
final class SettingValues {
    private static final int PRINTED_CHARS = 100;

    private record Value(Object value, String source) {}

    private final Map<String, Value> given = new LinkedHashMap<>();
    private final Set<String> broken = new HashSet<>();
    private final List<String> mistakes;

    SettingValues(List<SettingSource> sources, List<String> mistakes) {
        this.mistakes = mistakes;
        for (var source : sources) {
            source.texts().forEach((key, text) -> take(source, key, text.strip()));
        }
    }

    private void take(SettingSource source, String key, String text) {
        var setting = SettingTable.find(key);
        if (setting.isEmpty()) {
            mistakes.add(unknown(source, key));
        } else if (!text.isEmpty() && !given.containsKey(key)) {
            // An empty text is none: this is how compose files and scripts pass on what was not
            // given to them.
            read(setting.get(), source, text);
        }
    }

    private void read(Setting<?> setting, SettingSource source, String text) {
        try {
            given.put(setting.key(), new Value(setting.shape().read().apply(text), source.name()));
        } catch (IllegalArgumentException e) {
            broken.add(setting.key());
            mistakes.add(notAllowed(setting, source, text, e));
        }
    }

    private static String notAllowed(
            Setting<?> setting, SettingSource source, String text, IllegalArgumentException e) {
        var shape = setting.shape();
        var place = source.environment() ? setting.environmentName() : source.name();
        // A secret is not repeated; its shape says what is wrong with it instead.
        var what = shape.secret()
                ? "not allowed: " + e.getMessage()
                : "'%s' is not allowed".formatted(shortened(text));
        return "%s (%s): %s; allowed is %s".formatted(setting.key(), place, what, shape.allowed());
    }

    private static String unknown(SettingSource source, String key) {
        var names = SettingTable.all().stream()
                .map(setting -> source.environment() ? setting.environmentName() : setting.key())
                .toList();
        var hint = NearestKey.of(key, names)
                .map("did you mean %s?"::formatted)
                .orElse("`danmaku settings` lists them all");
        return "%s (%s): there is no such setting; %s".formatted(key, source.name(), hint);
    }

    private static String shortened(String text) {
        return text.length() <= PRINTED_CHARS ? text : text.substring(0, PRINTED_CHARS) + "...";
    }

    /** The given value or the default. */
    @SuppressWarnings("unchecked") // what stands under a key was read by the shape of its setting
    <T> T get(Setting<T> setting) {
        var value = given.get(setting.key());
        return value == null ? setting.fallback() : (T) value.value();
    }

    /** Which source gave the value; empty for a default. */
    Optional<String> source(Setting<?> setting) {
        return Optional.ofNullable(given.get(setting.key())).map(Value::source);
    }

    /** A secret that is given as text or as a file. */
    Secret secret(Setting<String> text, Setting<Optional<Path>> file) {
        var path = get(file);
        if (path.isEmpty()) {
            return Secret.of(get(text));
        }
        if (!get(text).isEmpty()) {
            mistakes.add(
                    "%s and %s are both given: one is enough".formatted(text.key(), file.key()));
            return Secret.NONE;
        }
        try {
            return FileSecret.open(path.get(), System::nanoTime);
        } catch (IllegalArgumentException e) {
            mistakes.add("%s (%s): %s"
                    .formatted(file.key(), source(file).orElse("default"), e.getMessage()));
            return Secret.NONE;
        }
    }

    /** Makes a capability's record; where its constructor refuses, that is a mistake of its prefix. */
    <T> T make(String prefix, T fallback, Function<SettingValues, T> maker) {
        try {
            return maker.apply(this);
        } catch (IllegalArgumentException e) {
            if (broken.stream().noneMatch(key -> key.startsWith(prefix))) {
                mistakes.add("%s.*: %s".formatted(prefix, e.getMessage()));
            }
            return fallback;
        }
    }
}
