package dev.danmaku.platforms.kuaishou;

import dev.danmaku.platforms.Slice;
import dev.danmaku.platforms.kuaishou.wire.WebComboCommentFeed;
import dev.danmaku.platforms.kuaishou.wire.WebGiftFeed;
import dev.danmaku.platforms.kuaishou.wire.WebLikeFeed;
import dev.danmaku.platforms.kuaishou.wire.WebShareFeed;
import dev.danmaku.platforms.kuaishou.wire.WebSystemNoticeFeed;

import java.util.ArrayList;
import java.util.List;

/**
 * A feed push ({@code SCWebFeedPush}), taken apart field by field. Its comments, nearly all that a room ever says, are read by
 * {@link Comment} without an object of the schema; the rest is rare.
 */
final class FeedPush {
    static final String NAME = "feed push";

    private static final int WATCHING = Wire.tag(1, Wire.BYTES);
    private static final int LIKE_COUNT = Wire.tag(2, Wire.BYTES);
    private static final int COMMENT = Wire.tag(5, Wire.BYTES);
    private static final int COMBO_COMMENT = Wire.tag(7, Wire.BYTES);
    private static final int LIKE = Wire.tag(8, Wire.BYTES);
    private static final int GIFT = Wire.tag(9, Wire.BYTES);
    private static final int NOTICE = Wire.tag(11, Wire.BYTES);
    private static final int SHARE = Wire.tag(12, Wire.BYTES);

    private static final Protobuf<WebComboCommentFeed> COMBO_COMMENTS =
            new Protobuf<>(NAME, WebComboCommentFeed.parser());
    private static final Protobuf<WebLikeFeed> LIKES = new Protobuf<>(NAME, WebLikeFeed.parser());
    private static final Protobuf<WebGiftFeed> GIFTS = new Protobuf<>(NAME, WebGiftFeed.parser());
    private static final Protobuf<WebSystemNoticeFeed> NOTICES =
            new Protobuf<>(NAME, WebSystemNoticeFeed.parser());
    private static final Protobuf<WebShareFeed> SHARES =
            new Protobuf<>(NAME, WebShareFeed.parser());

    private Slice watching = Slice.EMPTY;
    private Slice likeCount = Slice.EMPTY;
    private List<Comment> comments = List.of();
    private List<WebComboCommentFeed> comboComments = List.of();
    private List<WebLikeFeed> likes = List.of();
    private List<WebGiftFeed> gifts = List.of();
    private List<WebSystemNoticeFeed> notices = List.of();
    private List<WebShareFeed> shares = List.of();
    private int entries;

    private FeedPush() {}

    /** It shares the array, which must not change any more. */
    static FeedPush read(Slice payload) throws MalformedFrame {
        var push = new FeedPush();
        var wire = new Wire(NAME, payload);
        for (var tag = wire.next(); tag != 0; tag = wire.next()) {
            push.read(tag, wire);
        }
        Message.boundEntries(push.entries);
        return push;
    }

    private void read(int tag, Wire wire) throws MalformedFrame {
        if (entries >= Message.MAX_ENTRIES && isEntry(tag)) {
            // counted, for the reason, and made no object of
            entries++;
            wire.skip();
        } else if (tag == COMMENT) {
            comments = with(Comment.read(wire), comments);
        } else if (tag == WATCHING) {
            watching = wire.slice();
        } else if (tag == LIKE_COUNT) {
            likeCount = wire.slice();
        } else if (tag == COMBO_COMMENT) {
            comboComments = with(COMBO_COMMENTS.read(wire.slice()), comboComments);
        } else if (tag == LIKE) {
            likes = with(LIKES.read(wire.slice()), likes);
        } else if (tag == GIFT) {
            gifts = with(GIFTS.read(wire.slice()), gifts);
        } else if (tag == NOTICE) {
            notices = with(NOTICES.read(wire.slice()), notices);
        } else if (tag == SHARE) {
            shares = with(SHARES.read(wire.slice()), shares);
        } else {
            wire.skip();
        }
    }

    private static boolean isEntry(int tag) {
        return tag == COMMENT
                || tag == COMBO_COMMENT
                || tag == LIKE
                || tag == GIFT
                || tag == NOTICE
                || tag == SHARE;
    }

    private <T> List<T> with(T entry, List<T> list) {
        var longer = list.isEmpty() ? new ArrayList<T>() : list;
        entries++;
        longer.add(entry);
        return longer;
    }

    /** As it is shown; empty where the push does not say. */
    Slice watching() {
        return watching;
    }

    /** As it is shown; empty where the push does not say. */
    Slice likeCount() {
        return likeCount;
    }

    List<Comment> comments() {
        return comments;
    }

    List<WebComboCommentFeed> comboComments() {
        return comboComments;
    }

    List<WebLikeFeed> likes() {
        return likes;
    }

    List<WebGiftFeed> gifts() {
        return gifts;
    }

    List<WebSystemNoticeFeed> notices() {
        return notices;
    }

    List<WebShareFeed> shares() {
        return shares;
    }

    /** Of all kinds together. */
    int entries() {
        return entries;
    }
}
