package dev.danmaku.platforms.kuaishou;

import static dev.danmaku.platforms.kuaishou.Bytes.frame;
import static dev.danmaku.platforms.kuaishou.Bytes.gzip;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.protobuf.ByteString;

import dev.danmaku.platforms.FrameDecoder.Decoded;
import dev.danmaku.platforms.Platforms;
import dev.danmaku.platforms.Promises;
import dev.danmaku.platforms.kuaishou.lookup.GiftKind;
import dev.danmaku.platforms.kuaishou.wire.CompressionType;
import dev.danmaku.platforms.kuaishou.wire.PayloadType;
import dev.danmaku.platforms.kuaishou.wire.SCWebFeedPush;
import dev.danmaku.platforms.kuaishou.wire.WebCommentFeed;
import dev.danmaku.platforms.session.HeardLine;
import dev.danmaku.room.Platform;

import org.junit.jupiter.api.Timeout;

import java.util.List;

/** Any bytes at all: the stored ones in each build, new ones by {@code bench/fuzz}. */
@Timeout(20)
class KuaishouFuzzTest {
    private static final long NOW = 1_769_426_405_600L;
    private static final byte[] CHAT = frame(
            PayloadType.SC_FEED_PUSH,
            SCWebFeedPush.newBuilder()
                    .addCommentFeeds(WebCommentFeed.newBuilder().setContent("hi"))
                    .build());
    /** That are looked into. */
    private static final List<PayloadType> READ = List.of(
            PayloadType.SC_FEED_PUSH,
            PayloadType.SC_LIVE_WATCHING_LIST,
            PayloadType.SC_COMMENT_ZONE_RICH_TEXT,
            PayloadType.SC_RED_PACK_FEED,
            PayloadType.SC_ENTER_ROOM_ACK,
            PayloadType.SC_ERROR,
            PayloadType.SC_INFO,
            PayloadType.SC_SUSPECTED_VIOLATION,
            PayloadType.SC_LIVE_WARNING_MASK_STATUS_CHANGED_AUDIENCE,
            PayloadType.SC_AUTHOR_PAUSE);

    /**
     * As a frame; and as a payload, its first byte saying of which type: few inputs hold an envelope and a payload that fit by
     * chance.
     */
    @FuzzTest(maxDuration = "10m")
    void anyBytesGiveEventsOrAReason(byte[] bytes) {
        isReadOrRefused(bytes);
        if (bytes.length == 0) {
            return;
        }
        var type = READ.get((bytes[0] & 0xFF) % READ.size());
        var payload = ByteString.copyFrom(bytes, 1, bytes.length - 1);
        var plain = isReadOrRefused(frame(type, CompressionType.NONE, payload));
        var packed = frame(type, CompressionType.GZIP, gzip(payload.toByteArray()));
        // Of bytes in an array protobuf names another first reason than of bytes in pieces.
        var unpacked = new KuaishouDecoder().decode(packed, NOW);
        if (plain instanceof Decoded.Events || unpacked instanceof Decoded.Events) {
            assertThat(unpacked).isEqualTo(plain);
        }
        isReadOrRefused(frame(type, CompressionType.GZIP, payload));
        isReadOrRefused(frame(type, CompressionType.AES, payload));
    }

    /** A decoder and a session hear the same, and both go on with the next good frame. */
    private static Decoded isReadOrRefused(byte[] frame) {
        var decoded = Promises.keptBy(KuaishouDecoder::new, frame, NOW);

        var decoder = Platforms.decoder(Platform.KUAISHOU);
        var line = new HeardLine(NOW);
        var dialogue = new KuaishouDialogue(
                "live",
                ClientFrames.heartbeat(0),
                new RoomEvents(null, null, new Combos(), _ -> GiftKind.UNKNOWN),
                new BroadcastMemory());
        line.say(frame, dialogue);
        switch (decoder.decode(frame, NOW)) {
            case Decoded.Malformed _ -> assertThat(line.events()).isEmpty();
            case Decoded.Events(var events) -> assertThat(line.events()).isEqualTo(events);
        }

        var before = line.events().size();
        line.say(CHAT, dialogue);
        assertThat(line.isOver() || line.events().size() == before + 1).isTrue();
        assertThat(decoder.decode(CHAT, NOW)).isInstanceOf(Decoded.Events.class);
        return decoded;
    }
}
