package dev.danmaku.look;

import dev.danmaku.queue.Broker;
import dev.danmaku.queue.QueueLook;
import dev.danmaku.queue.QueueReader;
import dev.danmaku.queue.QueueUnavailable;
import dev.danmaku.registry.PlatformCounts;
import dev.danmaku.registry.RegistryReader;
import dev.danmaku.registry.RegistryState;
import dev.danmaku.registry.RegistryUnavailable;
import dev.danmaku.registry.WorkerView;
import dev.danmaku.room.Platform;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * How a cluster is: what its servers tell.
 *
 * @param registry null where Redis does not answer
 * @param queues null where the broker does not answer
 * @param problems what does not answer, a sentence each
 */
public record ClusterStatus(
        @Nullable RegistryPart registry, @Nullable QueuePart queues, List<String> problems) {
    public ClusterStatus {
        problems = List.copyOf(problems);
    }

    /** @param workers the living ones, and those that died within the last hour */
    public record RegistryPart(
            RegistryState state, List<PlatformCounts> platforms, List<WorkerView> workers) {
        public RegistryPart {
            platforms = List.copyOf(platforms);
            workers = List.copyOf(workers);
        }
    }

    /** What the broker tells, queue by queue. */
    public record QueuePart(Broker broker, List<QueueLook> looks) {
        public QueuePart {
            looks = List.copyOf(looks);
        }
    }

    /** Asks both servers. Takes some seconds where one of them does not answer. */
    public static ClusterStatus ask(RegistryReader registry, QueueReader queues) {
        var problems = new ArrayList<String>();
        return new ClusterStatus(
                askRegistry(registry, problems), askQueues(queues, problems), problems);
    }

    private static @Nullable RegistryPart askRegistry(
            RegistryReader registry, List<String> problems) {
        try {
            var workers = registry.workers();
            var platforms = new ArrayList<PlatformCounts>();
            for (var platform : Platform.values()) {
                platforms.add(registry.count(platform, workers));
            }
            return new RegistryPart(registry.state(), platforms, workers);
        } catch (RegistryUnavailable e) {
            problems.add("Redis does not answer: " + e.getMessage());
            return null;
        }
    }

    private static @Nullable QueuePart askQueues(QueueReader queues, List<String> problems) {
        try {
            var broker = queues.broker();
            return new QueuePart(
                    broker, QueueReader.names().stream().map(queues::look).toList());
        } catch (QueueUnavailable e) {
            problems.add("RabbitMQ does not answer: " + e.getMessage());
            return null;
        }
    }

    /** Did both servers answer? */
    public boolean complete() {
        return problems.isEmpty();
    }
}
