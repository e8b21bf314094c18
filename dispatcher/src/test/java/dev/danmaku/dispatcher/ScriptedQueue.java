package dev.danmaku.dispatcher;

import dev.danmaku.job.Job;
import dev.danmaku.queue.Broker;
import dev.danmaku.queue.Delivery;
import dev.danmaku.queue.DeliveryListener;
import dev.danmaku.queue.JobLane;
import dev.danmaku.queue.JobQueue;
import dev.danmaku.queue.JobWindow;
import dev.danmaku.queue.PublishResult;
import dev.danmaku.room.Platform;

import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** A broker that answers as a test says. Nothing is consumed from it. */
final class ScriptedQueue implements JobQueue {
    private final Function<List<Job>, CompletableFuture<List<PublishResult>>> broker;

    ScriptedQueue(Function<List<Job>, CompletableFuture<List<PublishResult>>> broker) {
        this.broker = broker;
    }

    @Override
    public CompletableFuture<List<PublishResult>> publish(List<Job> jobs) {
        return broker.apply(jobs);
    }

    @Override
    public CompletableFuture<List<PublishResult>> handOver(List<Job> jobs) {
        throw new UnsupportedOperationException("a dispatcher gives nothing away");
    }

    @Override
    public void declare() {}

    @Override
    public OptionalLong waiting(Platform platform) {
        return OptionalLong.of(0);
    }

    @Override
    public CompletableFuture<PublishResult> deadLetter(Delivery poison, String reason) {
        throw new UnsupportedOperationException("a dispatcher buries nothing");
    }

    @Override
    public JobWindow openWindow(
            Platform platform, JobLane lane, int prefetch, DeliveryListener listener) {
        throw new UnsupportedOperationException("a dispatcher takes nothing");
    }

    @Override
    public Broker broker() {
        throw new UnsupportedOperationException("a dispatcher does not care");
    }

    @Override
    public void close() {}
}
