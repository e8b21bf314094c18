package dev.danmaku.simulator.clients;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code danmaku simulate} as a process, and its control API. Closing it ends the process. */
final class RunningSimulator implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final Process process;
    private final Map<String, String> settings;

    private RunningSimulator(Process process, Map<String, String> settings) {
        this.process = process;
        this.settings = settings;
    }

    /** Returns when it is ready; what it says of a build goes to standard error. */
    static RunningSimulator start(Path danmaku, Path script) throws IOException {
        var process = new ProcessBuilder(
                        danmaku.toString(),
                        "simulate",
                        "--script",
                        script.toAbsolutePath().toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        return new RunningSimulator(process, settings(process.inputReader()));
    }

    /** {@code key: value} a line, until {@code # ready}. */
    private static Map<String, String> settings(BufferedReader out) throws IOException {
        var settings = new LinkedHashMap<String, String>();
        for (var line = out.readLine(); line != null; line = out.readLine()) {
            if (line.equals("# ready")) {
                return settings;
            }
            var colon = line.indexOf(": ");
            if (!line.startsWith("#") && colon > 0) {
                settings.put(line.substring(0, colon), line.substring(colon + 2));
            }
        }
        throw new IOException("the simulator ended before it was ready");
    }

    /** @param name without {@code danmaku.platforms.} before it */
    String setting(String name) {
        var value = settings.get("danmaku.platforms." + name);
        if (value == null) {
            throw new IllegalStateException("the simulator told no " + name + ": " + settings);
        }
        return value;
    }

    int joined(String room) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(control("rooms/" + room)).build();
        return answer(request).path("joined").asInt();
    }

    void sayChats(String room, int count) throws IOException, InterruptedException {
        var order =
                JSON.createObjectNode().put("room", room).put("action", "chat").put("count", count);
        answer(HttpRequest.newBuilder(control("actions"))
                .POST(BodyPublishers.ofString(order.toString()))
                .build());
    }

    private URI control(String path) {
        return URI.create(setting("kuaishou.web-url") + "/simulator/" + path);
    }

    private JsonNode answer(HttpRequest request) throws IOException, InterruptedException {
        var answer = http.send(request, BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException(request.uri() + " answered " + answer.body());
        }
        return JSON.readTree(answer.body());
    }

    @Override
    public void close() {
        process.destroy();
    }
}
