package dev.danmaku.standalone.failure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.room.Platform;
import dev.danmaku.simulator.room.Fault;
import dev.danmaku.simulator.room.HostileBytes;
import dev.danmaku.simulator.room.NumberedText;
import dev.danmaku.simulator.room.Rates;
import dev.danmaku.simulator.room.SimulatedRoom;
import dev.danmaku.simulator.script.Script;
import dev.danmaku.standalone.cluster.ChildProcess;
import dev.danmaku.standalone.cluster.Cluster;
import dev.danmaku.standalone.cluster.OnRealServers;
import dev.danmaku.standalone.cluster.QueueView;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Duration;
import java.util.List;

/**
 * A platform sends what no client expects: cut off, oversized, bombs, bad text, endless nesting. The worker has 256 MiB of heap, less
 * than one bomb unpacks to.
 */
@OnRealServers
@Timeout(180)
class HostilePlatformTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    @ParameterizedTest
    @EnumSource(Platform.class)
    void onlyTheRoomThatGetsThemNotices(Platform platform, Cluster cluster) {
        cluster.with("danmaku.watch.reconnect-min", "50ms").dispatcher();
        var worker = cluster.worker();
        var victim = liveRoom(cluster, platform, 0, 5);
        var bystanders = List.of(
                liveRoom(cluster, platform, 1, 10), liveRoom(cluster, other(platform), 0, 10));
        cluster.within(SOON, "every room is joined")
                .until(() -> joinedOnce(victim) && bystanders.stream().allMatch(this::joinedOnce));

        for (var bytes : HostileBytes.values()) {
            var said = victim.counts().lastSequence();

            victim.fault(new Fault.Hostile(bytes));

            cluster.within(SOON, bytes + ": the room is heard again")
                    .until(() -> joinedOnce(victim) && heardSince(cluster, victim, said));
        }

        assertThat(worker.alive()).isTrue();
        bystanders.forEach(room -> noticedNothing(cluster, worker, room));
        assertThat(cluster.queues().ready(QueueView.DEAD).orElse(0))
                .as("dead letters")
                .isZero();
    }

    private static Platform other(Platform platform) {
        return Platform.values()[(platform.ordinal() + 1) % Platform.values().length];
    }

    private static SimulatedRoom liveRoom(
            Cluster cluster, Platform platform, int number, int chatsPerSecond) {
        var id = Script.roomIds(platform, 2).get(number);
        var room = cluster.simulator()
                .platform(platform)
                .orElseThrow()
                .room(id.id())
                .goLive(Rates.chatting(chatsPerSecond));
        cluster.sadd(id);
        return room;
    }

    private boolean joinedOnce(SimulatedRoom room) {
        return room.counts().joined() == 1;
    }

    private static boolean heardSince(Cluster cluster, SimulatedRoom room, long sequence) {
        // texts that are not UTF-8 are among its chats
        return cluster.events().of(room.id()).stream()
                .map(event -> NumberedText.sequenceOf(event.path("text").asString("")))
                .anyMatch(heard -> heard.isPresent() && heard.getAsLong() > sequence);
    }

    private static void noticedNothing(Cluster cluster, ChildProcess worker, SimulatedRoom room) {
        assertThat(room.counts().joins()).as("joins of " + room.id()).isEqualTo(1);
        var heard = cluster.events().sequences(room.id());
        assertThat(heard).as("chats of " + room.id()).isNotEmpty();
        for (var i = 1; i < heard.size(); i++) {
            assertThat(heard.get(i))
                    .as("%s after #%d, as %s wrote it", room.id(), heard.get(i - 1), worker.name())
                    .isEqualTo(heard.get(i - 1) + 1);
        }
    }
}
