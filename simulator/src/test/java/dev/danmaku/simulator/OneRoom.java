package dev.danmaku.simulator;

import dev.danmaku.simulator.kuaishou.KuaishouOptions;
import dev.danmaku.simulator.room.EntryRefusal;
import dev.danmaku.simulator.room.SimulatedRoom;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

import java.net.http.HttpClient;
import java.time.Duration;

/** The simulated Kuaishou with one live room. */
abstract class OneRoom {
    static final String ROOM = "3xroom";
    static final KuaishouOptions KUAISHOU =
            KuaishouOptions.defaults().withEntry(Duration.ofSeconds(10), EntryRefusal.ERROR);

    final HttpClient http = HttpClient.newHttpClient();
    Simulator simulator;
    SimulatedRoom room;

    @BeforeEach
    void start() throws Exception {
        startWith(KUAISHOU);
    }

    void startWith(KuaishouOptions options) throws Exception {
        if (simulator != null) {
            simulator.close();
        }
        simulator = Simulator.start(SimulatorOptions.defaults()
                .withPushInterval(Duration.ofMillis(20))
                .withIdleInterval(Duration.ofMillis(60))
                .withKuaishou(options));
        room = simulator.kuaishou().goLive(ROOM);
    }

    @AfterEach
    void stop() {
        simulator.close();
        http.close();
    }
}
