package dev.danmaku.console;

import static dev.danmaku.console.ApiScene.OF_ROOM;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.look.WhyCode;
import dev.danmaku.testing.servers.RequiresRedis;
import dev.danmaku.testing.servers.TestRedis;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;

/** The API is what its document says, also where it says no. */
@RequiresRedis
@Timeout(60)
class ApiDocumentTest {
    @TempDir
    private Path folder;

    private ApiScene scene;
    private ConsoleUnderTest console;

    @BeforeEach
    void start(TestRedis server) {
        scene = ApiScene.start(server, folder);
        console = scene.console();
    }

    @AfterEach
    void stop() {
        scene.close();
    }

    @Test
    void whatCannotBeMeantIsAProblem() {
        assertThat(scene.status("/api/v1/nothing")).isEqualTo(404);
        assertThat(scene.status("/api")).isEqualTo(404);
        assertThat(scene.status("/api/v1/rooms?sort=colour")).isEqualTo(400);
        assertThat(scene.status("/api/v1/rooms?order=up")).isEqualTo(400);
        assertThat(scene.status("/api/v1/rooms?limit=501")).isEqualTo(400);
        assertThat(scene.status("/api/v1/rooms?offset=-1")).isEqualTo(400);
        assertThat(scene.status("/api/v1/rooms?offset=x")).isEqualTo(400);
        assertThat(scene.status("/api/v1/rooms?platform=twitch")).isEqualTo(400);
        assertThat(scene.status("/api/v1/rooms?text=" + "x".repeat(1001))).isEqualTo(400);
        assertThat(scene.status("/api/v1/rooms/twitch/1")).isEqualTo(400);
        assertThat(scene.status("/api/v1/rooms/kuaishou/no%20room")).isEqualTo(400);
        assertThat(scene.status(OF_ROOM + "/rates?step=5")).isEqualTo(400);
        assertThat(scene.status(OF_ROOM + "/rates?step=1&from=0")).isEqualTo(400);
        assertThat(scene.status(OF_ROOM + "/events?types=nonsense")).isEqualTo(400);
        assertThat(scene.status(OF_ROOM + "/events?cursor=abc")).isEqualTo(400);
        assertThat(scene.status(OF_ROOM + "/events?limit=0")).isEqualTo(400);
        assertThat(scene.status(OF_ROOM + "/report?from=0")).isEqualTo(400);
        assertThat(scene.status(OF_ROOM + "/export?format=exe")).isEqualTo(400);
        assertThat(scene.status("/api/v1/events?user=1")).isEqualTo(400);
        assertThat(scene.status("/api/v1/live")).isEqualTo(400);
        assertThat(scene.status("/api/v1/live?topics=overview,overview")).isEqualTo(400);
        assertThat(scene.status("/api/v1/live?topics=room:kuaishou")).isEqualTo(400);
        assertThat(console.post("/api/v1/overview", "{}").statusCode()).isEqualTo(405);
        assertThat(console.post("/api/v1/rooms", "[]").statusCode()).isEqualTo(400);
        assertThat(console.post("/api/v1/rooms", "{").statusCode()).isEqualTo(400);
        assertThat(console.post("/api/v1/rooms", "{\"rooms\":[]}").statusCode()).isEqualTo(400);
        assertThat(console.post("/api/v1/rooms", "[".repeat(100_000)).statusCode())
                .isEqualTo(400);
        assertThat(console.post("/api/v1/rooms/actions", "{\"action\":\"x\",\"rooms\":[]}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(console.post("/api/v1/workers/nobody/actions", "{\"action\":\"drain\"}")
                        .statusCode())
                .isEqualTo(404);
        assertThat(console.post("/api/v1/rooms", "x".repeat(300_000)).statusCode())
                .isEqualTo(413);
    }

    @Test
    void theDocumentHasAllRoutesAndNoOthers() {
        var document = console.json("/api/v1/openapi.json");
        var documented = new ArrayList<String>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(method ->
                                documented.add(method.getKey().toUpperCase(java.util.Locale.ROOT)
                                        + " " + path.getKey() + " "
                                        + method.getValue().path("x-role").asString(""))));

        assertThat(documented)
                .containsExactlyInAnyOrderElementsOf(scene.console().console.routes().all().stream()
                        .map(route -> "%s %s %s"
                                .formatted(
                                        route.method(),
                                        route.template(),
                                        route.needed() == null
                                                ? ""
                                                : route.needed().label()))
                        .toList());
    }

    @Test
    void answersAreWhatTheDocumentSays() {
        var document = console.json("/api/v1/openapi.json");
        for (var path : new String[][] {
            {"/api/v1/session", "/api/v1/session"},
            {"/api/v1/overview", "/api/v1/overview"},
            {"/api/v1/grid", "/api/v1/grid"},
            {"/api/v1/rooms", "/api/v1/rooms"},
            {"/api/v1/rooms/{platform}/{room}", OF_ROOM},
            {"/api/v1/rooms/{platform}/{room}", "/api/v1/rooms/kuaishou/3xnobody"},
            {"/api/v1/rooms/{platform}/{room}/rates", OF_ROOM + "/rates"},
            {"/api/v1/rooms/{platform}/{room}/events", OF_ROOM + "/events?limit=5"},
            {"/api/v1/rooms/{platform}/{room}/streams", OF_ROOM + "/streams"},
            {"/api/v1/rooms/{platform}/{room}/report", OF_ROOM + "/report"},
            {"/api/v1/events", "/api/v1/events"},
            {"/api/v1/workers", "/api/v1/workers"},
            {"/api/v1/failures", "/api/v1/failures"},
            {"/api/v1/protocol", "/api/v1/protocol"}
        }) {
            var schema = document.path("paths")
                    .path(path[0])
                    .path("get")
                    .at("/responses/200/content/application~1json/schema");
            assertThat(schema.isMissingNode()).as(path[0]).isFalse();
            assertThat(Schema.mistakes(document, schema, console.json(path[1])))
                    .as(path[1])
                    .isEmpty();
        }
        var problem = ConsoleUnderTest.JSON.readTree(console.get("/api/v1/x").body());
        assertThat(Schema.mistakes(document, document.at("/components/schemas/Problem"), problem))
                .isEmpty();
    }

    @Test
    void theDocumentHasAllCodesOfWhyAndNoOthers() {
        var codes = console.json("/api/v1/openapi.json")
                .at("/components/schemas/Room/properties/code/enum")
                .valueStream()
                .map(code -> code.asString());

        assertThat(codes)
                .containsExactly(
                        Arrays.stream(WhyCode.values()).map(WhyCode::word).toArray(String[]::new));
    }
}
