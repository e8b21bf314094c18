package dev.danmaku.event;

import dev.danmaku.event.EventBody.Chat;
import dev.danmaku.event.EventBody.Enter;
import dev.danmaku.event.EventBody.Follow;
import dev.danmaku.event.EventBody.Gap;
import dev.danmaku.event.EventBody.Gift;
import dev.danmaku.event.EventBody.Like;
import dev.danmaku.event.EventBody.LikeCount;
import dev.danmaku.event.EventBody.Membership;
import dev.danmaku.event.EventBody.Moderation;
import dev.danmaku.event.EventBody.Notice;
import dev.danmaku.event.EventBody.Rank;
import dev.danmaku.event.EventBody.RoomChanged;
import dev.danmaku.event.EventBody.Share;
import dev.danmaku.event.EventBody.StreamEnd;
import dev.danmaku.event.EventBody.StreamStart;
import dev.danmaku.event.EventBody.SuperChat;
import dev.danmaku.event.EventBody.SuperChatDeleted;
import dev.danmaku.event.EventBody.Unknown;
import dev.danmaku.event.EventBody.ViewerCount;
import dev.danmaku.room.Platform;

import org.jspecify.annotations.Nullable;

/**
 * One decoded thing that happened in a room.
 *
 * @param room the room's id, resolved; null only where a lone frame does not say it
 * @param at when it happened, Unix milliseconds: the platform's time where it gives one, else receivedAt
 * @param receivedAt when we read it, Unix milliseconds
 * @param key identity within the room: {@code id:} and the platform's id, or {@code h:} and a hash of content and time
 * @param live the platform's id of this broadcast
 * @param epoch under which it was heard; null where nobody holds the room (watch, decode)
 * @param raw the platform's message, if keeping it is switched on
 */
public record Event(
        Platform platform,
        @Nullable String room,
        long at,
        long receivedAt,
        String key,
        @Nullable String live,
        @Nullable Epoch epoch,
        EventBody body,
        @Nullable String raw) {

    /** Of the public schema. */
    public static final int SCHEMA_VERSION = 1;

    /** The same event, heard under an epoch. */
    public Event under(@Nullable Epoch heardUnder) {
        return new Event(platform, room, at, receivedAt, key, live, heardUnder, body, raw);
    }

    /** The same event, after a closer look at what it says. */
    public Event saying(EventBody said) {
        return said == body
                ? this
                : new Event(platform, room, at, receivedAt, key, live, epoch, said, raw);
    }

    /** The same event, of a room that the frame did not name. */
    public Event in(String namedRoom) {
        return new Event(platform, namedRoom, at, receivedAt, key, live, epoch, body, raw);
    }

    /** The same event without the platform's message. */
    public Event withoutRaw() {
        return raw == null
                ? this
                : new Event(platform, room, at, receivedAt, key, live, epoch, body, null);
    }

    /** Who did it; null where nobody did. */
    public @Nullable User user() {
        return switch (body) {
            case Chat chat -> chat.user();
            case Gift gift -> gift.user();
            case SuperChat superChat -> superChat.user();
            case Membership membership -> membership.user();
            case Like like -> like.user();
            case Enter enter -> enter.user();
            case Follow follow -> follow.user();
            case Share share -> share.user();
            case Moderation moderation -> moderation.user();
            case SuperChatDeleted _,
                    ViewerCount _,
                    LikeCount _,
                    Rank _,
                    RoomChanged _,
                    StreamStart _,
                    StreamEnd _,
                    Notice _,
                    Gap _,
                    Unknown _ -> null;
        };
    }
}
