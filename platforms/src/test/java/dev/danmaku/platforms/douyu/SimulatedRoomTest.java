package dev.danmaku.platforms.douyu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.danmaku.config.DouyuSettings.Transport;
import dev.danmaku.event.EventBody.Gift;
import dev.danmaku.platforms.Heard;
import dev.danmaku.platforms.Lookup.Live;
import dev.danmaku.platforms.Lookup.NotLive;
import dev.danmaku.platforms.net.IoLoops;
import dev.danmaku.room.Platform;
import dev.danmaku.room.RoomId;
import dev.danmaku.simulator.Simulator;
import dev.danmaku.simulator.SimulatorOptions;
import dev.danmaku.simulator.room.StreamEnding;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/** Rooms of the simulated platform, which was written from the same page by other hands. */
@Timeout(60)
class SimulatedRoomTest {
    private static final int CHATS = 50;

    private final Heard heard = new Heard();
    private Simulator simulator;

    @BeforeEach
    void start() throws IOException {
        simulator = Simulator.start(SimulatorOptions.defaults());
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    @ParameterizedTest
    @CsvSource({"9999, 9999, WS", "9999, 9999, TCP", "lpl, 288016, WS", "22222, 290935, TCP"})
    void everyChatOfARoomIsHeardInOrderUntilItsStreamEnds(
            String id, String rid, Transport transport) throws Exception {
        var room = simulator.douyu().goLive(rid);
        var named = new RoomId(Platform.DOUYU, id);
        try (var adapter = open(transport)) {
            var found = ((Live) adapter.lookUp(named).get(10, TimeUnit.SECONDS)).found();
            assertThat(found.streamer()).isEqualTo(room.streamer());
            assertThat(found.title()).isEqualTo(room.title());
            adapter.join(named, found, 0, heard);
            await().until(() -> heard.joins.get() > 0);
            // Nothing ever answers a joingroup: what is said is heard once the simulator let us in.
            await().until(() -> room.chat(1) != null && !heard.sequence().isEmpty());
            var first = heard.sequence().getLast() + 1;

            room.chat(CHATS);
            room.gift(20_000, 5, 2);
            await().until(() -> heard.events.stream().anyMatch(e -> e.body() instanceof Gift));
            room.end(StreamEnding.ANNOUNCED);

            await().until(() -> !heard.hints.isEmpty());
            var chats = heard.sequence();
            assertThat(chats).isSorted().doesNotHaveDuplicates();
            assertThat(chats)
                    .containsSequence(
                            LongStream.range(first, first + CHATS).boxed().toList());
            assertThat(heard.events).allMatch(event -> id.equals(event.room()));
            assertThat(adapter.lookUp(named).get(10, TimeUnit.SECONDS)).isInstanceOf(NotLive.class);
        }
    }

    @Test
    void aRoomThatShowsItsRecordingsIsNotLive() throws Exception {
        var room = simulator.douyu().goLive("9999");
        room.end(StreamEnding.REPLAY);
        try (var adapter = open(Transport.WS)) {
            assertThat(adapter.lookUp(new RoomId(Platform.DOUYU, "9999")).get(10, TimeUnit.SECONDS))
                    .isInstanceOf(NotLive.class);
        }
    }

    private DouyuAdapter open(Transport transport) {
        return DouyuAdapter.open(
                TestSettings.at(simulator, transport),
                IoLoops.start(1),
                Clock.systemUTC(),
                new SimpleMeterRegistry());
    }
}
