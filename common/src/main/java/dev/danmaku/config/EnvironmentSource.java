package dev.danmaku.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Settings in the environment: every name that begins with {@code DANMAKU_} is one. */
final class EnvironmentSource {
    private static final String PREFIX = "DANMAKU_";

    /** Kubernetes adds such names for every service; one called danmaku-something would look like ours. */
    private static final Pattern SERVICE_LINK =
            Pattern.compile(".*_SERVICE_(HOST|PORT)(_.*)?|.*_PORT_[0-9]+_(TCP|UDP|SCTP)(_.*)?");

    private EnvironmentSource() {}

    static SettingSource read(Map<String, String> environment) {
        var texts = new LinkedHashMap<String, String>();
        new TreeMap<>(environment).forEach((name, text) -> {
            if (name.startsWith(PREFIX) && !isServiceLink(name, text)) {
                texts.put(
                        SettingTable.findByEnvironmentName(name)
                                .map(Setting::key)
                                .orElse(name),
                        text);
            }
        });
        return SettingSource.ofEnvironment(texts);
    }

    private static boolean isServiceLink(String name, String text) {
        return SERVICE_LINK.matcher(name).matches()
                || (name.endsWith("_PORT") && text.contains("://"));
    }
}
