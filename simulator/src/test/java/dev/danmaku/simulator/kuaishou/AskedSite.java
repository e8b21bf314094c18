package dev.danmaku.simulator.kuaishou;

import dev.danmaku.simulator.Simulator;
import dev.danmaku.simulator.SimulatorOptions;
import dev.danmaku.simulator.room.SimulatedRoom;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** The simulated site with one room, and who asks it. */
abstract class AskedSite {
    static final Duration LIMIT = Duration.ofSeconds(10);
    static final String ROOM = "3xroom";

    final HttpClient http = HttpClient.newHttpClient();
    final JsonMapper mapper = JsonMapper.builder().build();
    Simulator simulator;
    SimulatedRoom room;

    @BeforeEach
    void start() throws IOException {
        startWith(KuaishouOptions.defaults());
    }

    void startWith(KuaishouOptions options) throws IOException {
        if (simulator != null) {
            simulator.close();
        }
        simulator = Simulator.start(SimulatorOptions.defaults()
                .withPushInterval(Duration.ofMillis(20))
                .withKuaishou(options));
        room = simulator.kuaishou().room(ROOM);
    }

    @AfterEach
    void stop() {
        simulator.close();
        http.close();
    }

    HttpResponse<String> get(String path) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(simulator.url() + path))
                .timeout(LIMIT)
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
