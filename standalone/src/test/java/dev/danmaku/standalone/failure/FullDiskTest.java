package dev.danmaku.standalone.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.danmaku.standalone.cluster.Cluster;
import dev.danmaku.standalone.cluster.OnRealServers;
import dev.danmaku.standalone.cluster.Patient;
import dev.danmaku.standalone.cluster.SmallDisk;
import dev.danmaku.testing.servers.RequiresPostgres;
import dev.danmaku.testing.servers.TestPostgres;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.LongStream;

/** The disk on which events are kept is full for a while. */
@OnRealServers
@Patient
@Timeout(180)
class FullDiskTest {
    private static final Duration FULL = Duration.ofSeconds(10);
    private static final int ROOMS = 20;
    private static final int CHATS_PER_SECOND = 20;

    private Optional<SmallDisk> disk = Optional.empty();

    private SmallDisk disk(int mebibytes) {
        disk = SmallDisk.mount(mebibytes);
        assumeThat(disk).as("needs the right to mount a small file system").isPresent();
        return disk.orElseThrow();
    }

    @AfterEach
    void unmount() {
        disk.ifPresent(SmallDisk::close);
    }

    @Test
    @RequiresPostgres
    void thatOfPostgresqlCostsNoEventAndNoSocket(Cluster cluster) {
        var small = disk(160);
        try (var postgres = TestPostgres.startIn(small.folder(), "max_wal_size=48MB")) {
            var url = postgres.newDatabase();
            cluster.with("danmaku.sinks.enabled", "store")
                    .with("danmaku.store.url", url)
                    .dispatcher();
            cluster.worker();
            var stored = StoredRooms.watch(cluster, url, ROOMS, CHATS_PER_SECOND);

            small.fill();
            var before = stored.sequences(stored.rooms().getFirst()).size();
            cluster.awaitStays(FULL, "no socket closes")
                    .until(() -> cluster.judge().closes() == 0);
            assertThat(stored.sequences(stored.rooms().getFirst()))
                    .as("chats that got into a full database, beside what pages had room for")
                    .hasSizeLessThan(before + CHATS_PER_SECOND * (int) FULL.toSeconds() / 2);
            small.makeSpace();

            stored.assertComplete();
            assertThat(cluster.judge().closes()).as("closed sockets").isZero();
        }
    }

    @Test
    void thatOfSqliteCostsNoEventAndNoSocket(Cluster cluster) {
        var small = disk(32);
        var url = "sqlite:" + small.folder().resolve("events.db");
        cluster.with("danmaku.sinks.enabled", "store")
                .with("danmaku.store.url", url)
                .dispatcher();
        cluster.worker();
        var stored = StoredRooms.watch(cluster, url, ROOMS, CHATS_PER_SECOND);

        small.fill();
        cluster.awaitStays(FULL, "no socket closes").until(() -> cluster.judge().closes() == 0);
        assertThat(small.full()).as("the disk stayed full").isTrue();
        small.makeSpace();

        stored.assertComplete();
        assertThat(cluster.judge().closes()).as("closed sockets").isZero();
    }

    @Test
    void thatOfTheEventFilesStopsReadingAndCostsNoEvent(Cluster cluster) {
        var small = disk(32);
        cluster.with("danmaku.data-dir", small.folder()).dispatcher();
        cluster.worker();
        var rooms = cluster.liveRooms(ROOMS, CHATS_PER_SECOND);
        cluster.sadd(rooms);
        cluster.awaitAllWatched(rooms, StoredRooms.SOON);
        var files = cluster.eventsIn(small.folder());
        cluster.within(StoredRooms.SOON, "every room has a file")
                .until(() -> files.rooms().containsAll(rooms));

        small.fill();
        cluster.awaitStays(FULL, "the disk stays full").until(small::full);
        small.makeSpace();
        var last = rooms.stream()
                .map(room -> cluster.judge().room(room).counts().lastSequence())
                .toList();

        for (var i = 0; i < ROOMS; i++) {
            var room = rooms.get(i);
            var expected = last.get(i);
            cluster.within(StoredRooms.SOON, room + " has all that was sent before there was space")
                    .until(() -> files.sequences(room).contains(expected));
            var numbers = files.sequences(room);
            assertThat(numbers)
                    .as("chats of " + room)
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(numbers.getFirst(), numbers.getLast())
                                    .boxed()
                                    .toList());
        }
    }
}
