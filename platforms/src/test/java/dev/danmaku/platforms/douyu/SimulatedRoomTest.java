package dev.danmaku.platforms.douyu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.danmaku.config.Address;
import dev.danmaku.config.DouyuSettings;
import dev.danmaku.config.DouyuSettings.Transport;
import dev.danmaku.config.PlatformSettings;
import dev.danmaku.config.Secret;
import dev.danmaku.event.Event;
import dev.danmaku.event.EventBody.Chat;
import dev.danmaku.event.EventBody.Gift;
import dev.danmaku.platforms.Lookup.Live;
import dev.danmaku.platforms.Lookup.NotLive;
import dev.danmaku.platforms.RoomListener;
import dev.danmaku.platforms.net.IoLoops;
import dev.danmaku.room.Platform;
import dev.danmaku.room.RoomId;
import dev.danmaku.simulator.Simulator;
import dev.danmaku.simulator.SimulatorOptions;
import dev.danmaku.simulator.room.NumberedText;
import dev.danmaku.simulator.room.StreamEnding;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/** Rooms of the simulated platform, which was written from the same page by other hands. */
@Timeout(60)
class SimulatedRoomTest {
    private static final int CHATS = 50;

    private final Ear ear = new Ear();
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
            adapter.join(named, found, 0, ear);
            await().until(() -> ear.joined);
            // Nothing ever answers a joingroup: what is said is heard once the simulator let us in.
            await().until(() -> room.chat(1) != null && !ear.chats().isEmpty());
            var first = ear.chats().getLast() + 1;

            room.chat(CHATS);
            room.gift(20_000, 5, 2);
            await().until(() -> ear.events.stream().anyMatch(e -> e.body() instanceof Gift));
            room.end(StreamEnding.ANNOUNCED);

            await().until(() -> !ear.hints.isEmpty());
            var chats = ear.chats();
            assertThat(chats).isSorted().doesNotHaveDuplicates();
            assertThat(chats)
                    .containsSequence(
                            LongStream.range(first, first + CHATS).boxed().toList());
            assertThat(ear.events).allMatch(event -> id.equals(event.room()));
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
        var keys = simulator.settings();
        var prefix = "danmaku.platforms.douyu.";
        var patience = Duration.ofSeconds(10);
        var tcp = String.valueOf(keys.get(prefix + "tcp-addresses"));
        var colon = tcp.lastIndexOf(':');
        var settings = new DouyuSettings(
                new PlatformSettings(
                        Secret.NONE,
                        Secret.NONE,
                        Optional.empty(),
                        0,
                        0,
                        0,
                        patience,
                        patience,
                        patience,
                        patience),
                URI.create(String.valueOf(keys.get(prefix + "web-url"))),
                URI.create(String.valueOf(keys.get(prefix + "open-api-url"))),
                List.of(URI.create(String.valueOf(keys.get(prefix + "danmu-urls")))),
                List.of(new Address(
                        tcp.substring(0, colon), Integer.parseInt(tcp.substring(colon + 1)))),
                transport);
        return DouyuAdapter.open(
                settings, IoLoops.start(1), Clock.systemUTC(), new SimpleMeterRegistry());
    }

    private static final class Ear implements RoomListener {
        final List<Event> events = new CopyOnWriteArrayList<>();
        final List<String> hints = new CopyOnWriteArrayList<>();
        volatile boolean joined;

        @Override
        public void joined() {
            joined = true;
        }

        @Override
        public void heard(List<Event> heard) {
            events.addAll(heard);
        }

        @Override
        public void endHinted(String reason) {
            hints.add(reason);
        }

        /** The numbers of the simulated chats, in the order they came. */
        List<Long> chats() {
            return events.stream()
                    .filter(event -> event.body() instanceof Chat)
                    .map(event -> NumberedText.sequenceOf(((Chat) event.body()).text()))
                    .filter(number -> number.isPresent())
                    .map(number -> number.getAsLong())
                    .toList();
        }
    }
}
