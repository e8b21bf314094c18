package dev.danmaku.platforms.kuaishou;

import java.util.concurrent.ThreadLocalRandom;

/** The id that the site's page gives itself: 16 characters that mean nothing, and the time. The server does not check it. */
final class PageId {
    private static final String ALPHABET =
            "-_0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static final int CHARS = 16;

    private PageId() {}

    static String next(long nowMillis) {
        var id = new StringBuilder(32);
        ThreadLocalRandom.current()
                .ints(CHARS, 0, ALPHABET.length())
                .forEach(i -> id.append(ALPHABET.charAt(i)));
        return id.append('_').append(nowMillis).toString();
    }
}
