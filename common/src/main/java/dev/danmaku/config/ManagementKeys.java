package dev.danmaku.config;

/** The settings {@code danmaku.management.*}. */
final class ManagementKeys {
    private static final ManagementSettings D = ManagementSettings.DEFAULTS;

    static final SettingGroup GROUP = new SettingGroup("danmaku.management");
    static final Setting<String> ADDRESS = GROUP.add(
            "address",
            Shape.host(),
            D.address(),
            "where /metrics and /health are answered; nobody has to log in there");
    static final Setting<Integer> PORT = GROUP.add(
            "port", Shape.count(0, 65_535), D.port(), "of /metrics and /health; 0 is none");

    private ManagementKeys() {}

    static ManagementSettings read(SettingValues values) {
        return new ManagementSettings(values.get(ADDRESS), values.get(PORT));
    }
}
