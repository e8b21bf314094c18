package dev.danmaku.simulator.kuaishou;

import dev.danmaku.simulator.room.EntryRefusal;

import java.time.Duration;

/**
 * How the simulated Kuaishou behaves when nothing is wrong.
 *
 * @param heartbeatInterval what the welcome asks clients for; one that misses three in a row is closed
 * @param minReconnect the welcome's lower bound for coming back
 * @param maxReconnect the welcome's upper bound for coming back
 * @param enterWithin how long a socket may take to ask for a room
 * @param entryRefusal what a socket gets that brings a foreign token, or asks for a broadcast which is not running
 * @param tokenChars length of tokens: 88, 152 and 172 were seen
 * @param detailHasCredentials whether livedetail gives token and URLs away, as it did in 2024
 * @param urlsKey the key under which URLs are given
 * @param deadUrlFirst whether the first URL leads to nobody
 * @param originRequired whether an upgrade without the site's own Origin is forbidden
 */
public record KuaishouOptions(
        Duration heartbeatInterval,
        Duration minReconnect,
        Duration maxReconnect,
        Duration enterWithin,
        EntryRefusal entryRefusal,
        int tokenChars,
        boolean detailHasCredentials,
        UrlsKey urlsKey,
        boolean deadUrlFirst,
        boolean originRequired) {
    static final int MISSED_HEARTBEATS = 3;

    /** The spellings seen in answers. */
    public enum UrlsKey {
        /** As each look-up spells it by itself: livedetail {@code webSocketAddresses}, websocketinfo {@code websocketUrls}. */
        USUAL(""),
        WEB_SOCKET_ADDRESSES("webSocketAddresses"),
        WEBSOCKET_URLS("websocketUrls"),
        WEB_SOCKET_URLS("webSocketUrls");

        private final String key;

        UrlsKey(String key) {
            this.key = key;
        }

        String or(String usual) {
            return key.isEmpty() ? usual : key;
        }
    }

    public KuaishouOptions {
        if (!heartbeatInterval.isPositive() || !enterWithin.isPositive()) {
            throw new IllegalArgumentException("heartbeats and entering need time");
        }
    }

    public static KuaishouOptions defaults() {
        return new KuaishouOptions(
                Duration.ofSeconds(20),
                Duration.ofSeconds(2),
                Duration.ofSeconds(7),
                Duration.ofSeconds(10),
                EntryRefusal.ERROR,
                172,
                false,
                UrlsKey.USUAL,
                false,
                false);
    }

    public KuaishouOptions withHeartbeatInterval(Duration interval) {
        return new KuaishouOptions(
                interval,
                minReconnect,
                maxReconnect,
                enterWithin,
                entryRefusal,
                tokenChars,
                detailHasCredentials,
                urlsKey,
                deadUrlFirst,
                originRequired);
    }

    public KuaishouOptions withReconnect(Duration min, Duration max) {
        return new KuaishouOptions(
                heartbeatInterval,
                min,
                max,
                enterWithin,
                entryRefusal,
                tokenChars,
                detailHasCredentials,
                urlsKey,
                deadUrlFirst,
                originRequired);
    }

    public KuaishouOptions withEntry(Duration within, EntryRefusal refusal) {
        return new KuaishouOptions(
                heartbeatInterval,
                minReconnect,
                maxReconnect,
                within,
                refusal,
                tokenChars,
                detailHasCredentials,
                urlsKey,
                deadUrlFirst,
                originRequired);
    }

    public KuaishouOptions withCredentials(
            int tokenChars, boolean inDetail, UrlsKey urlsKey, boolean deadUrlFirst) {
        return new KuaishouOptions(
                heartbeatInterval,
                minReconnect,
                maxReconnect,
                enterWithin,
                entryRefusal,
                tokenChars,
                inDetail,
                urlsKey,
                deadUrlFirst,
                originRequired);
    }

    public KuaishouOptions withOriginRequired() {
        return new KuaishouOptions(
                heartbeatInterval,
                minReconnect,
                maxReconnect,
                enterWithin,
                entryRefusal,
                tokenChars,
                detailHasCredentials,
                urlsKey,
                deadUrlFirst,
                true);
    }
}
