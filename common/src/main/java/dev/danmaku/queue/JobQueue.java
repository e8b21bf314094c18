package dev.danmaku.queue;

import dev.danmaku.job.Job;
import dev.danmaku.room.Platform;

import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/**
 * The queues of jobs: two for each platform, and one for dead letters. Connects when first used, and again after the connection
 * was lost. Safe for use by many threads.
 */
public interface JobQueue extends AutoCloseable {
    /** Where poison goes. */
    String DEAD_QUEUE = "jobs.dead";

    /** What is wrong with it, for people. */
    String REASON_HEADER = "x-danmaku-reason";

    /** Where it came from. */
    String QUEUE_HEADER = "x-danmaku-queue";

    /** When it was found to be poison, ISO-8601. */
    String SEEN_HEADER = "x-danmaku-seen";

    /** Its length in bytes, where more than {@link #DEAD_BODY_MAX_BYTES} were cut off. */
    String LENGTH_HEADER = "x-danmaku-length";

    /** More of a dead letter's body is not kept; half of what a broker takes by default. */
    int DEAD_BODY_MAX_BYTES = 8 * 1024 * 1024;

    /**
     * Declares all queues. Publishing and consuming do so, too, when the broker may have lost them; a start does it to fail early.
     *
     * @throws QueueUnavailable if the broker does not answer
     * @throws QueueDeclaredOtherwise if a queue exists with other properties; the message says how to mend that
     */
    void declare();

    /**
     * Publishes jobs to the queues of their platforms: persistent, mandatory, confirmed. Blocks while too many are unconfirmed.
     *
     * @return one result for each job, in the same order; never fails, and is there within the confirm timeout
     */
    CompletableFuture<List<PublishResult>> publish(List<Job> jobs);

    /** As {@link #publish}, to the queues of jobs that are given away. */
    CompletableFuture<List<PublishResult>> handOver(List<Job> jobs);

    /**
     * Publishes a copy of a delivery to {@link #DEAD_QUEUE}, with the reason in a header. The delivery itself is acked by the
     * caller, once this is confirmed.
     */
    CompletableFuture<PublishResult> deadLetter(Delivery poison, String reason);

    /**
     * Counts the jobs in a queue; empty where there is no such queue. On RabbitMQ these are the jobs that wait for a worker. On
     * Qpid Broker-J those that are delivered and unacked count, too: zero is a purged queue on both.
     *
     * @throws QueueUnavailable if the broker does not answer
     */
    OptionalLong waiting(Platform platform);

    /**
     * Begins to consume, over a channel of its own. Blocks until the broker agreed.
     *
     * @param prefetch how many deliveries may be unacked at once, at least 1
     * @throws QueueUnavailable if the broker does not answer
     * @throws QueueDeclaredOtherwise if the queue exists with other properties
     */
    JobWindow openWindow(Platform platform, JobLane lane, int prefetch, DeliveryListener listener);

    /**
     * What is at the other end.
     *
     * @throws QueueUnavailable if the broker does not answer
     */
    Broker broker();

    /** Ends windows and connections; what is unacked goes back. No window reports its loss any more. */
    @Override
    void close();
}
