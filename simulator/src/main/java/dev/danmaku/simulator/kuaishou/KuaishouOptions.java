package dev.danmaku.simulator.kuaishou;

import dev.danmaku.simulator.room.EntryRefusal;

import java.time.Duration;
import java.util.function.Consumer;

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
        return with(draft -> draft.heartbeatInterval = interval);
    }

    public KuaishouOptions withReconnect(Duration min, Duration max) {
        return with(draft -> {
            draft.minReconnect = min;
            draft.maxReconnect = max;
        });
    }

    public KuaishouOptions withEntry(Duration within, EntryRefusal refusal) {
        return with(draft -> {
            draft.enterWithin = within;
            draft.entryRefusal = refusal;
        });
    }

    public KuaishouOptions withCredentials(
            int tokenChars, boolean inDetail, UrlsKey urlsKey, boolean deadUrlFirst) {
        return with(draft -> {
            draft.tokenChars = tokenChars;
            draft.detailHasCredentials = inDetail;
            draft.urlsKey = urlsKey;
            draft.deadUrlFirst = deadUrlFirst;
        });
    }

    public KuaishouOptions withOriginRequired() {
        return with(draft -> draft.originRequired = true);
    }

    private KuaishouOptions with(Consumer<Draft> change) {
        var draft = new Draft(this);
        change.accept(draft);
        return draft.options();
    }

    /** The components, while one of them changes. */
    private static final class Draft {
        private Duration heartbeatInterval;
        private Duration minReconnect;
        private Duration maxReconnect;
        private Duration enterWithin;
        private EntryRefusal entryRefusal;
        private int tokenChars;
        private boolean detailHasCredentials;
        private UrlsKey urlsKey;
        private boolean deadUrlFirst;
        private boolean originRequired;

        private Draft(KuaishouOptions from) {
            heartbeatInterval = from.heartbeatInterval;
            minReconnect = from.minReconnect;
            maxReconnect = from.maxReconnect;
            enterWithin = from.enterWithin;
            entryRefusal = from.entryRefusal;
            tokenChars = from.tokenChars;
            detailHasCredentials = from.detailHasCredentials;
            urlsKey = from.urlsKey;
            deadUrlFirst = from.deadUrlFirst;
            originRequired = from.originRequired;
        }

        private KuaishouOptions options() {
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
                    originRequired);
        }
    }
}
