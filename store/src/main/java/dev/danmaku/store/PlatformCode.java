package dev.danmaku.store;

import dev.danmaku.room.Platform;

/** A platform as a small number. The numbers lie in databases: new ones are added, none changes. */
final class PlatformCode {
    private PlatformCode() {}

    static int of(Platform platform) {
        return switch (platform) {
            case KUAISHOU -> 1;
            case DOUYU -> 2;
            case BILIBILI -> 3;
        };
    }

    static Platform platform(int code) {
        for (var platform : Platform.values()) {
            if (of(platform) == code) {
                return platform;
            }
        }
        throw new IllegalArgumentException("no platform has the number " + code);
    }
}
