package dev.danmaku.platforms.bilibili.lookup;

import java.util.Optional;

/** What the operator's Cookie header says of the account and the browser that it belongs to. */
final class OwnCookie {
    private static final String BUVID = "buvid3";
    private static final String UID = "DedeUserID";

    private OwnCookie() {}

    static Optional<String> buvid(String header) {
        return find(BUVID, header).filter(value -> !value.isEmpty());
    }

    /** 0 where nobody is logged in. */
    static long uid(String header) {
        try {
            return Math.max(0, find(UID, header).map(Long::parseLong).orElse(0L));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private static Optional<String> find(String name, String header) {
        for (var part : header.split(";")) {
            var cookie = part.strip();
            if (cookie.startsWith(name + "=")) {
                return Optional.of(cookie.substring(name.length() + 1));
            }
        }
        return Optional.empty();
    }
}
