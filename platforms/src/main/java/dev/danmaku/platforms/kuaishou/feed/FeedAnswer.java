package dev.danmaku.platforms.kuaishou.feed;

import dev.danmaku.platforms.lookup.Json;
import dev.danmaku.platforms.net.HttpResult;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One answer of the comment feed: JSON text inside of a JSON string, and now and then inside of an object {@code data}. */
sealed interface FeedAnswer {
    int MAX_COMMENTS = 1_000;
    int MAX_CURSOR_CHARS = 1_000;
    /** The text is JSON, may be a string that is, and so on. */
    int MAX_LAYERS = 3;

    Duration USUAL_PAUSE = Duration.ofSeconds(3);
    long MIN_PAUSE_SECONDS = 1;
    long MAX_PAUSE_SECONDS = 10;

    long OK = 1;

    /**
     * @param cursor to ask with next time; empty where the answer has none
     * @param watching people now, as the page shows it; empty where the answer has none
     */
    record Page(String cursor, Duration pause, String watching, List<Comment> comments)
            implements FeedAnswer {
        public Page {
            comments = List.copyOf(comments);
        }
    }

    /**
     * @param userId numeric; not the id by which the socket names people
     * @param timeMillis Unix milliseconds, as the platform says it
     */
    record Comment(
            @Nullable String userId,
            @Nullable String name,
            @Nullable String avatar,
            String text,
            long timeMillis) {}

    /** The platform's own no. */
    record Refused(long result) implements FeedAnswer {}

    /** @param reason for people; holds nothing of the answer */
    record Unreadable(String reason) implements FeedAnswer {}

    static FeedAnswer of(HttpResult result) {
        return switch (result) {
            case HttpResult.NoAnswer(var reason) -> new Unreadable(reason);
            case HttpResult.Answer answer ->
                answer.status() == 200
                        ? read(answer.body())
                        : new Unreadable("HTTP " + answer.status());
        };
    }

    static FeedAnswer read(String body) {
        var json = Json.parse(body).orElse(null);
        for (var layer = 1; layer < MAX_LAYERS && json != null && json.isString(); layer++) {
            json = Json.parse(json.asString("")).orElse(null);
        }
        if (json == null || !json.isObject()) {
            return new Unreadable("no JSON");
        }
        var inner = json.path("data").isObject() ? json.path("data") : json;
        if (!inner.path("result").isNumber()) {
            return new Unreadable("no result");
        }
        var result = inner.path("result").asLong(0);
        return result == OK ? page(inner) : new Refused(result);
    }

    private static Page page(JsonNode json) {
        var comments = new ArrayList<Comment>();
        for (var entry : json.path("liveStreamFeeds")) {
            var text = Json.text(entry, "content");
            // Only comments were ever seen here.
            if ("comment".equals(Json.text(entry, "type"))
                    && text != null
                    && comments.size() < MAX_COMMENTS) {
                var author = entry.path("author");
                comments.add(new Comment(
                        Json.text(author, "userId"),
                        Json.text(author, "userName"),
                        Json.text(author, "headurl"),
                        text,
                        entry.path("time").asLong(0)));
            }
        }
        var cursor = json.path("cursor").asString("");
        return new Page(
                cursor.length() > MAX_CURSOR_CHARS ? "" : cursor,
                pause(json.path("pullCycleSeconds")),
                json.path("currentWatchingCount").asString(""),
                comments);
    }

    private static Duration pause(JsonNode seconds) {
        return seconds.isNumber()
                ? Duration.ofSeconds(
                        Math.clamp(seconds.asLong(0), MIN_PAUSE_SECONDS, MAX_PAUSE_SECONDS))
                : USUAL_PAUSE;
    }
}
