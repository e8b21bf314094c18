package dev.danmaku.platforms.kuaishou;

import static dev.danmaku.platforms.kuaishou.Bytes.frame;
import static dev.danmaku.platforms.kuaishou.Bytes.gzip;
import static dev.danmaku.platforms.kuaishou.Bytes.hex;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;

import dev.danmaku.platforms.FrameDecoder.Decoded;
import dev.danmaku.platforms.MutatedFrames;
import dev.danmaku.platforms.Promises;
import dev.danmaku.platforms.kuaishou.wire.CompressionType;
import dev.danmaku.platforms.kuaishou.wire.LiveAudienceState;
import dev.danmaku.platforms.kuaishou.wire.LiveFansGroupState;
import dev.danmaku.platforms.kuaishou.wire.PayloadType;
import dev.danmaku.platforms.kuaishou.wire.SCWebEnterRoomAck;
import dev.danmaku.platforms.kuaishou.wire.SCWebError;
import dev.danmaku.platforms.kuaishou.wire.SCWebFeedPush;
import dev.danmaku.platforms.kuaishou.wire.SCWebLiveWatchingUsers;
import dev.danmaku.platforms.kuaishou.wire.SimpleUserInfo;
import dev.danmaku.platforms.kuaishou.wire.WebCommentFeed;
import dev.danmaku.platforms.kuaishou.wire.WebGiftFeed;
import dev.danmaku.platforms.kuaishou.wire.WebWatchingUserInfo;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;

/** Whatever the bytes are: events of the schema or a named reason, never anything else. */
class HostileBytesTest {
    private static final int MUTATIONS = 10_000;
    private static final int SEED = 20_190_501;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private static final SimpleUserInfo ANN =
            SimpleUserInfo.newBuilder().setPrincipalId("3xann").setUserName("安").build();
    private static final SCWebFeedPush PUSH = SCWebFeedPush.newBuilder()
            .setDisplayWatchingCount("98.5万")
            .addCommentFeeds(WebCommentFeed.newBuilder()
                    .setUser(ANN)
                    .setContent("KPL冲冲冲！")
                    .setSenderState(LiveAudienceState.newBuilder()
                            .setLiveFansGroupState(
                                    LiveFansGroupState.newBuilder().setIntimacyLevel(3))))
            .addGiftFeeds(WebGiftFeed.newBuilder()
                    .setUser(ANN)
                    .setGiftId(9)
                    .setMergeKey("7-0-9-1")
                    .setComboCount(2))
            .build();
    private static final List<byte[]> SEEDS = List.of(
            frame(PayloadType.SC_FEED_PUSH, PUSH),
            frame(PayloadType.SC_FEED_PUSH, CompressionType.GZIP, gzip(PUSH.toByteArray())),
            frame(
                    PayloadType.SC_LIVE_WATCHING_LIST,
                    SCWebLiveWatchingUsers.newBuilder()
                            .addWatchingUser(WebWatchingUserInfo.newBuilder().setUser(ANN))
                            .build()),
            frame(
                    PayloadType.SC_ENTER_ROOM_ACK,
                    SCWebEnterRoomAck.newBuilder()
                            .setHeartbeatIntervalMs(20_000)
                            .build()),
            frame(
                    PayloadType.SC_ERROR,
                    SCWebError.newBuilder().setCode(7).setMsg("no").build()));

    @Test
    void mutatedFramesGiveEventsOrAReasonInOneConnection() {
        var started = System.nanoTime();

        var decoded = MutatedFrames.decoded(
                new KuaishouDecoder(), SEEDS, MUTATIONS, SEED, MutatedFrames::mutated);

        assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(LIMIT);
        assertThat(decoded.malformed()).isBetween(MUTATIONS / 10, MUTATIONS * 9 / 10);
    }

    @Test
    void entriesByTheMillionAreRefusedBeforeTheyAreObjects() {
        for (var field : List.of("2a00", "3a00", "4200", "4a00")) {
            var entries = ByteString.copyFrom(hex(field.repeat(500_000)));

            assertThat(Promises.keptBy(
                            KuaishouDecoder::new,
                            frame(PayloadType.SC_FEED_PUSH, CompressionType.NONE, entries),
                            0))
                    .isEqualTo(new Decoded.Malformed("a message of 500000 entries"));
        }
    }

    @Test
    void peopleByTheMillionAreRefusedBeforeTheyAreObjects() {
        var people = ByteString.copyFrom(hex("0a00".repeat(500_000)));

        assertThat(Promises.keptBy(
                        KuaishouDecoder::new,
                        frame(PayloadType.SC_LIVE_WATCHING_LIST, CompressionType.NONE, people),
                        0))
                .isInstanceOfSatisfying(
                        Decoded.Malformed.class,
                        malformed -> assertThat(malformed.reason())
                                .endsWith(": more than 50000 messages in one"));
    }

    @Test
    void whatNestsInOneEntryIsCountedToo() {
        var segments = LiveAudienceState.newBuilder();
        for (var i = 0; i <= Protobuf.MAX_MESSAGES; i++) {
            segments.addUserStateSegmentBuilder();
        }
        var push = SCWebFeedPush.newBuilder()
                .addCommentFeeds(WebCommentFeed.newBuilder().setSenderState(segments))
                .build();

        assertThat(new KuaishouDecoder().decode(frame(PayloadType.SC_FEED_PUSH, push), 0))
                .isEqualTo(new Decoded.Malformed("feed push: more than 50000 messages in one"));
    }

    @Test
    void aLargePushOfWhatPeopleWriteIsRead() {
        var push = PUSH.toBuilder();
        for (var i = 0; i < 5_000; i++) {
            push.addAllCommentFeeds(PUSH.getCommentFeedsList());
        }

        assertThat(new KuaishouDecoder().decode(frame(PayloadType.SC_FEED_PUSH, push.build()), 0))
                .isInstanceOfSatisfying(
                        Decoded.Events.class,
                        heard -> assertThat(heard.events()).hasSizeGreaterThan(5_000));
    }

    @Test
    void aGzipStreamThatEndsInItsHeaderIsNamed() {
        var cut = frame(
                PayloadType.SC_FEED_PUSH,
                CompressionType.GZIP,
                ByteString.copyFrom(hex("1f8b0800")));

        assertThat(new KuaishouDecoder().decode(cut, 0))
                .isEqualTo(new Decoded.Malformed("gzip: the stream is cut off"));
    }

    @Test
    void thePlatformsWordsForAnErrorAreCutToWhatALogCanShow() {
        var failed = new Message.Failed(7, 0, "no\u001b[2J" + "x".repeat(1_000));

        assertThat(failed.toString()).startsWith("error 7/0 'no?[2Jxxx").hasSizeLessThan(240);
    }
}
