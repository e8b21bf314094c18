package dev.danmaku.bench.decode;

import dev.danmaku.room.Platform;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the server says at once, in each platform's usual form. */
public enum Push {
    /** The push that the protocol's published examples have. */
    KUAISHOU_1(Platform.KUAISHOU, "1 comment", 1),
    /** A busy room's. */
    KUAISHOU_10(Platform.KUAISHOU, "10 comments", 10),
    KUAISHOU_10_GZIP(Platform.KUAISHOU, "10 comments, gzip", 10),
    DOUYU_WS_1(Platform.DOUYU, "1 chat in a WebSocket message", 1),
    DOUYU_WS_4(Platform.DOUYU, "4 chats in a WebSocket message", 4),
    /** Two reads of a TCP socket, cut inside a packet. */
    DOUYU_TCP_4(Platform.DOUYU, "4 chats in two reads of TCP", 4),
    BILIBILI_PLAIN(Platform.BILIBILI, "12 commands, not packed", BilibiliPushes.COMMANDS),
    BILIBILI_ZLIB(Platform.BILIBILI, "12 commands, zlib", BilibiliPushes.COMMANDS),
    BILIBILI_BROTLI(Platform.BILIBILI, "12 commands, brotli", BilibiliPushes.COMMANDS);

    private final Platform platform;
    private final String what;
    private final int items;

    Push(Platform platform, String what, int items) {
        this.platform = platform;
        this.what = what;
        this.items = items;
    }

    public static List<Push> of(Platform platform) {
        var pushes = new ArrayList<Push>();
        for (var push : values()) {
            if (push.platform == platform) {
                pushes.add(push);
            }
        }
        return pushes;
    }

    public Platform platform() {
        return platform;
    }

    /** For people. */
    public String what() {
        return what;
    }

    /** Comments, chats or commands. */
    public int items() {
        return items;
    }

    /** A busy room's, as a usual client of the platform gets it. */
    public boolean usual() {
        return this == KUAISHOU_10 || this == DOUYU_WS_4 || this == BILIBILI_BROTLI;
    }

    /** One message: others read no TCP. */
    public boolean forOthers() {
        return this != DOUYU_TCP_4 && this != KUAISHOU_10_GZIP;
    }

    /** As the socket gives it: one message, or one read after another. */
    public List<byte[]> reads() {
        return switch (this) {
            case KUAISHOU_1 -> List.of(KuaishouPushes.withComments(1, false));
            case KUAISHOU_10 -> List.of(KuaishouPushes.withComments(items, false));
            case KUAISHOU_10_GZIP -> List.of(KuaishouPushes.withComments(items, true));
            case DOUYU_WS_1, DOUYU_WS_4 -> List.of(DouyuPushes.withChats(items));
            case DOUYU_TCP_4 -> DouyuPushes.cut(DouyuPushes.withChats(items));
            case BILIBILI_PLAIN -> List.of(BilibiliPushes.plain());
            case BILIBILI_ZLIB -> List.of(BilibiliPushes.zlib());
            case BILIBILI_BROTLI -> List.of(BilibiliPushes.brotli());
        };
    }

    byte[] message() {
        return reads().getFirst();
    }

    /** Of a file that holds it. */
    public String fileName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
