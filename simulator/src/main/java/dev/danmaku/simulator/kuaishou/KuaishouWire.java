package dev.danmaku.simulator.kuaishou;

import com.google.protobuf.ByteString;

import dev.danmaku.simulator.kuaishou.wire.PayloadType;
import dev.danmaku.simulator.kuaishou.wire.SCWebAuthorPushTrafficZero;
import dev.danmaku.simulator.kuaishou.wire.SCWebError;
import dev.danmaku.simulator.room.Content;
import dev.danmaku.simulator.room.HostileBytes;
import dev.danmaku.simulator.room.Occurrence;
import dev.danmaku.simulator.room.Push;
import dev.danmaku.simulator.room.Quirk;
import dev.danmaku.simulator.room.Wire;
import dev.danmaku.simulator.room.WireFrame;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;

/** Pushes as Kuaishou's server writes them. */
final class KuaishouWire implements Wire {
    private static final int CHAT_ROOM_INFO = 943;
    private static final int EMOTICON_PUSH = 1131;
    private static final int FRAGMENTS = 3;
    private static final int STREAM_ID_CHARS = 11;
    /** Field 5 as a message of 127 bytes of which two are there. */
    private static final ByteString UNREADABLE =
            ByteString.copyFrom(new byte[] {0x2a, 0x7f, 0x0a, 0x05});

    private final Content content;

    KuaishouWire(Content content) {
        this.content = content;
    }

    @Override
    public String streamId(String room, long n) {
        var bits = content.hash("stream of " + room, n);
        var bytes =
                ByteBuffer.allocate(Long.BYTES + 1).putLong(bits).put((byte) n).array();
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(bytes)
                .substring(0, STREAM_ID_CHARS);
    }

    @Override
    public List<Integer> giftIds() {
        return Gifts.IDS;
    }

    @Override
    public List<WireFrame> push(String room, Push push, Set<Quirk> quirks, long nowMillis) {
        if (quirks.isEmpty()) {
            return List.of(WireFrame.binary(feed(push, quirks, nowMillis)));
        }
        var frames = new ArrayList<WireFrame>();
        if (quirks.contains(Quirk.UNREADABLE)) {
            frames.add(frame(PayloadType.SC_FEED_PUSH.getNumber(), UNREADABLE, quirks, nowMillis));
        }
        if (quirks.contains(Quirk.GLUED)) {
            var half = push.occurrences().size() / 2;
            frames.add(WireFrame.glued(
                    WireFrame.binary(feed(part(push, 0, half), quirks, nowMillis)),
                    WireFrame.binary(
                            feed(part(push, half, push.occurrences().size()), quirks, nowMillis))));
        } else if (quirks.contains(Quirk.FRAGMENTED)) {
            frames.add(WireFrame.fragmented(feed(push, quirks, nowMillis), FRAGMENTS));
        } else {
            frames.add(WireFrame.binary(feed(push, quirks, nowMillis)));
        }
        addCompanions(frames, push, quirks, nowMillis);
        return frames;
    }

    @Override
    public List<WireFrame> streamBegan(String room, long nowMillis) {
        return List.of();
    }

    @Override
    public List<WireFrame> streamEnded(String room, long nowMillis) {
        return List.of(WireFrame.binary(Envelope.plain(
                PayloadType.SC_AUTHOR_PUSH_TRAFFIC_ZERO,
                SCWebAuthorPushTrafficZero.getDefaultInstance(),
                nowMillis)));
    }

    @Override
    public List<WireFrame> error(int code, long nowMillis) {
        return List.of(WireFrame.binary(Envelope.plain(
                PayloadType.SC_ERROR,
                SCWebError.newBuilder().setCode(code).setMsg("系统繁忙").build(),
                nowMillis)));
    }

    @Override
    public List<WireFrame> hostile(String room, HostileBytes kind, long nowMillis) {
        return HostileFrames.of(kind, nowMillis);
    }

    private void addCompanions(
            List<WireFrame> frames, Push push, Set<Quirk> quirks, long nowMillis) {
        if (quirks.contains(Quirk.UNKNOWN_TYPES)) {
            frames.add(frame(
                    CHAT_ROOM_INFO, ByteString.copyFromUtf8("\n\004room"), quirks, nowMillis));
            frames.add(
                    frame(EMOTICON_PUSH, ByteString.copyFromUtf8("\n\004ball"), quirks, nowMillis));
        }
        if (quirks.contains(Quirk.RICH_TEXT)
                && push.occurrences().stream().anyMatch(Occurrence.Chat.class::isInstance)) {
            var zone = FeedMessages.richText(push.occurrences(), nowMillis);
            frames.add(frame(
                    PayloadType.SC_COMMENT_ZONE_RICH_TEXT.getNumber(),
                    zone.toByteString(),
                    quirks,
                    nowMillis));
        }
        if (quirks.contains(Quirk.AUDIENCE_LIST)) {
            var list = FeedMessages.audience(push, content.viewers());
            frames.add(frame(
                    PayloadType.SC_LIVE_WATCHING_LIST.getNumber(),
                    list.toByteString(),
                    quirks,
                    nowMillis));
        }
    }

    private static byte[] feed(Push push, Set<Quirk> quirks, long nowMillis) {
        var feed = FeedMessages.feedPush(push, quirks.contains(Quirk.UNKNOWN_FIELDS));
        return Envelope.of(
                PayloadType.SC_FEED_PUSH.getNumber(), feed.toByteString(), quirks, nowMillis);
    }

    private static WireFrame frame(
            int type, ByteString payload, Set<Quirk> quirks, long nowMillis) {
        return WireFrame.binary(Envelope.of(type, payload, quirks, nowMillis));
    }

    private static Push part(Push push, int from, int to) {
        return new Push(push.counters(), push.occurrences().subList(from, to));
    }
}
