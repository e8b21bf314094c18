package dev.danmaku.platforms.kuaishou;

import dev.danmaku.platforms.kuaishou.wire.PayloadType;
import dev.danmaku.platforms.kuaishou.wire.WebPauseType;

import org.jspecify.annotations.Nullable;

/**
 * What the platform tells everybody in the room by a message's mere type, in words: its page shows each in a way of its own. Most
 * of their bodies hold ids that lead nowhere outside of that page.
 */
final class Announcements {
    private Announcements() {}

    /** Null where the type announces nothing, or not enough to be worth a sentence. */
    static @Nullable String of(int type) {
        return switch (type) {
            case PayloadType.SC_AUTHOR_HEARTBEAT_MISS_VALUE -> "the streamer's connection is poor";
            case PayloadType.SC_PIP_STARTED_VALUE -> "picture in picture began";
            case PayloadType.SC_PIP_ENDED_VALUE -> "picture in picture ended";
            case PayloadType.SC_LIVE_CHAT_CALL_VALUE -> "a guest is called";
            case PayloadType.SC_LIVE_CHAT_CALL_ACCEPTED_VALUE -> "the guest accepted";
            case PayloadType.SC_LIVE_CHAT_CALL_REJECTED_VALUE -> "the guest declined";
            case PayloadType.SC_LIVE_CHAT_READY_VALUE -> "a call with a guest began";
            case PayloadType.SC_LIVE_CHAT_GUEST_END_VALUE -> "the guest hung up";
            case PayloadType.SC_LIVE_CHAT_ENDED_VALUE,
                    PayloadType.SC_INTERACTIVE_CHAT_CLOSED_VALUE -> "a call with a guest ended";
            case PayloadType.SC_LIVE_QUIZ_QUESTION_ASKED_VALUE -> "a quiz question is asked";
            case PayloadType.SC_LIVE_QUIZ_QUESTION_REVIEWED_VALUE -> "a quiz question is answered";
            case PayloadType.SC_LIVE_QUIZ_ENDED_VALUE -> "the quiz ended";
            case PayloadType.SC_LIVE_QUIZ_WINNERS_VALUE -> "the quiz has winners";
            case PayloadType.SC_SHOP_OPENED_VALUE -> "the shop opened";
            case PayloadType.SC_SHOP_CLOSED_VALUE -> "the shop closed";
            case PayloadType.SC_GUESS_OPENED_VALUE -> "a guessing game began";
            case PayloadType.SC_GUESS_CLOSED_VALUE -> "a guessing game ended";
            case PayloadType.SC_PK_INVITATION_VALUE -> "a contest of streamers is proposed";
            case PayloadType.SC_RIDDLE_OPENED_VALUE -> "a riddle began";
            case PayloadType.SC_RIDDLE_CLOESED_VALUE -> "a riddle ended";
            case PayloadType.SC_RIDE_CHANGED_VALUE -> "somebody's ride changed";
            case PayloadType.SC_BET_CHANGED_VALUE -> "the bets changed";
            case PayloadType.SC_BET_CLOSED_VALUE -> "the bets are closed";
            case PayloadType.SC_COMMENTS_RECOVERED_VALUE -> "comments are allowed again";
            default -> null;
        };
    }

    static String paused(WebPauseType why) {
        return switch (why) {
            case TELEPHONE -> "the streamer paused: telephone";
            case SHARE -> "the streamer paused: sharing";
            case UNKNOWN_PAUSE_TYPE, UNRECOGNIZED -> "the streamer paused";
        };
    }

    static String resumed() {
        return "the streamer is back";
    }

    static String trafficZero() {
        return "nothing comes from the streamer";
    }
}
