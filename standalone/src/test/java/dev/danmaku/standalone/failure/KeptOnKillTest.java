package dev.danmaku.standalone.failure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.standalone.cluster.Cluster;
import dev.danmaku.standalone.cluster.OnRealServers;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** {@code kill -9} of a worker under load: what it leaves behind. */
@OnRealServers
@Timeout(120)
class KeptOnKillTest {
    private static final int KILLS = 3;
    /** On the way from the simulated platform to the worker, which pushes ten times a second. */
    private static final Duration ON_THE_WAY = Duration.ofMillis(250);

    @Test
    void atMostItsLastSecondIsMissingInFilesAndStoreAndBothGoOn(Cluster cluster) {
        var data = cluster.folder("data");
        var url = "sqlite:" + data.resolve("events.db");
        cluster.with("danmaku.sinks.enabled", "jsonl,store")
                .with("danmaku.data-dir", data)
                .with("danmaku.store.url", url)
                .dispatcher();
        var worker = cluster.worker();
        var stored = StoredRooms.watch(cluster, url, 20, 100);
        var files = cluster.eventsIn(data);

        for (var kill = 1; kill <= KILLS; kill++) {
            var before = each(stored.rooms(), stored::told);
            cluster.within(StoredRooms.SOON, "every room goes on in files and store")
                    .until(() -> stored.rooms().stream()
                            .allMatch(room -> newest(files.sequences(room)) > before.get(room)
                                    && newest(stored.sequences(room)) > before.get(room)));
            // what is said while nobody is there has a number, too
            var from = each(stored.rooms(), room -> newest(files.sequences(room)));
            var to = each(stored.rooms(), stored::told);
            var living = worker;
            cluster.awaitStays(Duration.ofSeconds(1).plus(ON_THE_WAY), "the worker lives")
                    .until(living::alive);
            cluster.kill(worker);

            assertThat(stored.rooms()).allSatisfy(room -> {
                var heard = LongStream.rangeClosed(from.get(room), to.get(room))
                        .boxed()
                        .toList();
                assertThat(files.sequences(room)).containsAll(heard);
                assertThat(stored.sequences(room)).containsAll(heard).doesNotHaveDuplicates();
            });
            worker = cluster.worker();
            cluster.awaitAllWatched(stored.rooms(), StoredRooms.SOON);
        }
    }

    private static long newest(List<Long> sequences) {
        return sequences.stream().mapToLong(Long::longValue).max().orElse(0);
    }

    private static Map<String, Long> each(List<String> rooms, ToLongFunction<String> number) {
        return rooms.stream().collect(Collectors.toMap(room -> room, number::applyAsLong));
    }
}
