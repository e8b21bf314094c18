package dev.danmaku.simulator.bilibili;

import dev.danmaku.simulator.room.Broadcast;
import dev.danmaku.simulator.room.Quirk;
import dev.danmaku.simulator.room.Telling;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * What only this platform knows, by the words of scripts.
 *
 * <pre>
 *   follow share live-again warning room-change silent-on silent-off block notice log-in-notice followers
 *   stopped [ids, by commas]   super-chat-deleted [number]   raw JSON
 * </pre>
 */
final class Tellings {
    private static final long FOLLOWERS = 123_456;

    private Tellings() {}

    /** @throws IllegalArgumentException if there is no such thing to tell */
    static List<String> of(Telling telling, Streamer streamer, long nowMillis) {
        var from = Person.of(telling.from(), telling.quirks().contains(Quirk.MASKED));
        var bare = telling.quirks().contains(Quirk.BARE);
        var text = Objects.requireNonNullElse(telling.text(), "");
        return List.of(
                switch (telling.what()) {
                    case "follow" ->
                        PeopleMessages.interacts(
                                streamer,
                                from,
                                PeopleMessages.FOLLOWS,
                                telling.quirks(),
                                nowMillis);
                    case "share" ->
                        PeopleMessages.interacts(
                                streamer, from, PeopleMessages.SHARES, telling.quirks(), nowMillis);
                    case "live-again" ->
                        StateMessages.liveAgain(streamer, liveKey(telling), nowMillis);
                    case "warning" -> StateMessages.warning(streamer, text);
                    case "room-change" ->
                        StateMessages.roomChange(
                                streamer,
                                text.isEmpty() ? streamer.title() : text,
                                liveKey(telling),
                                bare);
                    case "silent-on" -> StateMessages.silentOn();
                    case "silent-off" -> StateMessages.silentOff();
                    case "block" -> StateMessages.blocked(from);
                    case "notice" -> StateMessages.notice(streamer, text);
                    case "log-in-notice" -> StateMessages.logInNotice();
                    case "followers" ->
                        StateMessages.followers(streamer, FOLLOWERS + telling.number());
                    case "stopped" -> StateMessages.stopped(numbers(text));
                    case "super-chat-deleted" ->
                        PaidMessages.superChatDeleted(
                                streamer, text.isEmpty() ? 1 : Long.parseLong(text));
                    case "raw" -> text;
                    default ->
                        throw new IllegalArgumentException(
                                "'%s' is nothing that bilibili tells".formatted(telling.what()));
                });
    }

    private static String liveKey(Telling telling) {
        return telling.broadcast().map(Broadcast::streamId).orElse("0");
    }

    private static List<Long> numbers(String text) {
        return text.isEmpty()
                ? List.of()
                : Arrays.stream(text.split(",", -1))
                        .map(String::strip)
                        .map(Long::valueOf)
                        .toList();
    }
}
