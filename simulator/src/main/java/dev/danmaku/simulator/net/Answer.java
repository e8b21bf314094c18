package dev.danmaku.simulator.net;

import java.util.List;

/** What becomes of an HTTP request. */
public sealed interface Answer {

    /** @param cookies whole {@code Set-Cookie} values */
    record Reply(int status, String contentType, String body, List<String> cookies)
            implements Answer {
        public Reply {
            cookies = List.copyOf(cookies);
        }
    }

    /** Go there instead; no body. */
    record Redirect(String location) implements Answer {}

    /** The request is never answered; the connection stays open. */
    record Nothing() implements Answer {}

    static Reply json(String body) {
        return json(200, body);
    }

    static Reply json(int status, String body) {
        return new Reply(status, "application/json; charset=utf-8", body, List.of());
    }

    static Reply html(String body, List<String> cookies) {
        return new Reply(200, "text/html; charset=utf-8", body, cookies);
    }

    static Reply text(int status, String body) {
        return new Reply(status, "text/plain; charset=utf-8", body, List.of());
    }
}
