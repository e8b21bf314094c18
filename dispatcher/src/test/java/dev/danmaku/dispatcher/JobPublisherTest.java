package dev.danmaku.dispatcher;

import static dev.danmaku.dispatcher.Rig.soon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.job.Job;
import dev.danmaku.queue.PublishResult;
import dev.danmaku.queue.PublishResult.Confirmed;
import dev.danmaku.queue.PublishResult.Lost;
import dev.danmaku.queue.PublishResult.Nacked;
import dev.danmaku.queue.PublishResult.Returned;
import dev.danmaku.queue.PublishResult.TimedOut;
import dev.danmaku.testing.servers.RequiresRabbit;
import dev.danmaku.testing.servers.RequiresRedis;
import dev.danmaku.testing.servers.TestRabbit;
import dev.danmaku.testing.servers.TestRedis;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/** What the broker says of a job, and what the registry then says of its room. */
@RequiresRedis
@RequiresRabbit
@Timeout(60)
class JobPublisherTest {
    private Rig rig;

    @BeforeEach
    void openRig(TestRedis redis, TestRabbit rabbit) {
        rig = new Rig(redis, rabbit);
        rig.openGeneration();
    }

    @AfterEach
    void closeRig() {
        rig.close();
    }

    static Stream<PublishResult> failures() {
        return Stream.of(
                new Returned("NO_ROUTE"),
                new Nacked(),
                new Lost("connection reset"),
                new TimedOut(Duration.ofSeconds(10)));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void aJobThatIsNotConfirmedMayBeClaimedAgain(PublishResult failure) {
        var job = rig.claim("3xabc");

        publish(List.of(job), List.of(failure));

        soon().until(() -> !rig.hasRecord("3xabc"));
        assertThat(rig.claim("3xabc").id()).isGreaterThan(job.id());
    }

    @ParameterizedTest
    @MethodSource("failures")
    void aJobThatAWorkerTookAllTheSameIsLeftToIt(PublishResult failure) {
        var taken = rig.claim("taken");
        var lost = rig.claim("lost");
        rig.watch("w1", taken);

        publish(List.of(taken, lost), List.of(failure, failure));

        soon().until(() -> !rig.hasRecord("lost"));
        assertThat(rig.state("taken")).isEqualTo("watching");
    }

    @Test
    void aConfirmThatComesAfterTheWorkerChangesNothing() {
        var taken = rig.claim("taken");
        var waiting = rig.claim("waiting");
        rig.watch("w1", taken);

        publish(List.of(taken, waiting), List.of(new Confirmed(), new Confirmed()));

        soon().until(() -> rig.state("waiting").equals("queued"));
        assertThat(rig.state("taken")).isEqualTo("watching");
    }

    @Test
    void eachJobOfABatchGetsItsOwnAnswer() {
        var confirmed = rig.claim("confirmed");
        var refused = rig.claim("refused");

        publish(List.of(refused, confirmed), List.of(new Nacked(), new Confirmed()));

        soon().until(() -> rig.state("confirmed").equals("queued") && !rig.hasRecord("refused"));
    }

    @Test
    void closingWaitsForWhatTheBrokerHasYetToSay() {
        var job = rig.claim("3xabc");
        var answer = new CompletableFuture<List<PublishResult>>();
        var publisher = publisher(new ScriptedQueue(jobs -> answer));
        publisher.publish(List.of(job));

        var closing = Thread.ofVirtual().start(publisher::close);
        soon().until(() -> closing.getState() == Thread.State.TIMED_WAITING);
        answer.complete(List.of(new Confirmed()));

        soon().until(() -> rig.state("3xabc").equals("queued"));
        soon().until(() -> !closing.isAlive());
    }

    private void publish(List<Job> jobs, List<PublishResult> results) {
        publisher(new ScriptedQueue(published -> CompletableFuture.completedFuture(results)))
                .publish(jobs);
    }

    private JobPublisher publisher(ScriptedQueue queue) {
        return new JobPublisher(
                queue,
                rig.registry,
                new DispatcherMetrics(rig.meters),
                Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().factory()));
    }
}
