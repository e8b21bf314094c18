package dev.danmaku.standalone.failure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.standalone.cluster.Cluster;
import dev.danmaku.standalone.cluster.OnRealServers;
import dev.danmaku.standalone.cluster.QueueView;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.time.Instant;

/** A worker that stands still for longer than its deadline, and then goes on as if nothing had been. */
@OnRealServers
@Timeout(90)
class FrozenWorkerTest {
    @Test
    void itsRoomsAreTakenWithinEightSecondsAndItLetsGoOfThemWhenItWakes(Cluster cluster) {
        cluster.with("danmaku.worker.slots", 60).dispatcher();
        var workers = cluster.workers(3);
        var rooms = cluster.liveRooms(60, 10);
        cluster.sadd(rooms);
        cluster.awaitAllWatched(rooms, Duration.ofSeconds(20));
        var frozen = workers.getFirst();
        var its = cluster.roomsOf(frozen);
        assertThat(its).isNotEmpty();

        var stopped = Instant.now();
        cluster.freeze(frozen);

        cluster.awaitJoinedAnew(its, stopped, Duration.ofSeconds(15));
        assertThat(cluster.judge().joinedAfter(its, stopped).getLast())
                .isLessThan(Duration.ofSeconds(8));
        cluster.thaw(frozen);
        cluster.awaitAllWatched(rooms, Duration.ofSeconds(10));
        assertThat(cluster.roomsOf(frozen)).isEmpty();
        cluster.awaitStays(Duration.ofSeconds(3), "one socket a room")
                .until(() -> cluster.judge().allJoinedOnce(rooms));
        assertThat(its)
                .as("what it read when it woke is the others' to tell")
                .allSatisfy(room ->
                        assertThat(cluster.events().sequences(room)).doesNotHaveDuplicates());
        assertThat(its)
                .as("the others keep what they took")
                .allSatisfy(room ->
                        assertThat(cluster.judge().room(room).counts().joins()).isEqualTo(2));
    }

    @Test
    void whenItIsBackItTakesNewRoomsAsTheOthersDo(Cluster cluster) {
        cluster.with("danmaku.worker.slots", 60).dispatcher();
        var workers = cluster.workers(2);
        var rooms = cluster.liveRooms(20, 1);
        cluster.sadd(rooms);
        cluster.awaitAllWatched(rooms, Duration.ofSeconds(20));
        var frozen = workers.getFirst();

        cluster.freeze(frozen);
        cluster.within(Duration.ofSeconds(15), "the other has all rooms")
                .until(() -> cluster.roomsOf(workers.getLast()).size() == rooms.size());
        cluster.thaw(frozen);
        cluster.awaitAllWatched(rooms, Duration.ofSeconds(10));
        cluster.within(Duration.ofSeconds(20), "both take jobs")
                .until(() -> cluster.queues().consumers(QueueView.JOBS) >= 2);
        var more = cluster.liveRooms(60, 1);
        cluster.sadd(more);

        cluster.awaitAllWatched(more, Duration.ofSeconds(20));
        assertThat(cluster.roomsOf(frozen)).hasSizeGreaterThan(15);
    }

    /** Its sockets hold what was said meanwhile: its follower heard that too, or a gap says that nobody did. */
    @Test
    void whatItWasAboutToHandOverIsToldByOneOfTheTwo(Cluster cluster) {
        cluster.with("danmaku.worker.slots", 120).dispatcher();
        var workers = cluster.workers(2);
        var rooms = cluster.liveRooms(120, 10);
        cluster.sadd(rooms);
        cluster.awaitAllWatched(rooms, Duration.ofSeconds(20));
        var frozen = workers.getFirst();

        frozen.terminate();
        cluster.within(Duration.ofSeconds(10), "rooms are heard by both")
                .until(() -> rooms.stream().anyMatch(room -> cluster.judge().joined(room) == 2));
        cluster.freeze(frozen);
        var stopped = Instant.now();
        cluster.within(Duration.ofSeconds(20), "its session is over, and the other has what it had")
                .until(() -> Duration.between(stopped, Instant.now()).toSeconds() >= 7
                        && cluster.roomsOf(workers.getLast()).size() == rooms.size());
        cluster.thaw(frozen);

        assertThat(frozen.awaitExit()).isZero();
        cluster.awaitAllWatched(rooms, Duration.ofSeconds(10));
        cluster.awaitLastWords(rooms);
        assertThat(rooms).allSatisfy(room -> {
            var heard = cluster.events().sequences(room).stream().sorted().toList();
            var said = cluster.judge().room(room).counts().lastSequence() - heard.getFirst() + 1;
            assertThat(heard).as(room).doesNotHaveDuplicates();
            assertThat(heard.size() == said || !cluster.events().gaps(room).isEmpty())
                    .as("%s: %d of %d chats, and no gap", room, heard.size(), said)
                    .isTrue();
        });
    }
}
