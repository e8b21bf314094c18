package dev.danmaku.platforms.kuaishou;

import dev.danmaku.event.EventBody.ModerationAction;
import dev.danmaku.platforms.Printable;
import dev.danmaku.platforms.kuaishou.wire.PayloadType;
import dev.danmaku.platforms.kuaishou.wire.SCCommentZoneRichText;
import dev.danmaku.platforms.kuaishou.wire.SCInfo;
import dev.danmaku.platforms.kuaishou.wire.SCLiveWarningMaskStatusChangedAudience;
import dev.danmaku.platforms.kuaishou.wire.SCWebAuthorPause;
import dev.danmaku.platforms.kuaishou.wire.SCWebCurrentRedPackFeed;
import dev.danmaku.platforms.kuaishou.wire.SCWebEnterRoomAck;
import dev.danmaku.platforms.kuaishou.wire.SCWebError;
import dev.danmaku.platforms.kuaishou.wire.SCWebLiveWatchingUsers;
import dev.danmaku.platforms.kuaishou.wire.SCWebSuspectedViolation;

import java.time.Duration;

/** What a frame says. */
sealed interface Message {
    /** Comments, likes, gifts, people in one message; a busy push has some fifty. */
    int MAX_ENTRIES = 10_000;

    /** The platform let us in. */
    record Joined(Duration heartbeatInterval) implements Message {
        static final Duration USUAL_INTERVAL = Duration.ofSeconds(20);
        /** Bounds on what a server may ask for: it neither makes us spin nor fall silent. */
        static final Duration MIN_INTERVAL = Duration.ofMillis(50);

        static final Duration MAX_INTERVAL = Duration.ofMinutes(5);
    }

    /** @param text the platform's own words, as they are */
    record Failed(long code, long subCode, String text) implements Message {
        private static final int MAX_QUOTED_CHARS = 200;

        @Override
        public String toString() {
            return "error %d/%d '%s'"
                    .formatted(code, subCode, Printable.of(text, MAX_QUOTED_CHARS));
        }
    }

    /** For the site's own page. */
    record Info(long code, String text) implements Message {}

    /** Says that the connection lives, and nothing else: answers to heartbeats and pings. */
    record Alive() implements Message {}

    /** What a client sends: only in captures. */
    record FromClient() implements Message {}

    record Feed(FeedPush push) implements Message {}

    record Audience(SCWebLiveWatchingUsers users) implements Message {}

    record RedPacks(SCWebCurrentRedPackFeed packs) implements Message {}

    record RichText(SCCommentZoneRichText comments) implements Message {}

    /** The platform suspects, or says to the audience, that the stream breaks its rules; or that it does so no more. */
    record Warning(boolean on) implements Message {}

    /** Of the stream, or of all who comment. */
    record Moderated(ModerationAction action) implements Message {}

    /** The platform tells all who watch. */
    record Announced(String text) implements Message {}

    /** Only the site's own page, or its wallet, has a use for it. */
    record ForPage() implements Message {}

    /** Nothing comes from the streamer any more: the stream has probably ended. */
    record TrafficZero(String name) implements Message {}

    /** The streamer's picture goes on. */
    record Resumed(String name) implements Message {}

    /** Of a type that has no event of ours, or no name at all. */
    record Unread(String name) implements Message {}

    /** Reads a frame's payload; what we have no use for is not even unpacked. */
    static Message read(Frame frame) throws MalformedFrame {
        if (frame.fromClient()) {
            return new FromClient();
        }
        return switch (frame.type()) {
            case PayloadType.SC_FEED_PUSH_VALUE -> new Feed(FeedPush.read(frame.payload()));
            case PayloadType.SC_LIVE_WATCHING_LIST_VALUE ->
                audience(Bodies.AUDIENCE.read(frame.payload()));
            case PayloadType.SC_COMMENT_ZONE_RICH_TEXT_VALUE ->
                richText(Bodies.RICH_TEXT.read(frame.payload()));
            case PayloadType.SC_RED_PACK_FEED_VALUE ->
                redPacks(Bodies.RED_PACKS.read(frame.payload()));
            case PayloadType.SC_SUSPECTED_VIOLATION_VALUE ->
                new Warning(Bodies.SUSPECTED.read(frame.payload()).getSuspectedViolation());
            case PayloadType.SC_LIVE_WARNING_MASK_STATUS_CHANGED_AUDIENCE_VALUE ->
                new Warning(Bodies.MASK.read(frame.payload()).getDisplayMask());
            case PayloadType.SC_ENTER_ROOM_ACK_VALUE ->
                joined(Bodies.ENTER_ROOM_ACK.read(frame.payload()));
            case PayloadType.SC_ERROR_VALUE -> failed(Bodies.ERROR.read(frame.payload()));
            case PayloadType.SC_INFO_VALUE -> info(Bodies.INFO.read(frame.payload()));
            case PayloadType.SC_HEARTBEAT_ACK_VALUE,
                    PayloadType.SC_ECHO_VALUE,
                    PayloadType.SC_PING_ACK_VALUE -> new Alive();
            case PayloadType.SC_AUTHOR_PUSH_TRAFFIC_ZERO_VALUE -> new TrafficZero(frame.typeName());
            case PayloadType.SC_AUTHOR_RESUME_VALUE -> new Resumed(frame.typeName());
            case PayloadType.SC_AUTHOR_PAUSE_VALUE ->
                new Announced(
                        Announcements.paused(Bodies.PAUSE.read(frame.payload()).getPauseType()));
            case PayloadType.SC_LIVE_BANNED_VALUE -> new Moderated(ModerationAction.CUT_OFF);
            case PayloadType.SC_COMMENTS_FORBIDDEN_VALUE -> new Moderated(ModerationAction.MUTED);
            case PayloadType.SC_REFRESH_WALLET_VALUE,
                    PayloadType.SC_ASSISTANT_STATUS_VALUE,
                    PayloadType.SC_RENDERING_MAGIC_FACE_DISABLE_VALUE,
                    PayloadType.SC_RENDERING_MAGIC_FACE_ENABLE_VALUE,
                    PayloadType.SC_LIVE_QUIZ_SYNC_VALUE,
                    PayloadType.SC_LIVE_SPECIAL_ACCOUNT_CONFIG_STATE_VALUE -> new ForPage();
            default -> other(frame);
        };
    }

    private static Message other(Frame frame) {
        var text = Announcements.of(frame.type());
        return text == null ? new Unread(frame.typeName()) : new Announced(text);
    }

    private static Audience audience(SCWebLiveWatchingUsers users) throws MalformedFrame {
        boundEntries(users.getWatchingUserCount());
        return new Audience(users);
    }

    private static RichText richText(SCCommentZoneRichText comments) throws MalformedFrame {
        boundEntries(comments.getMessageCount());
        return new RichText(comments);
    }

    private static RedPacks redPacks(SCWebCurrentRedPackFeed packs) throws MalformedFrame {
        boundEntries(packs.getRedPackCount());
        return new RedPacks(packs);
    }

    /** An entry may be two bytes on the wire; its event is a hundred times that. */
    static void boundEntries(int entries) throws MalformedFrame {
        if (entries > MAX_ENTRIES) {
            throw new MalformedFrame("a message of " + entries + " entries");
        }
    }

    private static Joined joined(SCWebEnterRoomAck ack) {
        var asked = ack.getHeartbeatIntervalMs();
        if (asked == 0) {
            return new Joined(Joined.USUAL_INTERVAL);
        }
        // Unsigned on the wire: what is negative here is huge there.
        var millis = asked < 0 ? Long.MAX_VALUE : asked;
        return new Joined(Duration.ofMillis(Math.clamp(
                millis, Joined.MIN_INTERVAL.toMillis(), Joined.MAX_INTERVAL.toMillis())));
    }

    private static Failed failed(SCWebError error) {
        return new Failed(
                Integer.toUnsignedLong(error.getCode()),
                Integer.toUnsignedLong(error.getSubCode()),
                error.getMsg());
    }

    private static Info info(SCInfo info) {
        return new Info(Integer.toUnsignedLong(info.getCode()), info.getMsg());
    }

    /** A reader for each payload that is looked into. */
    final class Bodies {
        private static final Protobuf<SCWebLiveWatchingUsers> AUDIENCE =
                new Protobuf<>("watching list", SCWebLiveWatchingUsers.parser());
        private static final Protobuf<SCCommentZoneRichText> RICH_TEXT =
                new Protobuf<>("rich text", SCCommentZoneRichText.parser());
        private static final Protobuf<SCWebCurrentRedPackFeed> RED_PACKS =
                new Protobuf<>("red packs", SCWebCurrentRedPackFeed.parser());
        private static final Protobuf<SCWebSuspectedViolation> SUSPECTED =
                new Protobuf<>("suspected violation", SCWebSuspectedViolation.parser());
        private static final Protobuf<SCLiveWarningMaskStatusChangedAudience> MASK =
                new Protobuf<>("warning mask", SCLiveWarningMaskStatusChangedAudience.parser());
        private static final Protobuf<SCWebEnterRoomAck> ENTER_ROOM_ACK =
                new Protobuf<>("enter room ack", SCWebEnterRoomAck.parser());
        private static final Protobuf<SCWebAuthorPause> PAUSE =
                new Protobuf<>("author pause", SCWebAuthorPause.parser());
        private static final Protobuf<SCWebError> ERROR =
                new Protobuf<>("error", SCWebError.parser());
        private static final Protobuf<SCInfo> INFO = new Protobuf<>("info", SCInfo.parser());

        private Bodies() {}
    }
}
