package dev.danmaku.platforms.kuaishou;

import static dev.danmaku.platforms.kuaishou.Bytes.hex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;

import dev.danmaku.platforms.Slice;
import dev.danmaku.platforms.kuaishou.wire.LiveAudienceState;
import dev.danmaku.platforms.kuaishou.wire.SCWebFeedPush;
import dev.danmaku.platforms.kuaishou.wire.SimpleUserInfo;
import dev.danmaku.platforms.kuaishou.wire.WebCommentFeed;
import dev.danmaku.platforms.kuaishou.wire.WebCommentFeedShowType;
import dev.danmaku.platforms.kuaishou.wire.WebLikeFeed;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;
import java.util.Random;

/** Our reading of comments, beside that of the schema's own classes. */
class CommentTest {
    private static final int SEED = 20_260_126;
    private static final int PUSHES = 20_000;

    @Test
    void aFieldThatComesTwiceCountsTheLastTimeAndMessagesGrowTogether() throws Exception {
        var twice = WebCommentFeed.newBuilder()
                .setContent("old")
                .setUser(SimpleUserInfo.newBuilder().setPrincipalId("3xann").setUserName("Ann"))
                .setSenderState(LiveAudienceState.newBuilder().setWealthGrade(7))
                .build()
                .toByteString()
                .concat(WebCommentFeed.newBuilder()
                        .setContent("new")
                        .setUser(SimpleUserInfo.newBuilder().setUserName("安"))
                        .setSenderState(LiveAudienceState.newBuilder().setIsKoi(true))
                        .build()
                        .toByteString());

        var comment = FeedPush.read(Slice.of(pushOf(twice))).comments().getFirst();

        assertThat(comment.content().text()).isEqualTo("new");
        assertThat(comment.principalId().text()).isEqualTo("3xann");
        assertThat(comment.userName().text()).isEqualTo("安");
        assertThat(comment.senderState())
                .isEqualTo(LiveAudienceState.newBuilder()
                        .setWealthGrade(7)
                        .setIsKoi(true)
                        .build());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2a 05 1a 01 61", // a comment longer than its push
                "2a 03 1a 05 61 1a 02 6161", // a text longer than its comment
                "2a 02 12 7f", // a user longer than its comment
                "2a 02 48 80", // a time cut off by the comment's end
                "2a 01 0c", // the end of a group that never began
                "2a 02 a3 06", // a group that never ends
                "2a 04 a3 06 ac 06", // a group with another one's end
                "2a 02 00 00", // field 0
                "2a 01 0e", // a kind that does not exist
                "2a 03 42 01 ff", // a state of the sender that is none
                "1a ffffffff0f", // a negative length
                "08 ffffffffffffffffffff01" // a number of eleven bytes
            })
    void whatIsNoPushIsMalformed(String hex) {
        assertThatExceptionOfType(MalformedFrame.class)
                .isThrownBy(() -> FeedPush.read(Slice.of(hex(hex))))
                .satisfies(e -> assertThat(e.reason()).startsWith("feed push: "));
        assertThatExceptionOfType(InvalidProtocolBufferException.class)
                .isThrownBy(() -> SCWebFeedPush.parseFrom(hex(hex)));
    }

    /** Also of bytes that came to harm: both find a push, and the same one, or both find none. */
    @Test
    void whateverTheBytesAreItReadsWhatTheSchemasClassesRead() throws Exception {
        var random = new Random(SEED);
        var read = 0;
        for (var i = 0; i < PUSHES; i++) {
            var bytes = harmed(push(random).toByteArray(), random);
            SCWebFeedPush theirs;
            try {
                theirs = SCWebFeedPush.parseFrom(bytes);
            } catch (InvalidProtocolBufferException e) {
                assertThatExceptionOfType(MalformedFrame.class)
                        .as("%s: %s", ByteString.copyFrom(bytes), e.getMessage())
                        .isThrownBy(() -> FeedPush.read(Slice.of(bytes)));
                continue;
            }
            try {
                assertSame(FeedPush.read(Slice.of(bytes)), theirs);
                read++;
            } catch (MalformedFrame e) {
                // The schema's classes let a tenth byte say that there is an eleventh.
                assertThat(e.reason()).isEqualTo("feed push: a number without an end");
            }
        }
        assertThat(read).isBetween(PUSHES / 3, PUSHES * 9 / 10);
    }

    private static void assertSame(FeedPush ours, SCWebFeedPush theirs) {
        assertThat(ours.watching().text()).isEqualTo(theirs.getDisplayWatchingCount());
        assertThat(ours.likeCount().text()).isEqualTo(theirs.getDisplayLikeCount());
        assertThat(ours.likes()).hasSize(theirs.getLikeFeedsCount());
        assertThat(ours.comments()).hasSize(theirs.getCommentFeedsCount());
        for (var i = 0; i < ours.comments().size(); i++) {
            var comment = ours.comments().get(i);
            var their = theirs.getCommentFeeds(i);
            assertThat(comment.id().text()).isEqualTo(their.getId());
            assertThat(comment.principalId().text()).isEqualTo(their.getUser().getPrincipalId());
            assertThat(comment.userName().text()).isEqualTo(their.getUser().getUserName());
            assertThat(comment.headUrl().text()).isEqualTo(their.getUser().getHeadUrl());
            assertThat(comment.content().text()).isEqualTo(their.getContent());
            assertThat(comment.color().text()).isEqualTo(their.getColor());
            assertThat(comment.hidden())
                    .isEqualTo(their.getShowType() == WebCommentFeedShowType.FEED_HIDDEN);
            assertThat(comment.timeMillis()).isEqualTo(their.getTime());
            assertThat(comment.senderState().getWealthGrade())
                    .isEqualTo(their.getSenderState().getWealthGrade());
        }
    }

    private static SCWebFeedPush push(Random random) {
        var push = SCWebFeedPush.newBuilder()
                .setDisplayWatchingCount(text(random))
                .setDisplayLikeCount(text(random))
                .setPushInterval(random.nextLong())
                .setCommentCursor(text(random));
        for (var n = random.nextInt(4); n > 0; n--) {
            push.addCommentFeeds(WebCommentFeed.newBuilder()
                    .setId(text(random))
                    .setUser(SimpleUserInfo.newBuilder()
                            .setPrincipalId(text(random))
                            .setUserName(text(random))
                            .setHeadUrl(text(random)))
                    .setContent(text(random))
                    .setDeviceHash(text(random))
                    .setSortRank(random.nextLong())
                    .setColor(text(random))
                    .setShowTypeValue(random.nextInt(4) - 1)
                    .setSenderState(
                            LiveAudienceState.newBuilder().setWealthGrade(random.nextInt(3)))
                    .setTime(random.nextLong() >> random.nextInt(64)));
        }
        for (var n = random.nextInt(2); n > 0; n--) {
            push.addLikeFeeds(WebLikeFeed.newBuilder().setId(text(random)));
        }
        return push.build();
    }

    private static String text(Random random) {
        return random.nextInt(3) == 0 ? "" : "a安é😀".repeat(random.nextInt(3)) + random.nextInt(9);
    }

    private static byte[] harmed(byte[] bytes, Random random) {
        switch (random.nextInt(4)) {
            case 0 -> {
                return Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
            }
            case 1, 2 -> bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            default -> {}
        }
        return bytes;
    }

    /** Field 5. */
    private static byte[] pushOf(ByteString comment) {
        return ByteString.copyFrom(new byte[] {0x2a, (byte) comment.size()})
                .concat(comment)
                .toByteArray();
    }
}
