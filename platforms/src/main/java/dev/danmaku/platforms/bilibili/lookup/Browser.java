package dev.danmaku.platforms.bilibili.lookup;

/** How the site's own page shows itself to its servers. The token is said to be bound to the User-Agent that asked for it. */
public final class Browser {
    /** Origin of the socket's handshake and of the look-ups. */
    public static final String SITE = "https://live.bilibili.com";

    public static final String USER_AGENT =
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36"
                    + " (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36";

    private Browser() {}
}
