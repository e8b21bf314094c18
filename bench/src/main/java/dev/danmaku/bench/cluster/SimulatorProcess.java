package dev.danmaku.bench.cluster;

import dev.danmaku.room.Platform;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One platform, simulated by a process of its own and asked over the simulator's control API. */
public final class SimulatorProcess {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Platform platform;
    private final RoleProcess process;
    private final URI control;
    private final Map<String, String> settings;
    private final HttpClient http = HttpClient.newHttpClient();

    private SimulatorProcess(
            Platform platform, RoleProcess process, URI control, Map<String, String> settings) {
        this.platform = platform;
        this.process = process;
        this.control = control;
        this.settings = settings;
    }

    /** Reads from what it said where it is. */
    static SimulatorProcess of(Platform platform, RoleProcess process) {
        var told = new TreeMap<String, String>();
        for (var line : process.log()) {
            var colon = line.indexOf(": ");
            if (line.startsWith("danmaku.") && colon > 0) {
                told.put(line.substring(0, colon), line.substring(colon + 2));
            }
        }
        // the control API is on the site that is opened first, which is Kuaishou's
        var control = URI.create(told.get("danmaku.platforms.kuaishou.web-url"));
        told.keySet()
                .removeIf(key -> !key.startsWith("danmaku.platforms." + platform.label() + "."));
        return new SimulatorProcess(platform, process, control, told);
    }

    /** What points a role at it; by key. */
    Map<String, String> settings() {
        return Map.copyOf(settings);
    }

    public Platform platform() {
        return platform;
    }

    public RoleProcess process() {
        return process;
    }

    /** So many chats a second in each of these rooms, from now on; 0 for silence. */
    public void chat(List<String> rooms, double aSecond) throws IOException, InterruptedException {
        var action = new LinkedHashMap<String, Object>();
        action.put("platform", platform.label());
        action.put("rooms", rooms);
        action.put("action", "rate");
        action.put("chats", aSecond);
        call(HttpRequest.newBuilder(control.resolve("/simulator/actions"))
                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(action))));
    }

    /** Joins since its start, of all rooms. */
    public long joins() throws IOException, InterruptedException {
        return get("state").path(platform.label()).path("joins").asLong();
    }

    /** What it counted, by room id: {@code joined}, {@code joins}, {@code closes}, {@code lastSequence}. */
    public Map<String, JsonNode> rooms() throws IOException, InterruptedException {
        var rooms = new LinkedHashMap<String, JsonNode>();
        var prefix = platform.label() + ":";
        get("rooms").properties().stream()
                .filter(entry -> entry.getKey().startsWith(prefix))
                .forEach(entry ->
                        rooms.put(entry.getKey().substring(prefix.length()), entry.getValue()));
        return rooms;
    }

    /** One room in full: {@code unwatchedMillis} and {@code doublyWatchedMillis} besides. */
    public JsonNode room(String id) throws IOException, InterruptedException {
        return get("rooms/" + platform.label() + ":" + id);
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        return call(HttpRequest.newBuilder(control.resolve("/simulator/" + path)));
    }

    private JsonNode call(HttpRequest.Builder request) throws IOException, InterruptedException {
        var answer =
                http.send(request.timeout(LIMIT).build(), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException(
                    "the simulator says " + answer.statusCode() + ": " + answer.body());
        }
        return JSON.readTree(answer.body());
    }
}
