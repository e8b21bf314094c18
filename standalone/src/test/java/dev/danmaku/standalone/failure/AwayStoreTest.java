package dev.danmaku.standalone.failure;

import static dev.danmaku.standalone.cluster.TcpProxy.Direction.TO_CLIENT;
import static dev.danmaku.standalone.cluster.TcpProxy.Direction.TO_SERVER;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.config.StorePlace;
import dev.danmaku.config.StoreSettings;
import dev.danmaku.event.EventBody.Chat;
import dev.danmaku.room.Platform;
import dev.danmaku.room.RoomId;
import dev.danmaku.simulator.room.NumberedText;
import dev.danmaku.simulator.room.Rates;
import dev.danmaku.standalone.cluster.Cluster;
import dev.danmaku.standalone.cluster.OnRealServers;
import dev.danmaku.standalone.cluster.TcpProxy;
import dev.danmaku.store.EventQuery;
import dev.danmaku.store.EventStore;
import dev.danmaku.testing.servers.RequiresPostgres;
import dev.danmaku.testing.servers.TestPostgres;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.LongStream;

/** The database of the store is away for a while: what is heard meanwhile waits on disk, and comes when it is back. */
@OnRealServers
@RequiresPostgres
@Timeout(240)
class AwayStoreTest {
    private static final String LAST_WORD = "the last word";
    private static final int ROOMS = 20;
    private static final Duration SOON = Duration.ofSeconds(40);

    private final TestPostgres postgres = TestPostgres.start();
    private final String url = postgres.newDatabase();
    private final TcpProxy network = TcpProxy.to(postgres.port());

    @AfterEach
    void stopPostgres() {
        network.close();
        postgres.close();
    }

    private List<String> watch(Cluster cluster) {
        cluster.with("danmaku.sinks.enabled", "store,jsonl")
                .with("danmaku.store.url", url.replace(":" + postgres.port(), ":" + network.port()))
                .with("danmaku.store.timeout", "2s")
                .dispatcher();
        cluster.worker();
        var rooms = cluster.liveRooms(ROOMS, 20);
        cluster.sadd(rooms);
        cluster.awaitAllWatched(rooms, SOON);
        cluster.within(SOON, "every room has chats in the store")
                .until(() -> rooms.stream().noneMatch(room -> stored(room).isEmpty()));
        return rooms;
    }

    @Test
    void aMinuteWithoutItCostsNoEventAndNoSocket(Cluster cluster) {
        var rooms = watch(cluster);

        postgres.stop();
        cluster.awaitStays(Duration.ofSeconds(60), "no socket closes")
                .until(() -> cluster.judge().closes() == 0);
        postgres.restart();

        everythingIsStored(cluster, rooms);
    }

    @Test
    void aNetworkThatIsCutOrSwallowsEverythingCostsNoEvent(Cluster cluster) {
        var rooms = watch(cluster);

        for (var fault : List.<Consumer<TcpProxy>>of(
                TcpProxy::cut,
                network -> network.stall(TO_SERVER),
                network -> network.stall(TO_CLIENT),
                network -> network.stall(TO_SERVER, TO_CLIENT))) {
            fault.accept(network);
            cluster.awaitStays(Duration.ofSeconds(5), "no socket closes")
                    .until(() -> cluster.judge().closes() == 0);
            var before = stored(rooms.getFirst()).size();
            network.heal();
            cluster.within(SOON, "the store takes events again")
                    .until(() -> stored(rooms.getFirst()).size() > before);
        }

        everythingIsStored(cluster, rooms);
    }

    private void everythingIsStored(Cluster cluster, List<String> rooms) {
        rooms.forEach(room -> cluster.judge().room(room).rates(Rates.QUIET).chat(LAST_WORD));
        assertThat(rooms).allSatisfy(room -> {
            cluster.within(SOON, room + " has its last word in the store")
                    .until(() ->
                            chats(room).stream().anyMatch(chat -> chat.text().contains(LAST_WORD)));
            var last = cluster.judge().room(room).counts().lastSequence();
            var numbers = stored(room).stream().sorted().toList();
            assertThat(LongStream.rangeClosed(numbers.getFirst(), last).boxed())
                    .as("chats of " + room)
                    .containsExactlyElementsOf(numbers);
        });
        assertThat(cluster.judge().closes()).as("closed sockets").isZero();
    }

    private List<Long> stored(String room) {
        return chats(room).stream()
                .map(chat -> NumberedText.sequenceOf(chat.text()).orElseThrow())
                .toList();
    }

    /** A room's chats, in the order of the store. */
    private List<Chat> chats(String room) {
        var query = EventQuery.all().in(new RoomId(Platform.KUAISHOU, room)).types("chat");
        var chats = new ArrayList<Chat>();
        try (var store = EventStore.open(StoreSettings.at(StorePlace.parse(url)));
                var events = store.reader().stream(query)) {
            events.forEachRemaining(event -> chats.add((Chat) event.body()));
        }
        return chats;
    }
}
