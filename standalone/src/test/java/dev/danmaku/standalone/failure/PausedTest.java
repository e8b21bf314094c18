package dev.danmaku.standalone.failure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.registry.Operator;
import dev.danmaku.registry.OperatorAnswer.Outcome;
import dev.danmaku.registry.OperatorAnswer.Verdict;
import dev.danmaku.registry.RedisControlChannel;
import dev.danmaku.registry.RedisOperatorRegistry;
import dev.danmaku.registry.RegistryReader;
import dev.danmaku.room.Platform;
import dev.danmaku.room.RoomId;
import dev.danmaku.standalone.cluster.Cluster;
import dev.danmaku.standalone.cluster.OnRealServers;
import dev.danmaku.standalone.cluster.Patient;
import dev.danmaku.standalone.cluster.RegistryView.Entry;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import redis.clients.jedis.RedisClient;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** Rooms and platforms that a person pauses, whatever happens beside it. */
@OnRealServers
@Patient
@Timeout(180)
class PausedTest {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Platform KS = Platform.KUAISHOU;

    private static <T> T operate(Cluster cluster, Function<Operator, T> order) {
        try (var redis = RedisClient.create(cluster.redis().uri().toString())) {
            return order.apply(new Operator(
                    new RedisOperatorRegistry(redis),
                    new RegistryReader(redis),
                    new RedisControlChannel(redis),
                    "alice"));
        }
    }

    private static boolean ordered(Cluster cluster, Predicate<Operator> order) {
        return operate(cluster, order::test);
    }

    private static Verdict pause(Cluster cluster, String room) {
        return verdict(operate(cluster, operator -> operator.pause(of(room))));
    }

    private static Verdict resume(Cluster cluster, String room) {
        return verdict(operate(cluster, operator -> operator.resume(of(room))));
    }

    private static List<RoomId> of(String room) {
        return List.of(new RoomId(KS, room));
    }

    private static Verdict verdict(List<Outcome> outcomes) {
        return outcomes.getFirst().verdict();
    }

    private static Optional<String> state(Cluster cluster, String room) {
        return cluster.registry().entry(room).map(Entry::state);
    }

    private static boolean quiet(Cluster cluster, List<String> rooms) {
        return rooms.stream()
                .allMatch(room -> cluster.judge().joined(room) == 0
                        && state(cluster, room).equals(Optional.of("paused")));
    }

    private static void awaitQuiet(Cluster cluster, List<String> rooms) {
        cluster.within(SOON, rooms.size() + " rooms are paused, without a socket")
                .until(() -> quiet(cluster, rooms));
    }

    private static void assertNoDoubles(Cluster cluster, List<String> rooms) {
        assertThat(rooms)
                .allSatisfy(room ->
                        assertThat(cluster.events().sequences(room)).doesNotHaveDuplicates());
    }

    @Test
    void aPausedRoomStaysSoWhateverDiesAndGoesOnWithAGapThatSaysWhy(Cluster cluster) {
        var dispatcher = cluster.dispatcher();
        var workers = cluster.workers(2);
        var room = cluster.liveRoom(20);
        var other = cluster.liveRoom(5);
        cluster.sadd(List.of(room, other));
        cluster.awaitAllWatched(List.of(room, other), SOON);

        assertThat(pause(cluster, room)).isEqualTo(Verdict.PAUSED);

        awaitQuiet(cluster, List.of(room));
        cluster.awaitNothingUnackedBut(1, SOON);
        cluster.kill(workers.getFirst());
        cluster.kill(dispatcher);
        cluster.dispatcher();
        cluster.worker();
        cluster.awaitAllWatched(List.of(other), Duration.ofSeconds(20));
        cluster.awaitStays(Duration.ofSeconds(3), room + " stays paused")
                .until(() -> quiet(cluster, List.of(room)));

        assertThat(resume(cluster, room)).isEqualTo(Verdict.RESUMED);

        cluster.awaitAllWatched(List.of(room, other), SOON);
        cluster.within(SOON, "its gap is on disk")
                .until(() -> cluster.events().gaps(room).stream()
                        .anyMatch(gap -> gap.path("cause").asString("").equals("paused")));
        assertNoDoubles(cluster, List.of(room));
    }

    @Test
    void aRoomThatIsPausedAndResumedAtOnceIsNeverWatchedTwice(Cluster cluster) {
        cluster.dispatcher();
        cluster.workers(2);
        var room = cluster.liveRoom(50);
        cluster.sadd(room);
        cluster.awaitWatched(room);

        for (var i = 0; i < 5; i++) {
            assertThat(pause(cluster, room)).isEqualTo(Verdict.PAUSED);
            assertThat(resume(cluster, room)).isEqualTo(Verdict.RESUMED);
            cluster.awaitWatched(room);
        }

        assertThat(cluster.judge().doublyWatched(room)).isZero();
        assertNoDoubles(cluster, List.of(room));
        cluster.awaitNothingUnackedBut(1, SOON);
    }

    @Test
    void aPlatformIsPausedAndGoesOnWhileAWorkerDrains(Cluster cluster) {
        cluster.dispatcher();
        var workers = cluster.workers(2);
        var rooms = cluster.liveRooms(30, 5);
        cluster.sadd(rooms);
        cluster.awaitAllWatched(rooms, Duration.ofSeconds(20));
        var alone = rooms.getFirst();
        pause(cluster, alone);

        workers.getFirst().terminate();
        assertThat(ordered(cluster, operator -> operator.pause(KS))).isTrue();

        awaitQuiet(cluster, rooms);
        assertThat(workers.getFirst().awaitExit()).isZero();
        cluster.awaitNothingUnacked(SOON);
        var late = cluster.liveRoom(5);
        cluster.sadd(late);
        cluster.awaitStays(Duration.ofSeconds(3), "nothing of it is claimed or watched")
                .until(() -> quiet(cluster, rooms) && cluster.judge().joined(late) == 0);

        assertThat(ordered(cluster, operator -> operator.resume(KS))).isTrue();

        var others = rooms.subList(1, rooms.size());
        cluster.awaitAllWatched(others, Duration.ofSeconds(20));
        cluster.awaitWatched(late);
        assertThat(quiet(cluster, List.of(alone))).isTrue();
        resume(cluster, alone);
        cluster.awaitWatched(alone);
        assertNoDoubles(cluster, rooms);
    }

    @Test
    void aPausedRoomThatIsTakenOffIsForgotten(Cluster cluster) {
        cluster.dispatcher();
        cluster.worker();
        var room = cluster.liveRoom(5);
        cluster.sadd(room);
        cluster.awaitWatched(room);
        pause(cluster, room);

        cluster.srem(room);

        cluster.within(SOON, "its record is gone")
                .until(() -> state(cluster, room).isEmpty());
        cluster.awaitUnwatched(room, SOON);
        cluster.awaitNothingUnacked(SOON);
    }

    @Test
    void aWorkerThatStandsByGivesItsRoomsAwayAndTakesThemAgainWhenItGoesOn(Cluster cluster) {
        cluster.dispatcher();
        var workers = cluster.workers(2);
        var rooms = cluster.liveRooms(10, 5);
        cluster.sadd(rooms);
        cluster.awaitAllWatched(rooms, Duration.ofSeconds(20));
        var session = cluster.registry().sessionOf(workers.getFirst().pid()).orElseThrow();
        var other = cluster.registry().sessionOf(workers.getLast().pid()).orElseThrow();

        assertThat(ordered(cluster, operator -> operator.standBy(session))).isTrue();
        cluster.within(Duration.ofSeconds(30), "the other has all rooms")
                .until(() -> cluster.registry().heldBy(other).size() == rooms.size());
        var late = cluster.liveRoom(5);
        cluster.sadd(late);
        cluster.awaitWatched(late);
        assertThat(cluster.registry().heldBy(session)).isEmpty();
        assertThat(workers.getFirst().alive()).isTrue();

        assertThat(ordered(cluster, operator -> operator.goOn(session))).isTrue();
        assertThat(ordered(cluster, operator -> operator.drain(other))).isTrue();
        assertThat(workers.getLast().awaitExit()).isZero();

        cluster.within(Duration.ofSeconds(20), "it has all rooms")
                .until(() -> cluster.registry().heldBy(session).size() == rooms.size() + 1);
        cluster.awaitAllWatched(rooms, Duration.ofSeconds(20));
        assertNoDoubles(cluster, rooms);
    }

    @Test
    void aRoomIsMovedToTheOtherOfTwoWorkersThatHaveAsManyAndStaysWhereThereIsNone(Cluster cluster) {
        cluster.dispatcher();
        var first = cluster.worker();
        var rooms = cluster.liveRooms(2, 20);
        cluster.sadd(rooms.getFirst());
        cluster.awaitWatched(rooms.getFirst());
        var room = new RoomId(KS, rooms.getFirst());
        var session = cluster.registry().sessionOf(first.pid()).orElseThrow();
        assertThat(ordered(cluster, operator -> operator.move(session, room))).isTrue();
        cluster.within(SOON, "its history says why it stays")
                .until(() -> cluster.registry().history(room.id()).getFirst().contains("no other"));

        var second = cluster.worker();
        cluster.sadd(rooms.getLast());
        cluster.awaitWatched(rooms.getLast());
        var other = cluster.registry().sessionOf(second.pid()).orElseThrow();
        assertThat(ordered(cluster, operator -> operator.move(session, room))).isTrue();

        cluster.within(Duration.ofSeconds(30), "the other has it")
                .until(() -> cluster.registry().heldBy(other).contains(room.id()));
        cluster.awaitAllWatched(rooms, SOON);
        assertNoDoubles(cluster, rooms);
        assertThat(cluster.events().gaps(room)).isEmpty();
    }
}
