package dev.danmaku.standalone.failure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.config.StorePlace;
import dev.danmaku.config.StoreSettings;
import dev.danmaku.event.EventBody.Chat;
import dev.danmaku.room.Platform;
import dev.danmaku.room.RoomId;
import dev.danmaku.simulator.room.NumberedText;
import dev.danmaku.simulator.room.Rates;
import dev.danmaku.standalone.cluster.Cluster;
import dev.danmaku.store.EventQuery;
import dev.danmaku.store.EventStore;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/** Rooms of one cluster whose chats one store gets, told by the simulator's numbers. */
record StoredRooms(Cluster cluster, String url, List<String> rooms) {
    private static final String LAST_WORD = "the last word";
    static final Duration SOON = Duration.ofSeconds(40);

    /** Watched by whoever runs, with chats of each in the store. */
    static StoredRooms watch(Cluster cluster, String url, int count, double chatsPerSecond) {
        var rooms = cluster.liveRooms(count, chatsPerSecond);
        cluster.sadd(rooms);
        cluster.awaitAllWatched(rooms, SOON);
        var stored = new StoredRooms(cluster, url, rooms);
        cluster.within(SOON, "every room has chats in the store")
                .until(() ->
                        rooms.stream().noneMatch(room -> stored.sequences(room).isEmpty()));
        return stored;
    }

    /** The number of the last chat that a room was told. */
    long told(String room) {
        return cluster.judge().room(room).counts().lastSequence();
    }

    /** Nothing is missing and nothing there twice, up to a last chat that is heard now. */
    void assertComplete() {
        rooms.forEach(room -> cluster.judge().room(room).rates(Rates.QUIET).chat(LAST_WORD));
        assertThat(rooms).allSatisfy(room -> {
            cluster.within(SOON, room + " has its last word in the store")
                    .until(() ->
                            chats(room).stream().anyMatch(chat -> chat.text().contains(LAST_WORD)));
            var last = told(room);
            var numbers = sequences(room).stream().sorted().toList();
            assertThat(LongStream.rangeClosed(numbers.getFirst(), last).boxed())
                    .as("chats of " + room)
                    .containsExactlyElementsOf(numbers);
        });
    }

    /** The store takes more than it has now. */
    void awaitMore() {
        var before = sequences(rooms.getFirst()).size();
        cluster.within(SOON, "the store takes events again")
                .until(() -> sequences(rooms.getFirst()).size() > before);
    }

    /** The numbers of a room's chats, in the order of the store. */
    List<Long> sequences(String room) {
        return chats(room).stream()
                .map(chat -> NumberedText.sequenceOf(chat.text()).orElseThrow())
                .toList();
    }

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
