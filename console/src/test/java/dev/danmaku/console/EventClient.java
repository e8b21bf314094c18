package dev.danmaku.console;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What a page's EventSource does. */
final class EventClient implements AutoCloseable {
    private final InputStream in;
    private final HttpClient http;
    private final List<Message> messages = new ArrayList<>();
    private final List<Integer> numbers = new ArrayList<>();
    private volatile boolean ended;
    private volatile @Nullable String lastId;

    private record Message(String name, JsonNode data) {}

    private EventClient(HttpClient http, InputStream in) {
        this.http = http;
        this.in = in;
    }

    static EventClient open(ConsoleUnderTest console, String path, @Nullable String lastId) {
        var http = HttpClient.newHttpClient();
        var request = HttpRequest.newBuilder(console.at(path));
        if (lastId != null) {
            request.header("Last-Event-ID", lastId);
        }
        try {
            var answer = http.send(request.build(), BodyHandlers.ofInputStream());
            if (answer.statusCode() != 200) {
                throw new AssertionError(answer.statusCode());
            }
            var client = new EventClient(http, answer.body());
            Thread.ofPlatform().name("event-client").daemon().start(client::read);
            return client;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void read() {
        try (var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            var name = "message";
            String id = null;
            String data = null;
            for (var line = reader.readLine(); line != null; line = reader.readLine()) {
                if (line.isEmpty()) {
                    if (data != null) {
                        add(new Message(name, ConsoleUnderTest.JSON.readTree(data)), id);
                    }
                    name = "message";
                    data = null;
                } else if (line.startsWith("event: ")) {
                    name = line.substring(7);
                } else if (line.startsWith("data: ")) {
                    data = line.substring(6);
                } else if (line.startsWith("id: ")) {
                    id = line.substring(4);
                }
            }
        } catch (IOException e) {
            // the other side ended, or the test did
        } finally {
            ended = true;
        }
    }

    private synchronized void add(Message message, @Nullable String id) {
        messages.add(message);
        message.data()
                .path("events")
                .forEach(event -> numbers.add(event.path("n").asInt()));
        lastId = id;
    }

    synchronized List<JsonNode> of(String name) {
        return messages.stream()
                .filter(message -> message.name().equals(name))
                .map(Message::data)
                .toList();
    }

    /** Of the events, as they came. */
    synchronized List<Integer> numbers() {
        return List.copyOf(numbers);
    }

    @Nullable String lastId() {
        return lastId;
    }

    boolean ended() {
        return ended;
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
