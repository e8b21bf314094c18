package dev.danmaku.config;

/** How to talk to each platform. */
public record PlatformsSettings(
        KuaishouSettings kuaishou, DouyuSettings douyu, BilibiliSettings bilibili) {

    /** The real sites, politely. */
    public static final PlatformsSettings DEFAULTS = new PlatformsSettings(
            KuaishouSettings.DEFAULTS, DouyuSettings.DEFAULTS, BilibiliSettings.DEFAULTS);
}
