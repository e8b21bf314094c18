package dev.danmaku.console.web;

import io.netty.handler.codec.http.HttpHeaders;

/** What stands on every answer: the page loads nothing from elsewhere, runs no script but its files, and is in nobody's frame. */
final class Headers {
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self';"
            + " img-src 'self' data:; connect-src 'self'; font-src 'self'; frame-ancestors 'none';"
            + " base-uri 'none'; form-action 'self'";

    private Headers() {}

    static void secure(HttpHeaders headers) {
        headers.set("Content-Security-Policy", POLICY)
                .set("X-Content-Type-Options", "nosniff")
                .set("Referrer-Policy", "no-referrer")
                .set("Cross-Origin-Opener-Policy", "same-origin")
                .set("Cross-Origin-Resource-Policy", "same-origin");
    }
}
