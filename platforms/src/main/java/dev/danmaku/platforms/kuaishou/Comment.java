package dev.danmaku.platforms.kuaishou;

import dev.danmaku.platforms.Slice;
import dev.danmaku.platforms.kuaishou.wire.LiveAudienceState;
import dev.danmaku.platforms.kuaishou.wire.WebCommentFeedShowType;

/**
 * A comment ({@code WebCommentFeed}), read as protobuf prescribes: a field that comes twice counts the last time, a message that comes
 * twice is the two together.
 */
final class Comment {
    private static final int ID = Wire.tag(1, Wire.BYTES);
    private static final int USER = Wire.tag(2, Wire.BYTES);
    private static final int CONTENT = Wire.tag(3, Wire.BYTES);
    private static final int COLOR = Wire.tag(6, Wire.BYTES);
    private static final int SHOW_TYPE = Wire.tag(7, Wire.VARINT);
    private static final int SENDER_STATE = Wire.tag(8, Wire.BYTES);
    private static final int TIME = Wire.tag(9, Wire.VARINT);

    private static final int PRINCIPAL_ID = Wire.tag(1, Wire.BYTES);
    private static final int USER_NAME = Wire.tag(2, Wire.BYTES);
    private static final int HEAD_URL = Wire.tag(3, Wire.BYTES);

    private static final Protobuf<LiveAudienceState> STATES =
            new Protobuf<>(FeedPush.NAME, LiveAudienceState.parser());

    private Slice id = Slice.EMPTY;
    private Slice principalId = Slice.EMPTY;
    private Slice userName = Slice.EMPTY;
    private Slice headUrl = Slice.EMPTY;
    private Slice content = Slice.EMPTY;
    private Slice color = Slice.EMPTY;
    private LiveAudienceState senderState = LiveAudienceState.getDefaultInstance();
    private long timeMillis;
    private boolean hidden;

    private Comment() {}

    /** The message that is the value of the wire's field. */
    static Comment read(Wire wire) throws MalformedFrame {
        var comment = new Comment();
        var outer = wire.enter();
        for (var tag = wire.next(); tag != 0; tag = wire.next()) {
            comment.read(tag, wire);
        }
        wire.leave(outer);
        return comment;
    }

    private void read(int tag, Wire wire) throws MalformedFrame {
        if (tag == USER) {
            readUser(wire);
        } else if (tag == CONTENT) {
            content = wire.slice();
        } else if (tag == SHOW_TYPE) {
            hidden = (int) wire.varint() == WebCommentFeedShowType.FEED_HIDDEN_VALUE;
        } else if (tag == SENDER_STATE) {
            addState(wire.slice());
        } else if (tag == ID) {
            id = wire.slice();
        } else if (tag == COLOR) {
            color = wire.slice();
        } else if (tag == TIME) {
            timeMillis = wire.varint();
        } else {
            wire.skip();
        }
    }

    /** {@code SimpleUserInfo}. */
    private void readUser(Wire wire) throws MalformedFrame {
        var outer = wire.enter();
        for (var tag = wire.next(); tag != 0; tag = wire.next()) {
            if (tag == PRINCIPAL_ID) {
                principalId = wire.slice();
            } else if (tag == USER_NAME) {
                userName = wire.slice();
            } else if (tag == HEAD_URL) {
                headUrl = wire.slice();
            } else {
                wire.skip();
            }
        }
        wire.leave(outer);
    }

    /** Mostly there, and empty. */
    private void addState(Slice more) throws MalformedFrame {
        if (!more.isEmpty()) {
            senderState = senderState.toBuilder().mergeFrom(STATES.read(more)).build();
        }
    }

    /** The platform's; mostly empty. */
    Slice id() {
        return id;
    }

    Slice principalId() {
        return principalId;
    }

    Slice userName() {
        return userName;
    }

    Slice headUrl() {
        return headUrl;
    }

    /** Who wrote it, as far as it says. */
    Slice who() {
        return principalId.isEmpty() ? userName : principalId;
    }

    Slice content() {
        return content;
    }

    Slice color() {
        return color;
    }

    LiveAudienceState senderState() {
        return senderState;
    }

    /** 0 where it does not say. */
    long timeMillis() {
        return timeMillis;
    }

    /** Not to be shown. */
    boolean hidden() {
        return hidden;
    }
}
