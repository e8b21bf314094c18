package dev.danmaku.platforms.net;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** What came of an HTTP call. */
public sealed interface HttpResult {

    /**
     * @param body inflated
     * @param setCookies the Set-Cookie headers as they are
     * @param location where a redirect points, as it is; it is not followed
     */
    record Answer(
            int status,
            String body,
            List<String> setCookies,
            @Nullable String location) implements HttpResult {}

    /** @param reason for people; holds nothing of the answer or of the request's headers */
    record NoAnswer(String reason) implements HttpResult {}
}
