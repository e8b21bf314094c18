package dev.danmaku.console.web;

import tools.jackson.databind.json.JsonMapper;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** An error as a client is told it: {@code application/problem+json} of RFC 9457. Costs no stack trace, since callers make them. */
public final class Problem extends RuntimeException {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String TYPES = "urn:danmaku:problem:";

    private final int status;
    private final String word;
    private final String title;
    private final Map<String, String> headers;

    private Problem(
            int status, String word, String title, String detail, Map<String, String> headers) {
        super(detail, null, false, false);
        this.status = status;
        this.word = word;
        this.title = title;
        this.headers = headers;
    }

    private static Problem of(int status, String word, String title, String detail) {
        return new Problem(status, word, title, detail, Map.of());
    }

    /** What was sent cannot be meant. */
    public static Problem bad(String detail) {
        return of(400, "bad-request", "That request is not understood", detail);
    }

    public static Problem loginNeeded(String detail) {
        return of(401, "login-needed", "A login is needed", detail);
    }

    public static Problem forbidden(String detail) {
        return of(403, "forbidden", "That is not allowed", detail);
    }

    public static Problem notFound(String detail) {
        return of(404, "not-found", "There is no such thing", detail);
    }

    /** The rest of the request did not come. */
    static Problem stalled() {
        return of(408, "stalled", "The request did not come whole", "Send it again, in one go");
    }

    /** @param allowed methods, as a header lists them */
    public static Problem wrongMethod(String allowed) {
        return new Problem(
                405,
                "wrong-method",
                "That method is not allowed here",
                "Allowed: " + allowed,
                Map.of("Allow", allowed));
    }

    public static Problem tooLarge(int maxBytes) {
        return of(
                413,
                "too-large",
                "The request is too large",
                "A request has at most %d bytes".formatted(maxBytes));
    }

    public static Problem wrongContent() {
        return of(
                415,
                "wrong-content",
                "That content is not understood",
                "An action is sent as application/json");
    }

    /** This caller has to wait. */
    public static Problem tooMany(String detail, long retryAfterSeconds) {
        return new Problem(
                429,
                "too-many",
                "Too many requests",
                detail,
                Map.of("Retry-After", String.valueOf(retryAfterSeconds)));
    }

    /** Something of ours broke; the log has the rest. */
    public static Problem internal() {
        return of(500, "internal", "The console could not do that", "The console's log says why");
    }

    /** Everybody has to wait. */
    public static Problem busy(String detail) {
        return new Problem(503, "busy", "The console is busy", detail, Map.of("Retry-After", "1"));
    }

    /**
     * Something that the console depends on is missing.
     *
     * @param word for what it is, e.g. {@code no-store}
     */
    public static Problem away(String word, String detail) {
        return of(503, word, "Something that the console needs is not there", detail);
    }

    /** A question took too long. */
    public static Problem tooSlow(String detail) {
        return of(504, "too-slow", "That took too long", detail);
    }

    public int status() {
        return status;
    }

    /** Whether the connection is of no more use. */
    boolean closes() {
        return status == 408;
    }

    public Map<String, String> headers() {
        return headers;
    }

    /** As it is sent. */
    byte[] json() {
        return JSON.writeValueAsString(JSON.createObjectNode()
                        .put("type", TYPES + word)
                        .put("title", title)
                        .put("status", status)
                        .put("detail", getMessage()))
                .getBytes(StandardCharsets.UTF_8);
    }
}
