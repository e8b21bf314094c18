package dev.danmaku.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.job.Job;
import dev.danmaku.job.JobKind;
import dev.danmaku.job.JobMessage;
import dev.danmaku.queue.PublishResult.Confirmed;
import dev.danmaku.room.Platform;
import dev.danmaku.room.RoomId;
import dev.danmaku.testing.ManualClock;
import dev.danmaku.testing.memory.BrokerLink;
import dev.danmaku.testing.memory.BrokerLink.Sending;
import dev.danmaku.testing.memory.BrokerLink.Sending.Told;
import dev.danmaku.testing.memory.MemoryBroker;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The broker of simulations keeps the real ones' contract; and breaks in their ways. */
class MemoryJobQueueTest extends JobQueueContract {
    private static final Platform KS = Platform.KUAISHOU;
    private static final Job JOB = new Job(1, 1, JobKind.WATCH, new RoomId(KS, "3xabc"));

    private final ManualClock clock = new ManualClock(Instant.parse("2026-11-01T12:00:00Z"));
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().factory());
    private final MemoryBroker broker = new MemoryBroker(thread, clock);
    private final RecordingListener listener = new RecordingListener();

    @AfterEach
    void stopThread() {
        thread.shutdownNow();
    }

    @Override
    protected JobQueue open() {
        return broker.connect(new BrokerLink() {}, thread);
    }

    @Override
    protected void put(String queueName, byte[] body) {
        broker.put(queueName, body);
    }

    @Override
    protected Raw take(String queueName) {
        var seen = broker.take(queueName);
        assertThat(seen).isNotNull();
        return new Raw(seen.body(), seen.headers(), seen.persistent());
    }

    @Override
    protected void purge(String queueName) {
        broker.purge(queueName);
    }

    @Override
    protected void delete(String queueName) {
        broker.delete(queueName);
    }

    @Override
    protected void cutConnections() {
        broker.cutAll();
    }

    @Override
    protected String seen() {
        return clock.instant().toString();
    }

    @Test
    void whatComesBackTakesItsOldPlace() {
        try (var queue = open()) {
            publish(queue, job(1), job(2), job(3));
            var window = queue.openWindow(KS, JobLane.NEW, 2, listener);
            listener.next(2);

            window.close();

            var later = new RecordingListener();
            queue.openWindow(KS, JobLane.NEW, 3, later);
            assertThat(later.next(3).stream().map(Delivery::body))
                    .containsExactly(body(1), body(2), body(3));
        }
    }

    @Test
    void aBrokerThatWasAwayHasWhatItHad() {
        try (var queue = open()) {
            publish(queue, job(1));

            broker.away(true);
            assertThat(queue.publish(List.of(job(2))).join().getFirst())
                    .isInstanceOf(PublishResult.Lost.class);
            broker.away(false);

            assertThat(queue.waiting(KS)).hasValue(1);
        }
    }

    @Test
    void aChannelWithAnOldDeliveryIsClosedAndItsConnectionStays() {
        try (var queue = open()) {
            publish(queue, job(1));
            queue.openWindow(KS, JobLane.NEW, 1, listener);
            listener.next();
            clock.advance(Duration.ofMinutes(31));
            var other = new RecordingListener();
            queue.openWindow(KS, JobLane.NEW, 1, other);

            broker.timeOutConsumers(Duration.ofMinutes(30));

            assertThat(listener.loss())
                    .isEqualTo(new WindowLoss.ChannelClosed(
                            406, "delivery acknowledgement timed out"));
            assertThat(other.next().redelivered()).isTrue();
            assertThat(other.otherLosses()).isEmpty();
        }
    }

    @Test
    void anAckThatDoesNotArriveLeavesItsDeliveryToTheNextChannel() {
        var queue = broker.connect(
                new BrokerLink() {
                    @Override
                    public boolean acks() {
                        return false;
                    }
                },
                thread);
        publish(queue, job(1));
        var window = queue.openWindow(KS, JobLane.NEW, 1, listener);
        assertThat(window.ack(listener.next())).isTrue();

        broker.cut(queue);

        assertThat(queue.waiting(KS)).hasValue(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = Told.class,
            names = {"LOST", "NACKED"})
    void aMessageMayArriveLateAlthoughItsSenderHeardOtherwise(Told told) {
        var queue = broker.connect(
                new BrokerLink() {
                    @Override
                    public Sending sending() {
                        return new Sending(true, Duration.ofMillis(1), told);
                    }
                },
                thread);

        assertThat(queue.publish(List.of(job(1))).join().getFirst()).isNotEqualTo(new Confirmed());

        Awaitility.await().untilAsserted(() -> assertThat(queue.waiting(KS)).hasValue(1));
    }

    private static void publish(JobQueue queue, Job... jobs) {
        assertThat(queue.publish(List.of(jobs)).orTimeout(10, TimeUnit.SECONDS).join())
                .containsOnly(new Confirmed());
    }

    private static Job job(long id) {
        return new Job(id, JOB.generation(), JOB.kind(), JOB.room());
    }

    private static byte[] body(long id) {
        return JobMessage.write(job(id));
    }
}
