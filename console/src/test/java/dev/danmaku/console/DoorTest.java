package dev.danmaku.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.danmaku.console.web.Role;
import dev.danmaku.console.who.UsersFile;
import dev.danmaku.testing.servers.RequiresRedis;
import dev.danmaku.testing.servers.TestRedis;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Who may do what. */
@RequiresRedis
@Timeout(60)
class DoorTest {
    private static final String LOOK = "look-token-0123456789";
    private static final String OPERATE = "operate-token-0123456789";
    private static final String PASSWORD = "correct horse";

    @TempDir
    private Path folder;

    private TestRedis redis;

    @BeforeEach
    void redis(TestRedis server) {
        redis = server;
    }

    private @Nullable ConsoleUnderTest open;

    @AfterEach
    void stop() {
        if (open != null) {
            open.close();
        }
    }

    private ConsoleUnderTest guarded() throws IOException {
        var users = folder.resolve("users");
        Files.writeString(
                users,
                "# people\n" + UsersFile.line("ann", Role.OPERATE, PASSWORD) + "\n"
                        + UsersFile.line("bob", Role.LOOK, PASSWORD) + "\n");
        open = ConsoleUnderTest.start(
                redis,
                folder,
                "console.look-token",
                LOOK,
                "console.operate-token",
                OPERATE,
                "console.users-file",
                users.toString());
        return open;
    }

    private ConsoleUnderTest unguarded() {
        open = ConsoleUnderTest.start(redis, folder);
        return open;
    }

    @Test
    void everyRouteIsForThoseWhoseRoleCoversIt() throws IOException {
        var console = guarded();
        for (var route : console.console.routes().all()) {
            var path = route.template()
                            .replace("{platform}", "kuaishou")
                            .replace("{room}", "3xa")
                            .replace("{session}", "nobody")
                    + (route.template().endsWith("/live") ? "?topics=none" : "");
            for (var token : new String[] {"", LOOK, OPERATE}) {
                var request = route.method().equals("POST")
                        ? console.action(path, "{}")
                        : console.request(path)
                                .method(
                                        route.method(),
                                        java.net.http.HttpRequest.BodyPublishers.noBody());
                if (!token.isEmpty()) {
                    request.header("Authorization", "Bearer " + token);
                }
                var status = console.send(request).statusCode();
                var needed = route.needed();
                var role = token.equals(OPERATE)
                        ? Role.OPERATE
                        : token.equals(LOOK) ? Role.LOOK : null;
                var expected = needed == null || (role != null && role.covers(needed))
                        ? 0
                        : role == null ? 401 : 403;
                if (expected == 0) {
                    assertThat(status).as(route + " " + token).isNotIn(401, 403);
                } else {
                    assertThat(status).as(route + " " + token).isEqualTo(expected);
                }
            }
        }
    }

    private HttpResponse<String> login(ConsoleUnderTest console, String body) {
        return console.send(console.action("/api/v1/session", body));
    }

    private static String cookie(HttpResponse<String> answer) {
        return answer.headers().firstValue("Set-Cookie").orElseThrow();
    }

    @Test
    void aLoginHoldsUntilTheLogout() throws IOException {
        var console = guarded();
        assertThat(console.json("/api/v1/session").path("role").isNull()).isTrue();

        var answer = login(console, "{\"user\":\"ann\",\"password\":\"" + PASSWORD + "\"}");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        var session = ConsoleUnderTest.JSON.readTree(answer.body());
        assertThat(session.path("role").asString()).isEqualTo("operate");
        assertThat(session.path("user").asString()).isEqualTo("ann");
        assertThat(cookie(answer)).contains("HttpOnly", "SameSite=Strict").doesNotContain("Secure");
        var cookie = cookie(answer).split(";")[0];
        var csrf = session.path("csrf").asString();
        var add = "{\"rooms\":[\"ks:3xa\"]}";
        assertThat(console.send(console.action("/api/v1/rooms", add).header("Cookie", cookie))
                        .statusCode())
                .as("without the token of the session")
                .isEqualTo(403);
        assertThat(console.send(console.action("/api/v1/rooms", add)
                                .header("Cookie", cookie)
                                .header("X-CSRF-Token", csrf))
                        .statusCode())
                .isEqualTo(200);
        assertThat(Files.readString(folder.resolve("audit.jsonl"))).contains("\"who\":\"ann\"");
        console.send(console.request("/api/v1/session")
                .DELETE()
                .header("Cookie", cookie)
                .header("X-CSRF-Token", csrf));
        assertThat(console.send(console.request("/api/v1/overview").header("Cookie", cookie))
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void aPersonWhoIsTakenOffTheFileIsOut() throws IOException {
        var console = guarded();
        var cookie = cookie(login(console, "{\"user\":\"bob\",\"password\":\"" + PASSWORD + "\"}"))
                .split(";")[0];
        assertThat(console.send(console.request("/api/v1/overview").header("Cookie", cookie))
                        .statusCode())
                .isEqualTo(200);

        Files.writeString(
                folder.resolve("users"), UsersFile.line("ann", Role.OPERATE, PASSWORD) + "\n");
        Files.setLastModifiedTime(
                folder.resolve("users"), java.nio.file.attribute.FileTime.fromMillis(1));
        login(console, "{\"user\":\"ann\",\"password\":\"" + PASSWORD + "\"}");

        assertThat(console.send(console.request("/api/v1/overview").header("Cookie", cookie))
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void failedLoginsAreSlowed() throws IOException {
        var console = guarded();
        assertThat(login(console, "{}").statusCode()).isEqualTo(400);
        for (var i = 0; i < 3; i++) {
            assertThat(login(console, "{\"token\":\"guess number " + i + "\"}").statusCode())
                    .isEqualTo(401);
        }

        var waits = login(console, "{\"token\":\"" + OPERATE + "\"}");

        assertThat(waits.statusCode()).as("even the right one").isEqualTo(429);
        assertThat(waits.headers().firstValueAsLong("Retry-After").orElseThrow())
                .isPositive();
    }

    @Test
    void anActionOfAnotherPageIsRefused() {
        var console = unguarded();
        var csrf = console.json("/api/v1/session").path("csrf").asString();
        var add = "{\"rooms\":[\"ks:3xa\"]}";

        assertThat(console.send(console.action("/api/v1/rooms", add)).statusCode())
                .as("without the token")
                .isEqualTo(403);
        assertThat(console.send(console.action("/api/v1/rooms", add)
                                .header("X-CSRF-Token", csrf)
                                .header("Origin", "http://evil.example"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(console.send(console.request("/api/v1/rooms")
                                .header("X-CSRF-Token", csrf)
                                .header("Content-Type", "text/plain")
                                .POST(java.net.http.HttpRequest.BodyPublishers.ofString(add)))
                        .statusCode())
                .isEqualTo(415);
        assertThat(console.send(console.action("/api/v1/rooms", add)
                                .header("X-CSRF-Token", csrf)
                                .header("Origin", console.at("/").toString().replaceAll("/$", "")))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void aNameThatWasReboundToThisAddressIsNotAnswered() throws IOException {
        var console = unguarded();

        assertThat(raw(console, "evil.example:" + console.console.port()))
                .startsWith("HTTP/1.1 403");
        assertThat(raw(console, "localhost:" + console.console.port())).startsWith("HTTP/1.1 200");
        assertThat(raw(console, "[::1]")).startsWith("HTTP/1.1 200");
    }

    private static String raw(ConsoleUnderTest console, String host) throws IOException {
        try (var socket = new Socket("127.0.0.1", console.console.port())) {
            OutputStream out = socket.getOutputStream();
            out.write("GET /api/v1/session HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n"
                    .formatted(host)
                    .getBytes(StandardCharsets.US_ASCII));
            out.flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void connectionsThatEndedMakeRoomForOthers() throws IOException {
        open = ConsoleUnderTest.start(redis, folder, "console.max-clients", "1");
        for (var i = 0; i < 700; i++) {
            assertThat(raw(open, "localhost")).as("the %d. one", i).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void itDoesNotStandOpenToOthers() {
        assertThatThrownBy(
                        () -> ConsoleUnderTest.start(redis, folder, "console.address", "0.0.0.0"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("danmaku.console.operate-token-file")
                .hasMessageContaining("danmaku.console.users-file");
        assertThatThrownBy(() -> ConsoleUnderTest.start(
                        redis, folder, "console.address", "0.0.0.0", "console.look-token", "short"))
                .hasMessageContaining("at least 16 characters");
        try (var console = ConsoleUnderTest.start(
                redis, folder, "console.address", "0.0.0.0", "console.look-token", LOOK)) {
            assertThat(console.get("/api/v1/overview").statusCode()).isEqualTo(401);
        }
    }

    @Test
    void everyAnswerHasTheHeadersThatKeepThePageSafe() {
        var console = unguarded();
        for (var path :
                new String[] {"/", "/nothing.js", "/api/v1/session", "/api/v1/nothing", "/../x"}) {
            var headers = console.get(path).headers();
            assertThat(headers.firstValue("Content-Security-Policy").orElse(""))
                    .as(path)
                    .contains("default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'")
                    .doesNotContain("unsafe");
            assertThat(headers.firstValue("X-Content-Type-Options")).contains("nosniff");
            assertThat(headers.firstValue("Referrer-Policy")).contains("no-referrer");
        }
    }

    @Test
    void filesComeFromTheClassPathAloneAndOnceAsLongAsTheyAreTheSame() {
        var console = unguarded();

        var file = console.get("/vendor/echarts/dist/echarts.esm.min.js");
        assertThat(file.statusCode()).isEqualTo(200);
        assertThat(file.headers().firstValue("Content-Type"))
                .contains("text/javascript; charset=utf-8");
        var tag = file.headers().firstValue("ETag").orElseThrow();
        assertThat(console.send(console.request("/vendor/echarts/dist/echarts.esm.min.js")
                                .header("If-None-Match", tag))
                        .statusCode())
                .isEqualTo(304);
        for (var path : new String[] {
            "/vendor/echarts/../echarts/package.json",
            "/%2e%2e/dev/danmaku/console/openapi.json",
            "/vendor/nothing/x.js",
            "/vendor/x.js",
            "/.hidden.js",
            "/Console.class"
        }) {
            assertThat(console.get(path).statusCode()).as(path).isEqualTo(404);
        }
    }
}
