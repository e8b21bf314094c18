package dev.danmaku.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.room.Platform;
import dev.danmaku.simulator.room.DropManner;
import dev.danmaku.simulator.room.Fault;
import dev.danmaku.simulator.room.NumberedText;
import dev.danmaku.simulator.room.Rates;
import dev.danmaku.simulator.room.SimulatedRoom;
import dev.danmaku.simulator.script.Script;
import dev.danmaku.standalone.cluster.Cluster;
import dev.danmaku.standalone.cluster.OnRealServers;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * A busy evening on all platforms at once, with sockets that are dropped again and again: what lies on disk is what the
 * platforms sent, number by number, and where a number is missing a gap says so.
 *
 * <p>The build plays a short piece. A whole hour's events, in five minutes: {@code -Ddanmaku.scenario.seconds=300}.
 */
@OnRealServers
@Timeout(600)
class ScenarioTest {
    private static final int SECONDS = Integer.getInteger("danmaku.scenario.seconds", 25);
    private static final int RECONNECTS = 20;
    private static final int ROOMS_A_PLATFORM = 3;
    private static final int CHATS_A_SECOND = 24;
    /** Twelve times what a well-visited room has. */
    private static final Rates BUSY = new Rates(CHATS_A_SECOND, 6, 3, 6);

    private static final Duration SOON = Duration.ofSeconds(30);

    @Test
    void theEventsOnDiskAreThoseThatWereSentOnEachPlatform(Cluster cluster) {
        cluster.with("danmaku.watch.reconnect-min", "50ms").dispatcher();
        cluster.worker();
        var rooms = liveRooms(cluster);
        cluster.within(SOON, "every room is joined once").until(() -> joinedOnce(rooms));
        rooms.forEach(room -> room.rates(BUSY));

        for (var drop = 1; drop <= RECONNECTS; drop++) {
            var so = (long) drop * SECONDS * CHATS_A_SECOND / (RECONNECTS + 1);
            cluster.within(Duration.ofSeconds(SECONDS + 60), so + " chats were said in each room")
                    .until(() ->
                            rooms.stream().allMatch(room -> room.counts().lastSequence() >= so));
            var manner = DropManner.values()[drop % DropManner.values().length];
            rooms.forEach(room -> room.fault(new Fault.Drop(manner)));
            cluster.within(SOON, "every room is joined again").until(() -> joinedOnce(rooms));
        }
        rooms.forEach(room -> room.rates(Rates.QUIET).chat("the last word"));

        for (var room : rooms) {
            cluster.within(SOON, room.id() + " has its last word on disk")
                    .until(() -> cluster.events()
                            .sequences(room.id())
                            .contains(room.counts().lastSequence()));
            assertThat(faults(cluster, room)).as(room.id().toString()).isEmpty();
            assertThat(cluster.events().gaps(room.id()))
                    .as("gaps of " + room.id())
                    .hasSize((int) room.counts().joins() - 1);
        }
        assertThat(typesOnDisk(cluster, rooms))
                .allSatisfy((platform, types) -> assertThat(types)
                        .as(platform.label())
                        .contains("chat", "gift", "gap", "room-changed"));
    }

    private static List<SimulatedRoom> liveRooms(Cluster cluster) {
        return Arrays.stream(Platform.values())
                .flatMap(platform -> Script.roomIds(platform, ROOMS_A_PLATFORM).stream())
                .map(id -> {
                    var room = cluster.simulator()
                            .platform(id.platform())
                            .orElseThrow()
                            .room(id.id())
                            .goLive(Rates.QUIET);
                    cluster.sadd(id);
                    return room;
                })
                .toList();
    }

    private static boolean joinedOnce(List<SimulatedRoom> rooms) {
        return rooms.stream().allMatch(room -> room.counts().joined() == 1);
    }

    /** Doubled, disordered, or missing without a gap. */
    private static List<String> faults(Cluster cluster, SimulatedRoom room) {
        var faults = new ArrayList<String>();
        var last = 0L;
        var gap = true;
        for (var event : cluster.events().of(room.id())) {
            switch (event.path("type").asString("")) {
                case "gap" -> gap = true;
                case "chat" -> {
                    var number = NumberedText.sequenceOf(event.path("text").asString(""))
                            .orElseThrow();
                    if (number <= last) {
                        faults.add("#%d after #%d".formatted(number, last));
                    } else if (number > last + 1 && !gap) {
                        faults.add("no gap between #%d and #%d".formatted(last, number));
                    }
                    last = number;
                    gap = false;
                }
                default -> {}
            }
        }
        return faults;
    }

    private static Map<Platform, TreeSet<String>> typesOnDisk(
            Cluster cluster, List<SimulatedRoom> rooms) {
        var types = new EnumMap<Platform, TreeSet<String>>(Platform.class);
        for (var room : rooms) {
            cluster.events()
                    .of(room.id())
                    .forEach(event -> types.computeIfAbsent(
                                    room.id().platform(), p -> new TreeSet<>())
                            .add(event.path("type").asString("")));
        }
        return types;
    }
}
