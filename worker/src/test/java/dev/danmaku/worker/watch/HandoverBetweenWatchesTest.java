package dev.danmaku.worker.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.danmaku.config.BadSettings;
import dev.danmaku.config.Settings;
import dev.danmaku.config.WatchSettings;
import dev.danmaku.event.Epoch;
import dev.danmaku.event.Event;
import dev.danmaku.event.EventBody;
import dev.danmaku.event.EventBody.Chat;
import dev.danmaku.event.EventBody.Gap;
import dev.danmaku.event.EventBody.Gift;
import dev.danmaku.event.EventBody.Like;
import dev.danmaku.event.EventBody.RoomChanged;
import dev.danmaku.platforms.Found;
import dev.danmaku.platforms.Lookup;
import dev.danmaku.platforms.PlatformAdapter;
import dev.danmaku.platforms.Platforms;
import dev.danmaku.room.Platform;
import dev.danmaku.room.RoomId;
import dev.danmaku.simulator.Simulator;
import dev.danmaku.simulator.SimulatorOptions;
import dev.danmaku.simulator.room.NumberedText;
import dev.danmaku.simulator.room.Rates;
import dev.danmaku.worker.Beginning;
import dev.danmaku.worker.sink.EventSink;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;

/** One busy simulated room goes back and forth between two watches, each with sockets of its own. */
@Timeout(120)
class HandoverBetweenWatchesTest {
    private static final int HANDOVERS = 12;
    private static final Rates BUSY = new Rates(300, 30, 0, 10);
    private static final int CANDLE = 20_000;
    /** A press in each push: a combo goes over several handovers. */
    private static final int PRESSES = 20;

    private final AllEvents sink = new AllEvents();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final List<Map<Platform, PlatformAdapter>> workers = new ArrayList<>();
    private Simulator simulator;
    private long term;

    @BeforeEach
    void start() throws IOException, BadSettings {
        simulator = Simulator.start(SimulatorOptions.defaults()
                .withPushInterval(Duration.ofMillis(60))
                .withIdleInterval(Duration.ofSeconds(1)));
        var settings = Settings.load(simulator.settings(), Map.of(), null, Path.of("target"));
        for (var i = 0; i < 2; i++) {
            workers.add(Platforms.open(List.of(Platform.values()), settings.platforms(), 1));
        }
    }

    @AfterEach
    void stop() {
        workers.forEach(worker -> worker.values().forEach(PlatformAdapter::close));
        simulator.close();
        timer.shutdownNow();
    }

    @ParameterizedTest
    @EnumSource(Platform.class)
    void nothingIsLostAndNothingDoubledHoweverOftenARoomIsHandedOver(Platform platform)
            throws Exception {
        var room =
                simulator.platform(platform).orElseThrow().goLive(id(platform).id());
        var found = found(platform);
        var watch = watch(platform, 0, found, new Beginning.Fresh());
        await().until(watch::isJoined);
        // Some platforms say nothing when they let a socket into the room's group.
        await().until(() -> room.chat(1) != null && !sink.chats().isEmpty());
        var before = room.counts();
        var first = sink.chats().getLast();
        room.rates(BUSY);
        var giftId = platform == Platform.DOUYU ? CANDLE : 9;

        for (var i = 1; i <= HANDOVERS; i++) {
            room.gift(giftId, 1, PRESSES);
            watch = handOver(watch, watch(platform, i % 2, found, new Beginning.Offered()));
        }

        room.rates(Rates.QUIET);
        var gifts = HANDOVERS * PRESSES;
        await().until(() -> room.counts().gifts() == before.gifts() + gifts);
        await().until(() -> room.counts().lastSequence() == sink.chats().getLast());
        await().until(() -> count(sink.of(Gift.class)) >= gifts);
        var last = room.counts();
        watch.watch.close("the test ends");
        watch.watch.ended().get(10, TimeUnit.SECONDS);
        assertThat(sink.chats())
                .filteredOn(number -> number >= first)
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.rangeClosed(first, last.lastSequence())
                                .boxed()
                                .toList());
        if (platform != Platform.DOUYU) {
            // It tells no likes.
            assertThat(sink.of(Like.class).size()).isEqualTo((int) (last.likes() - before.likes()));
        }
        assertThat(count(sink.of(Gift.class))).isEqualTo(gifts);
        assertThat(sink.of(Gift.class))
                .noneMatch(g -> g.combo() != null && g.combo().uncertain());
        assertThat(sink.of(RoomChanged.class)).hasSize(1);
        assertThat(sink.of(Gap.class)).isEmpty();
        assertThat(sink.events).extracting(Event::epoch).extracting(Epoch::term).isSorted();
    }

    private Watching handOver(Watching holder, Watching follower) throws Exception {
        holder.watch.offered(true);
        await().until(follower::isJoined);
        var cut = holder.watch.cut(follower.watch.mark()).get(10, TimeUnit.SECONDS);
        follower.watch.take(new Epoch(1, 1, ++term), cut);
        assertThat(holder.watch.ended().get(10, TimeUnit.SECONDS))
                .isEqualTo(new WatchEnd.Closed("handed over"));
        return follower;
    }

    private static long count(List<Gift> gifts) {
        return gifts.stream().mapToLong(Gift::count).sum();
    }

    private static RoomId id(Platform platform) {
        return new RoomId(platform, platform == Platform.KUAISHOU ? "3xabcdef" : "9999");
    }

    private Found found(Platform platform) throws Exception {
        var lookup = workers.getFirst().get(platform).lookUp(id(platform));
        return ((Lookup.Live) lookup.get(10, TimeUnit.SECONDS)).found();
    }

    private Watching watch(Platform platform, int worker, Found found, Beginning beginning) {
        var tools = new WatchTools(
                sink,
                WatchSettings.DEFAULTS,
                new WatchMetrics(new SimpleMeterRegistry()),
                timer,
                Clock.systemUTC(),
                RandomGenerator.of("Random"));
        return new Watching(
                tools, workers.get(worker).get(platform), id(platform), found, beginning);
    }

    /** One watch, and whether it is joined. */
    private static final class Watching implements WatchListener {
        final RoomWatch watch;
        private volatile boolean joined;

        Watching(
                WatchTools tools,
                PlatformAdapter adapter,
                RoomId room,
                Found found,
                Beginning beginning) {
            watch = RoomWatch.start(
                    tools, adapter, room, found, new Epoch(1, 1, 0), beginning, this);
        }

        boolean isJoined() {
            return joined;
        }

        @Override
        public void found(Found found) {}

        @Override
        public void joined() {
            joined = true;
        }

        @Override
        public void unsettled(String cause) {}
    }

    /** What all watches hand on, in order. */
    private static final class AllEvents implements EventSink {
        final List<Event> events = new CopyOnWriteArrayList<>();

        List<Long> chats() {
            return of(Chat.class).stream()
                    .map(chat -> NumberedText.sequenceOf(chat.text()))
                    .flatMapToLong(OptionalLong::stream)
                    .boxed()
                    .toList();
        }

        <T extends EventBody> List<T> of(Class<T> type) {
            return events.stream()
                    .map(Event::body)
                    .filter(type::isInstance)
                    .map(type::cast)
                    .toList();
        }

        @Override
        public Lane open(RoomId room, Runnable drained) {
            return new Lane() {
                @Override
                public boolean offer(List<Event> offered) {
                    events.addAll(offered);
                    return true;
                }

                @Override
                public CompletableFuture<Void> flush() {
                    return CompletableFuture.completedFuture(null);
                }

                @Override
                public CompletableFuture<Void> close() {
                    return flush();
                }
            };
        }
    }
}
