package dev.danmaku.console;

import dev.danmaku.config.BadSettings;
import dev.danmaku.config.Settings;
import dev.danmaku.testing.servers.TestRedis;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** A console on a Redis of the test, with a store in the test's folder, and a client of it. */
final class ConsoleUnderTest implements AutoCloseable {
    static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration LIMIT = Duration.ofSeconds(20);

    final Settings settings;
    final Console console;
    final HttpClient http = HttpClient.newHttpClient();
    private @Nullable String csrf;

    private ConsoleUnderTest(Settings settings, Console console) {
        this.settings = settings;
        this.console = console;
    }

    static ConsoleUnderTest start(TestRedis redis, Path folder, String... more) {
        return start(redis.uri().toString(), folder, more);
    }

    /** @param more settings, each a key without {@code danmaku.} and a value */
    static ConsoleUnderTest start(String redis, Path folder, String... more) {
        var flags = new LinkedHashMap<String, String>();
        flags.put("danmaku.redis-url", redis);
        flags.put("danmaku.amqp-url", "amqp://127.0.0.1:1");
        flags.put("danmaku.data-dir", folder.toString());
        flags.put("danmaku.console.port", "0");
        flags.put("danmaku.sinks.enabled", "jsonl,store,redis");
        for (var i = 0; i < more.length; i += 2) {
            flags.put("danmaku." + more[i], more[i + 1]);
        }
        try {
            var settings = Settings.load(flags, Map.of(), null, folder);
            return new ConsoleUnderTest(
                    settings, Console.start(settings, settings.console(), "test"));
        } catch (BadSettings e) {
            throw new IllegalStateException(e);
        }
    }

    URI at(String path) {
        return URI.create(console.url()).resolve(path);
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(at(path)).timeout(LIMIT);
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(request.build().toString(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    HttpResponse<String> get(String path) {
        return send(request(path));
    }

    JsonNode json(String path) {
        var answer = get(path);
        if (answer.statusCode() != 200) {
            throw new AssertionError(path + ": " + answer.statusCode() + " " + answer.body());
        }
        return JSON.readTree(answer.body());
    }

    HttpRequest.Builder action(String path, String body) {
        return request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body));
    }

    /** As the page does it. */
    HttpResponse<String> post(String path, String body) {
        if (csrf == null) {
            csrf = json("/api/v1/session").path("csrf").asString();
        }
        return send(action(path, body).header("X-CSRF-Token", csrf));
    }

    @Override
    public void close() {
        console.close();
        http.close();
    }
}
