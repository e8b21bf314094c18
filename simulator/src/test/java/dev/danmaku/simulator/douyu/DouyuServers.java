package dev.danmaku.simulator.douyu;

import dev.danmaku.simulator.Simulator;
import dev.danmaku.simulator.SimulatorOptions;
import dev.danmaku.simulator.room.SimulatedRoom;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;

/** The simulated platform with one live room. */
abstract class DouyuServers {
    static final String ROOM = "9999";
    static final DouyuOptions DOUYU =
            DouyuOptions.defaults().withFlushInterval(Duration.ofMillis(20));

    final HttpClient http = HttpClient.newHttpClient();
    Simulator simulator;
    SimulatedRoom room;

    @BeforeEach
    void start() throws IOException {
        startWith(DOUYU);
    }

    void startWith(DouyuOptions options) throws IOException {
        if (simulator != null) {
            simulator.close();
        }
        simulator = Simulator.start(SimulatorOptions.defaults()
                .withThreads(2)
                .withIdleInterval(Duration.ofMillis(300))
                .withDouyu(options));
        room = simulator.douyu().goLive(ROOM);
    }

    @AfterEach
    void stop() {
        simulator.close();
        http.close();
    }
}
