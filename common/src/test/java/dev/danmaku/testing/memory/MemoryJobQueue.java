package dev.danmaku.testing.memory;

import dev.danmaku.job.Job;
import dev.danmaku.job.JobMessage;
import dev.danmaku.queue.Broker;
import dev.danmaku.queue.Delivery;
import dev.danmaku.queue.DeliveryListener;
import dev.danmaku.queue.JobLane;
import dev.danmaku.queue.JobQueue;
import dev.danmaku.queue.JobWindow;
import dev.danmaku.queue.PublishResult;
import dev.danmaku.queue.QueueUnavailable;
import dev.danmaku.queue.WindowLoss;
import dev.danmaku.room.Platform;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A client of the broker in memory. */
public final class MemoryJobQueue implements JobQueue {
    private static final Duration CONFIRM_TIMEOUT = Duration.ofSeconds(5);
    private static final int MAX_REASON_CHARS = 1_000;

    private final MemoryBroker broker;
    private final BrokerLink link;
    private final ScheduledExecutorService thread;
    private final List<MemoryWindow> windows = new ArrayList<>();
    private boolean declared;
    private boolean closed;

    MemoryJobQueue(MemoryBroker broker, BrokerLink link, ScheduledExecutorService thread) {
        this.broker = broker;
        this.link = link;
        this.thread = thread;
    }

    // What the broker does to it, under the broker's lock

    /** Its listeners and futures hear one thing after another. */
    void call(Runnable callback) {
        if (!closed) {
            thread.execute(callback);
        }
    }

    boolean acks() {
        return !broker.away() && link.acks();
    }

    void left(MemoryWindow window) {
        windows.remove(window);
    }

    void disconnected(String reason) {
        declared = false;
        List.copyOf(windows).forEach(window -> window.lose(new WindowLoss.ConnectionLost(reason)));
    }

    // What it does

    private void ask(String question) {
        link.before(question);
        if (broker.away()) {
            throw unavailable(question, "connection refused");
        }
        if (closed) {
            throw unavailable(question, "closed");
        }
    }

    /** A broker that cannot be asked. */
    public static QueueUnavailable unavailable(String question, String reason) {
        return new QueueUnavailable("cannot " + question, new IllegalStateException(reason));
    }

    @Override
    public void declare() {
        ask("declare the queues");
        broker.declare();
        declared = true;
    }

    @Override
    public CompletableFuture<List<PublishResult>> publish(List<Job> jobs) {
        return publish(jobs, JobLane.NEW);
    }

    @Override
    public CompletableFuture<List<PublishResult>> handOver(List<Job> jobs) {
        return publish(jobs, JobLane.HANDOVER);
    }

    private CompletableFuture<List<PublishResult>> publish(List<Job> jobs, JobLane lane) {
        if (!declared && !jobs.isEmpty()) {
            try {
                declare();
            } catch (QueueUnavailable e) {
                PublishResult lost = new PublishResult.Lost(String.valueOf(e.getMessage()));
                return CompletableFuture.completedFuture(
                        jobs.stream().map(job -> lost).toList());
            }
        }
        var results = jobs.stream()
                .map(job ->
                        send(lane.queue(job.room().platform()), JobMessage.write(job), Map.of()))
                .toList();
        return CompletableFuture.allOf(results.toArray(CompletableFuture<?>[]::new))
                .thenApply(
                        nothing -> results.stream().map(CompletableFuture::join).toList());
    }

    private CompletableFuture<PublishResult> send(
            String queue, byte[] body, Map<String, String> headers) {
        var answer = new CompletableFuture<PublishResult>();
        if (broker.away()) {
            call(() -> answer.complete(new PublishResult.Lost("connection refused")));
            return answer;
        }
        var sending = link.sending();
        var routed = true;
        if (sending.arrives() && sending.after().isZero()) {
            routed = broker.publish(queue, body, headers, true);
            declared &= routed;
        } else if (sending.arrives()) {
            broker.publishLate(sending.after(), queue, body);
        }
        switch (sending.told()) {
            case WHAT_HAPPENED -> {
                PublishResult happened = routed
                        ? new PublishResult.Confirmed()
                        : new PublishResult.Returned("NO_ROUTE");
                call(() -> answer.complete(happened));
            }
            case NACKED -> call(() -> answer.complete(new PublishResult.Nacked()));
            case LOST ->
                call(() -> answer.complete(new PublishResult.Lost("the connection was cut")));
            case NOTHING ->
                thread.schedule(
                        () -> {
                            answer.complete(new PublishResult.TimedOut(CONFIRM_TIMEOUT));
                        },
                        CONFIRM_TIMEOUT.toNanos(),
                        TimeUnit.NANOSECONDS);
        }
        return answer;
    }

    @Override
    public CompletableFuture<PublishResult> deadLetter(Delivery poison, String reason) {
        var body = poison.body();
        var headers = new HashMap<String, String>();
        headers.put(
                JobQueue.REASON_HEADER,
                reason.substring(0, Math.min(MAX_REASON_CHARS, reason.length())));
        headers.put(JobQueue.QUEUE_HEADER, poison.window().platform().jobQueue());
        headers.put(JobQueue.SEEN_HEADER, broker.clock().instant().toString());
        if (body.length > JobQueue.DEAD_BODY_MAX_BYTES) {
            headers.put(JobQueue.LENGTH_HEADER, Integer.toString(body.length));
            body = Arrays.copyOf(body, JobQueue.DEAD_BODY_MAX_BYTES);
        }
        return send(JobQueue.DEAD_QUEUE, body, headers);
    }

    @Override
    public OptionalLong waiting(Platform platform) {
        ask("count the jobs of " + platform.label());
        synchronized (broker) {
            var queue = broker.find(platform.jobQueue());
            return queue == null ? OptionalLong.empty() : OptionalLong.of(queue.count());
        }
    }

    @Override
    public JobWindow openWindow(
            Platform platform, JobLane lane, int prefetch, DeliveryListener listener) {
        if (prefetch < 1) {
            throw new IllegalArgumentException("a window takes at least one job");
        }
        ask("take jobs of " + platform.label());
        synchronized (broker) {
            var queue = broker.declare(lane.queue(platform));
            var window = new MemoryWindow(broker, this, queue, platform, prefetch, listener);
            windows.add(window);
            queue.join(window);
            return window;
        }
    }

    @Override
    public Broker broker() {
        ask("reach the broker");
        return new Broker("RabbitMQ", "3.10.8", Optional.empty());
    }

    @Override
    public void close() {
        synchronized (broker) {
            closed = true;
            List.copyOf(windows).forEach(MemoryWindow::close);
            broker.forget(this);
        }
    }
}
