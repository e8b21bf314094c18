package dev.danmaku.simulator.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.simulator.Simulator;
import dev.danmaku.simulator.SimulatorOptions;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

class ControlApiTest {
    private final HttpClient http = HttpClient.newHttpClient();
    private final JsonMapper mapper = JsonMapper.builder().build();
    private Simulator simulator;

    @BeforeEach
    void start() throws IOException {
        simulator = Simulator.start(SimulatorOptions.defaults().withThreads(2));
    }

    @AfterEach
    void stop() {
        simulator.close();
        http.close();
    }

    @Test
    void anActionIsDoneWhenItIsAnswered() throws Exception {
        var answer = post("""
                [{"room": "3xone", "action": "live", "chats": 2},
                 {"rooms": ["3xone", "kuaishou:3xtwo"], "action": "live"},
                 {"rooms": "platform", "action": "throttle", "times": 1}]
                """);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(simulator.kuaishou().room("3xtwo").broadcast()).isPresent();
        var state = get("state").get("kuaishou");
        assertThat(state.get("rooms").asInt()).isEqualTo(2);
        assertThat(state.get("live").asInt()).isEqualTo(2);
        assertThat(state.get("open").asInt()).isZero();
    }

    @Test
    void aRoomTellsItsCountsAndItsTimeline() throws Exception {
        post("{\"room\": \"3xone\", \"action\": \"live\"}");

        var all = get("rooms");
        assertThat(all.propertyNames()).containsExactly("kuaishou:3xone");
        assertThat(all.at("/kuaishou:3xone/joined").asInt()).isZero();
        var one = get("rooms/kuaishou:3xone");
        assertThat(one.get("live").asBoolean()).isTrue();
        assertThat(one.get("stream").asString()).hasSize(11);
        assertThat(one.at("/timeline/0/what").asString()).isEqualTo("live");
        assertThat(one.get("unwatchedMillis").asInt()).isZero();
    }

    @Test
    void mistakesAreSentences() throws Exception {
        var unknown = post("{\"room\": \"3xone\", \"action\": \"explode\"}");
        assertThat(unknown.statusCode()).isEqualTo(400);
        assertThat(error(unknown)).startsWith("'explode' is no action: one of live,");

        var notLive = post("{\"room\": \"3xone\", \"action\": \"chat\"}");
        assertThat(notLive.statusCode()).isEqualTo(409);
        assertThat(error(notLive)).isEqualTo("kuaishou:3xone: no chat while the room is not live");

        assertThat(post("{").statusCode()).isEqualTo(400);
        assertThat(error(post(
                        "{\"room\": \"bilibili:1\", \"action\": \"tell\", \"what\": \"dance\"}")))
                .isEqualTo("'dance' is nothing that bilibili tells");
        assertThat(fetch("rooms/kuaishou:nobody").statusCode()).isEqualTo(404);
        assertThat(fetch("rooms/nonsense").statusCode()).isEqualTo(400);
        assertThat(fetch("actions").statusCode()).isEqualTo(405);
    }

    @Test
    void settingsPointAClusterHere() throws Exception {
        var url = "http://127.0.0.1:" + simulator.port();

        var settings = get("settings");

        assertThat(simulator.settings())
                .containsEntry("danmaku.platforms.kuaishou.web-url", url)
                .containsEntry("danmaku.platforms.kuaishou.mobile-url", url)
                .containsKeys(
                        "danmaku.platforms.douyu.web-url",
                        "danmaku.platforms.douyu.open-api-url",
                        "danmaku.platforms.douyu.danmu-urls",
                        "danmaku.platforms.douyu.tcp-addresses",
                        "danmaku.platforms.bilibili.live-api-url",
                        "danmaku.platforms.bilibili.api-url")
                .containsEntry("danmaku.platforms.bilibili.transport", "ws");
        simulator
                .settings()
                .forEach(
                        (key, value) -> assertThat(settings.get(key).asString()).isEqualTo(value));
    }

    private String error(HttpResponse<String> answer) {
        return mapper.readTree(answer.body()).get("error").asString();
    }

    private JsonNode get(String path) throws Exception {
        return mapper.readTree(fetch(path).body());
    }

    private HttpResponse<String> fetch(String path) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(simulator.url() + "/simulator/" + path))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String body) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(simulator.url() + "/simulator/actions"))
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
