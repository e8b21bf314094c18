package dev.danmaku.standalone.failure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.job.Job;
import dev.danmaku.standalone.cluster.Cluster;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rooms by the ten thousand, whose jobs are counted on the queue: no worker takes them. */
final class ManyJobs {
    private ManyJobs() {}

    static List<String> ids(int count) {
        return IntStream.range(0, count).mapToObj("3xmany%05d"::formatted).toList();
    }

    static void awaitAllQueued(Cluster cluster, int rooms) {
        cluster.within(Duration.ofSeconds(60), "every claim is confirmed")
                .pollInterval(Duration.ofMillis(300))
                .until(() -> {
                    var entries = cluster.registry().entries().values();
                    return entries.size() == rooms
                            && entries.stream().allMatch(entry -> entry.state().equals("queued"));
                });
    }

    /** On the queue is exactly one message whose id the room's record names; any other is stale, and dropped by who gets it. */
    static void assertOneCurrentJobEach(Cluster cluster, List<String> rooms, List<Job> jobs) {
        var entries = cluster.registry().entries();
        var current = jobs.stream()
                .filter(job -> entries.get(job.room().id()).job().equals("" + job.id()))
                .collect(Collectors.groupingBy(job -> job.room().id(), Collectors.counting()));
        assertThat(current)
                .isEqualTo(rooms.stream().collect(Collectors.toMap(Function.identity(), id -> 1L)));
    }
}
