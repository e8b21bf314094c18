package dev.danmaku.standalone.watch;

import dev.danmaku.event.Event;
import dev.danmaku.event.EventBody;
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
import dev.danmaku.event.User;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An event as a line that people like to read. What strangers wrote cannot steer the terminal. */
public final class EventText {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

    private final ZoneId zone;

    public EventText(ZoneId zone) {
        this.zone = zone;
    }

    public String of(Event event) {
        var time = TIME.format(Instant.ofEpochMilli(event.at()).atZone(zone));
        // Control characters, and the marks that turn the direction of text around.
        return time + "  "
                + body(event.body()).replaceAll("[\\p{Cc}\\u202A-\\u202E\\u2066-\\u2069]", "?");
    }

    private static String body(EventBody body) {
        return switch (body) {
            case Chat chat -> name(chat.user()) + ": " + chat.text();
            case Gift gift ->
                "%s gives %d x %s%s"
                        .formatted(
                                name(gift.user()),
                                gift.count(),
                                or(gift.name(), "gift " + or(gift.id(), "?")),
                                gift.combo() == null
                                        ? ""
                                        : " (%d in a row)"
                                                .formatted(gift.combo().total()));
            case SuperChat chat ->
                "%s pays %d %s: %s"
                        .formatted(
                                name(chat.user()),
                                chat.price().amount(),
                                chat.price().unit(),
                                chat.text());
            case SuperChatDeleted deleted ->
                "paid messages removed: " + String.join(", ", deleted.ids());
            case Membership membership ->
                name(membership.user()) + " becomes a member: " + or(membership.tier(), "?");
            case Like like -> "%s likes (%d)".formatted(name(like.user()), like.count());
            case Enter enter -> name(enter.user()) + " comes in";
            case Follow follow -> name(follow.user()) + " follows";
            case Share share -> name(share.user()) + " shares the room";
            case ViewerCount viewers ->
                "viewers (%s): %s"
                        .formatted(
                                viewers.kind().name().toLowerCase(Locale.ROOT),
                                or(viewers.display(), String.valueOf(viewers.count())));
            case LikeCount likes ->
                "likes so far: " + or(likes.display(), String.valueOf(likes.count()));
            case Rank rank ->
                "ranking: "
                        + rank.users().stream()
                                .map(ranked -> name(ranked.user()))
                                .collect(Collectors.joining(", "));
            case RoomChanged room ->
                "room: "
                        + Stream.of(room.host(), room.title(), room.area())
                                .filter(Objects::nonNull)
                                .collect(Collectors.joining(" - "));
            case StreamStart start -> "the stream starts" + reason(start.reason());
            case StreamEnd end -> "the stream ends" + reason(end.reason());
            case Moderation moderation ->
                "%s: %s"
                        .formatted(
                                moderation
                                        .action()
                                        .name()
                                        .toLowerCase(Locale.ROOT)
                                        .replace('_', '-'),
                                moderation.user() == null ? "the room" : name(moderation.user()));
            case Notice notice -> "notice: " + notice.text();
            case Gap gap ->
                "nothing heard for %d ms: %s".formatted(gap.to() - gap.from(), gap.cause());
            case Unknown unknown -> "unknown message: " + unknown.name();
        };
    }

    private static String name(User user) {
        return or(user.name(), or(user.id(), "somebody"));
    }

    private static String reason(@Nullable String reason) {
        return reason == null ? "" : ": " + reason;
    }

    private static String or(@Nullable String text, String fallback) {
        return text == null || text.isEmpty() ? fallback : text;
    }
}
