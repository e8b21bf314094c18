package dev.danmaku.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.danmaku.job.Job;
import dev.danmaku.job.JobKind;
import dev.danmaku.job.JobMessage;
import dev.danmaku.queue.PublishResult.Confirmed;
import dev.danmaku.queue.PublishResult.Returned;
import dev.danmaku.room.Platform;
import dev.danmaku.room.RoomId;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/** What every job queue does, whatever broker is behind it. The queues are empty and nobody consumes when a test begins. */
@Timeout(60)
public abstract class JobQueueContract {
    private static final Platform PLATFORM = Platform.KUAISHOU;
    private static final String QUEUE = PLATFORM.jobQueue();

    private final RecordingListener listener = new RecordingListener();
    private JobQueue queue;

    /** A message as it lies in a queue, its text headers beside it. */
    public record Raw(byte[] body, Map<String, String> headers, boolean persistent) {}

    /** Another queue on the same broker. */
    protected abstract JobQueue open();

    /** Puts bytes into a queue that exists, as a stranger may. */
    protected abstract void put(String queueName, byte[] body);

    /** Takes the only message out of a queue. */
    protected abstract Raw take(String queueName);

    protected abstract void purge(String queueName);

    protected abstract void delete(String queueName);

    /** Cuts all connections, from the broker's side. */
    protected abstract void cutConnections();

    /** Whether a consumer is told that its queue was deleted. */
    protected boolean tellsOfDeletedQueues() {
        return true;
    }

    /** Whether the count of waiting jobs leaves out those that somebody holds. */
    protected boolean countsOnlyWhatWaits() {
        return true;
    }

    @BeforeEach
    void openQueue() {
        queue = open();
        queue.declare();
    }

    @AfterEach
    void closeQueue() {
        queue.close();
    }

    @Test
    void aPublishedJobIsDeliveredByteForByte() {
        var job = job(1);
        publish(job);

        queue.openWindow(PLATFORM, JobLane.NEW, 1, listener);

        var delivery = listener.next();
        assertThat(delivery.body()).isEqualTo(JobMessage.write(job));
        assertThat(delivery.redelivered()).isFalse();
        assertThat(delivery.window().platform()).isEqualTo(PLATFORM);
    }

    @Test
    void aPublishedJobIsPersistent() {
        publish(job(1));

        assertThat(take(QUEUE).persistent()).isTrue();
    }

    @Test
    void jobsGoToTheQueuesOfTheirPlatforms() {
        publish(job(1), new Job(2, 1, JobKind.WATCH, new RoomId(Platform.DOUYU, "288016")));

        assertThat(queue.waiting(Platform.KUAISHOU)).hasValue(1);
        assertThat(queue.waiting(Platform.DOUYU)).hasValue(1);
        assertThat(queue.waiting(Platform.BILIBILI)).hasValue(0);
    }

    @Test
    void whatIsGivenAwayTravelsOnALaneOfItsOwn() {
        publish(job(1));
        assertThat(await(queue.handOver(List.of(job(2))))).containsExactly(new Confirmed());

        queue.openWindow(PLATFORM, JobLane.HANDOVER, 5, listener);

        assertThat(listener.next().body()).isEqualTo(JobMessage.write(job(2)));
        assertThat(queue.waiting(PLATFORM)).hasValue(1);
        assertThat(take(QUEUE).body()).isEqualTo(JobMessage.write(job(1)));
    }

    @Test
    void everyJobOfALargeBatchIsConfirmed() {
        var jobs = LongStream.rangeClosed(1, 3_333).mapToObj(i -> job(i)).toList();

        var results = await(queue.publish(jobs));

        assertThat(results).hasSameSizeAs(jobs).containsOnly(new Confirmed());
        assertThat(queue.waiting(PLATFORM)).hasValue(jobs.size());
    }

    @Test
    void publishingNothingIsAnsweredByNothing() {
        assertThat(await(queue.publish(List.of()))).isEmpty();
    }

    @Test
    void aJobWhoseQueueIsGoneIsReturnedAndTheNextOneMakesTheQueueAnew() {
        publish(job(1));
        delete(QUEUE);

        var douyu = new Job(2, 1, JobKind.WATCH, new RoomId(Platform.DOUYU, "288016"));
        var results = await(queue.publish(List.of(job(3), douyu, job(4))));

        assertThat(results.get(0)).isInstanceOf(Returned.class);
        assertThat(results.get(1)).isEqualTo(new Confirmed());
        assertThat(results.get(2)).isInstanceOf(Returned.class);
        publish(job(5));
        assertThat(queue.waiting(PLATFORM)).hasValue(1);
    }

    @Test
    void publishingGoesOnOverANewConnection() {
        publish(job(1));
        cutConnections();

        Awaitility.await()
                .until(() ->
                        await(queue.publish(List.of(job(2)))).equals(List.of(new Confirmed())));
    }

    @Test
    void anAckedJobDoesNotComeBack() {
        publish(job(1));
        var window = queue.openWindow(PLATFORM, JobLane.NEW, 1, listener);

        assertThat(window.ack(listener.next())).isTrue();
        window.close();
        publish(job(2));

        var later = new RecordingListener();
        queue.openWindow(PLATFORM, JobLane.NEW, 5, later);
        assertThat(later.next().body()).isEqualTo(JobMessage.write(job(2)));
        assertThat(later.others()).isEmpty();
    }

    @Test
    void whatAClosedWindowHeldComesBackRedelivered() {
        publish(job(1));
        var window = queue.openWindow(PLATFORM, JobLane.NEW, 1, listener);
        var delivery = listener.next();

        window.close();
        window.close();

        assertThat(window.ack(delivery)).isFalse();
        var later = new RecordingListener();
        queue.openWindow(PLATFORM, JobLane.NEW, 1, later);
        var again = later.next();
        assertThat(again.redelivered()).isTrue();
        assertThat(again.body()).isEqualTo(delivery.body());
        assertThat(listener.otherLosses()).isEmpty();
    }

    @Test
    void aFullWindowGetsTheNextJobAsSoonAsOneIsAcked() {
        publish(job(1), job(2), job(3), job(4), job(5));
        var window = queue.openWindow(PLATFORM, JobLane.NEW, 3, listener);
        var held = listener.next(3);
        var other = new RecordingListener();
        queue.openWindow(PLATFORM, JobLane.NEW, 1, other);
        other.next();
        assertThat(listener.others()).isEmpty();

        window.ack(held.get(1));

        assertThat(listener.next().body()).isEqualTo(JobMessage.write(job(5)));
    }

    @Test
    void aWindowHoldsThousandsOfJobs() {
        publish(LongStream.rangeClosed(1, 2_000).mapToObj(i -> job(i)).toArray(Job[]::new));
        var window = queue.openWindow(PLATFORM, JobLane.NEW, 2_000, listener);

        var held = listener.next(2_000);

        assertThat(held).allMatch(window::ack);
        Awaitility.await()
                .untilAsserted(() -> assertThat(queue.waiting(PLATFORM)).hasValue(0));
    }

    @Test
    void aDeliveryIsAckedOnce() {
        publish(job(1));
        var window = queue.openWindow(PLATFORM, JobLane.NEW, 1, listener);
        var delivery = listener.next();

        assertThat(window.ack(delivery)).isTrue();
        assertThat(window.ack(delivery)).isFalse();
    }

    @Test
    void aDeliveryIsAckedByItsOwnWindowOnly() {
        publish(job(1));
        queue.openWindow(PLATFORM, JobLane.NEW, 1, listener);
        var delivery = listener.next();
        var other = queue.openWindow(PLATFORM, JobLane.NEW, 1, new RecordingListener());

        assertThatThrownBy(() -> other.ack(delivery)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aDeliveryThatIsGivenBackComesAgainToWhoTakesIt() {
        publish(job(1));
        var window = queue.openWindow(PLATFORM, JobLane.NEW, 1, listener);
        var delivery = listener.next();

        assertThat(window.giveBack(delivery)).isTrue();

        var again = listener.next();
        assertThat(again.redelivered()).isTrue();
        assertThat(again.body()).isEqualTo(delivery.body());
        assertThat(window.ack(delivery)).isFalse();
        assertThat(window.ack(again)).isTrue();
    }

    @Test
    void aStoppedWindowTakesNoMoreButKeepsWhatItHolds() {
        publish(job(1), job(2));
        var window = queue.openWindow(PLATFORM, JobLane.NEW, 10, listener);
        var held = listener.next(2);

        window.stopTaking();
        window.stopTaking();
        var successor = new RecordingListener();
        queue.openWindow(PLATFORM, JobLane.NEW, 10, successor);
        // jobs may still reach the stopped one until the broker has cancelled it
        Awaitility.await().until(() -> {
            publish(job(3));
            return !successor.others().isEmpty();
        });
        listener.others().forEach(window::ack);

        assertThat(successor.others()).noneMatch(Delivery::redelivered);
        assertThat(held).allMatch(window::ack);
        assertThat(window.ack(held.getFirst())).isFalse();
        assertThat(listener.otherLosses()).isEmpty();
    }

    @Test
    void aCutConnectionIsToldOnceAndItsJobsComeAgain() {
        publish(job(1));
        var window = queue.openWindow(PLATFORM, JobLane.NEW, 1, listener);
        var delivery = listener.next();

        cutConnections();

        assertThat(listener.loss()).isInstanceOf(WindowLoss.ConnectionLost.class);
        assertThat(window.ack(delivery)).isFalse();
        var later = new RecordingListener();
        Awaitility.await().ignoreExceptions().until(() -> {
            queue.openWindow(PLATFORM, JobLane.NEW, 1, later);
            return true;
        });
        assertThat(later.next().redelivered()).isTrue();
        assertThat(listener.otherLosses()).isEmpty();
    }

    @Test
    void aStoppedWindowTellsItsLossToo() {
        publish(job(1));
        var window = queue.openWindow(PLATFORM, JobLane.NEW, 1, listener);
        listener.next();
        window.stopTaking();

        cutConnections();

        assertThat(listener.loss()).isInstanceOf(WindowLoss.ConnectionLost.class);
    }

    @Test
    void aDeletedQueueIsToldToItsWindow() {
        assumeThat(tellsOfDeletedQueues()).as("the broker tells consumers").isTrue();
        var window = queue.openWindow(PLATFORM, JobLane.NEW, 1, listener);

        delete(QUEUE);

        assertThat(listener.loss()).isEqualTo(new WindowLoss.ConsumerCancelled());
        window.close();
    }

    @Test
    void aWindowMakesItsQueueWhereItIsMissing() {
        delete(QUEUE);

        queue.openWindow(PLATFORM, JobLane.NEW, 1, listener);
        publish(job(1));

        assertThat(listener.next().body()).isEqualTo(JobMessage.write(job(1)));
    }

    @Test
    void aClosedQueueGivesItsJobsBackWithoutAWord() {
        publish(job(1));
        queue.openWindow(PLATFORM, JobLane.NEW, 1, listener);
        listener.next();

        queue.close();
        queue.close();

        var later = new RecordingListener();
        try (var other = open()) {
            other.openWindow(PLATFORM, JobLane.NEW, 1, later);
            assertThat(later.next().redelivered()).isTrue();
        }
        assertThat(listener.otherLosses()).isEmpty();
    }

    @Test
    void waitingJobsAreCountedAndAPurgedQueueIsEmpty() {
        publish(job(1), job(2));
        assertThat(queue.waiting(PLATFORM)).hasValue(2);

        purge(QUEUE);

        assertThat(queue.waiting(PLATFORM)).hasValue(0);
    }

    @Test
    void aHeldJobDoesNotWait() {
        assumeThat(countsOnlyWhatWaits())
                .as("the broker counts only what waits")
                .isTrue();
        publish(job(1));
        queue.openWindow(PLATFORM, JobLane.NEW, 1, listener);

        listener.next();

        Awaitility.await()
                .untilAsserted(() -> assertThat(queue.waiting(PLATFORM)).hasValue(0));
    }

    @Test
    void aQueueThatIsGoneHasNoCount() {
        delete(QUEUE);

        assertThat(queue.waiting(PLATFORM)).isEmpty();
    }

    @Test
    void aDeadLetterIsAWholeCopyThatSaysWhatIsWrong() {
        var body = new byte[1024 * 1024 + 1];
        Arrays.fill(body, (byte) 'x');
        put(QUEUE, body);
        var window = queue.openWindow(PLATFORM, JobLane.NEW, 1, listener);
        var poison = listener.next();
        assertThat(poison.body()).isEqualTo(body);

        var result = await(queue.deadLetter(poison, "the body is no JSON"));

        assertThat(result).isEqualTo(new Confirmed());
        assertThat(window.ack(poison)).isTrue();
        var copy = take(JobQueue.DEAD_QUEUE);
        assertThat(copy.body()).isEqualTo(body);
        assertThat(copy.persistent()).isTrue();
        assertThat(copy.headers())
                .containsEntry("x-danmaku-reason", "the body is no JSON")
                .containsEntry("x-danmaku-queue", "jobs.kuaishou")
                .containsEntry("x-danmaku-seen", seen())
                .doesNotContainKey("x-danmaku-length");
    }

    @Test
    void aHugeDeadLetterIsCutAndSaysSo() {
        var body = new byte[JobQueue.DEAD_BODY_MAX_BYTES + 1];
        var window = queue.openWindow(PLATFORM, JobLane.NEW, 1, listener);
        var poison = new Delivery(window, 1, false, body);

        assertThat(await(queue.deadLetter(poison, "x".repeat(100_000)))).isEqualTo(new Confirmed());

        var copy = take(JobQueue.DEAD_QUEUE);
        assertThat(copy.body()).hasSize(JobQueue.DEAD_BODY_MAX_BYTES);
        assertThat(copy.headers()).containsEntry("x-danmaku-length", "" + body.length);
        assertThat(copy.headers().get("x-danmaku-reason")).hasSize(1_000);
    }

    @Test
    void theBrokerSaysWhatItIs() {
        var broker = queue.broker();

        assertThat(broker.product()).isNotBlank();
        assertThat(broker.version()).matches("[0-9]+\\..*");
    }

    /** What the clock of {@link #open} says. */
    protected abstract String seen();

    private void publish(Job... jobs) {
        assertThat(await(queue.publish(List.of(jobs)))).containsOnly(new Confirmed());
    }

    private static Job job(long id) {
        return new Job(id, 1, JobKind.WATCH, new RoomId(PLATFORM, "3xroom" + id));
    }

    private static <T> T await(CompletableFuture<T> future) {
        return future.orTimeout(30, TimeUnit.SECONDS).join();
    }
}
