package dev.danmaku.platforms.douyu.lookup;

/** How the site's own page shows itself to its servers, whatever address we were told to reach them by. */
public final class Browser {
    /** Origin of the socket's handshake; the look-ups' Referer begins with it. */
    public static final String SITE = "https://www.douyu.com";

    public static final String USER_AGENT =
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36"
                    + " (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36";

    private Browser() {}
}
