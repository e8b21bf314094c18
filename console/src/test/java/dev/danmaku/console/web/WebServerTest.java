package dev.danmaku.console.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Bytes on a connection, where a well-behaved client would not do. */
@Timeout(30)
class WebServerTest {
    private static final Duration READING = Duration.ofMillis(200);

    /** Nobody is asked for anything. */
    private static final Doorkeeper OPEN = new Doorkeeper() {
        @Override
        public void checkHost(Call call) {}

        @Override
        public Caller admit(Call call, Route route) {
            throw new AssertionError("a request that did not come whole was let in");
        }

        @Override
        public boolean holds(Caller caller) {
            return true;
        }
    };

    @Test
    void aBodyThatDoesNotComeWholeIsToldSoAndTheConnectionEnds() throws IOException {
        var routes = new Routes().add(Route.act("/api/v1/do", call -> {
            throw new AssertionError("a request that did not come whole was carried out");
        }));
        try (var server = new WebServer("127.0.0.1", 0, 10, routes, OPEN, READING);
                var socket = new Socket("127.0.0.1", server.port())) {
            socket.getOutputStream()
                    .write(
                            "POST /api/v1/do HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\n{\""
                                    .getBytes(StandardCharsets.US_ASCII));

            var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(answer)
                    .startsWith("HTTP/1.1 408 ")
                    .contains("application/problem+json", "\"status\":408");
        }
    }
}
