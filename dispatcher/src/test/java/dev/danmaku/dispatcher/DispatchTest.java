package dev.danmaku.dispatcher;

import static dev.danmaku.dispatcher.Rig.KS;
import static dev.danmaku.dispatcher.Rig.PATIENT;
import static dev.danmaku.dispatcher.Rig.QUICK;
import static dev.danmaku.dispatcher.Rig.soon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.config.DispatcherSettings;
import dev.danmaku.job.Job;
import dev.danmaku.job.JobKind;
import dev.danmaku.registry.Keys;
import dev.danmaku.room.Platform;
import dev.danmaku.testing.servers.RequiresRabbit;
import dev.danmaku.testing.servers.RequiresRedis;
import dev.danmaku.testing.servers.TestRabbit;
import dev.danmaku.testing.servers.TestRedis;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.stream.IntStream;

/** From the lives set to the queue. */
@RequiresRedis
@RequiresRabbit
@Timeout(120)
class DispatchTest {
    private static final DispatcherSettings HARDLY_POLLING = new DispatcherSettings(
            Duration.ofHours(1),
            Duration.ofHours(1),
            QUICK.claimedGrace(),
            QUICK.queuedGrace(),
            QUICK.queuedLongGrace(),
            QUICK.openingGrace(),
            QUICK.claimBatch(),
            QUICK.scanBatch());

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

    @Test
    void aRoomThatIsAddedBecomesOneJobOnItsPlatformsQueue() {
        rig.startDispatcher(PATIENT);

        rig.add("3xabc");

        var job = rig.consume(KS, 10).awaitJob("3xabc");
        assertThat(job.kind()).isEqualTo(JobKind.WATCH);
        soon().until(() -> rig.state("3xabc").equals("queued"));
        assertThat(rig.jobOf("3xabc")).isEqualTo(job.id());
        assertThat(rig.queue.waiting(Platform.DOUYU)).hasValue(0);
    }

    @Test
    void roomsThatWereThereBeforeTheDispatcherAreFound() {
        rig.add("3xabc");

        rig.startDispatcher(HARDLY_POLLING);

        rig.consume(KS, 10).awaitJob("3xabc");
    }

    @Test
    void aNotificationWakesTheDispatcherLongBeforeItsPoll() {
        rig.startDispatcher(HARDLY_POLLING);
        var jobs = rig.consume(KS, 10);
        rig.add("first");
        jobs.awaitJob("first");

        rig.add("second");

        jobs.awaitJob("second");
    }

    @Test
    void notificationsThatSomebodyElseNeedsStayOn(TestRedis redis) {
        var setting = "notify-keyspace-events";
        try (var jedis = redis.connect()) {
            jedis.configSet(setting, "Ex");

            rig.startDispatcher(PATIENT);

            soon().untilAsserted(() -> assertThat(jedis.configGet(setting).get(setting))
                    .contains("E", "x", "K", "s", "g"));
        }
    }

    @Test
    void withoutNotificationsThePollFindsARoom(TestRabbit rabbit) {
        try (var redis = TestRedis.start("rename-command CONFIG \"\"");
                var own = new Rig(redis, rabbit)) {
            own.startDispatcher(PATIENT);
            soon().until(() -> own.redis.exists(Keys.GENERATION));

            own.add("3xabc");

            own.consume(KS, 10).awaitJob("3xabc");
        }
    }

    @Test
    void aRoomThatHasItsJobGetsNoSecondOne() {
        rig.startDispatcher(PATIENT);
        var jobs = rig.consume(KS, 100);
        rig.add("3xabc");
        jobs.awaitJob("3xabc");

        rig.takeOff("other");
        rig.add("other");
        rig.add("3xabc");
        jobs.awaitJob("other");
        rig.add("last");
        jobs.awaitJob("last");

        assertThat(jobs.jobs()).extracting(job -> job.room().id()).doesNotHaveDuplicates();
    }

    @Test
    void twoDispatchersGiveTenThousandRoomsOneJobEach() {
        var ids = IntStream.range(0, 10_000).mapToObj(i -> "3xroom" + i).toList();
        var jobs = rig.consume(KS, 20_000);
        rig.startDispatcher(PATIENT);
        rig.startDispatcher(PATIENT);

        for (var from = 0; from < ids.size(); from += 1_000) {
            rig.add(ids.subList(from, from + 1_000).toArray(String[]::new));
        }

        soon().untilAsserted(() -> assertThat(jobs.jobs()).hasSizeGreaterThanOrEqualTo(ids.size()));
        soon().until(() -> rig.meters.counter("danmaku.jobs.confirmed").count() >= ids.size());
        // both walk the set once more, and find nothing left to claim
        rig.add("last");
        jobs.awaitJob("last");
        assertThat(jobs.jobs())
                .hasSize(ids.size() + 1)
                .extracting(job -> job.room().id())
                .doesNotHaveDuplicates();
        assertThat(jobs.jobs()).extracting(Job::id).doesNotHaveDuplicates();
        assertThat(jobs.jobs()).allMatch(job -> rig.jobOf(job.room().id()) == job.id());
        assertThat(rig.redis.hvals(Keys.running(KS))).allMatch(json -> json.contains("queued"));
    }

    @Test
    void aJobThatNoQueueTookIsReleasedAndClaimedAnew(TestRabbit rabbit) {
        rig.startDispatcher(PATIENT);
        rig.add("first");
        soon().until(() -> rig.state("first").equals("queued"));
        rabbit.ctl("delete_queue", KS.jobQueue());

        rig.add("second");

        var job = rig.consume(KS, 10).awaitJob("second");
        soon().until(() -> rig.state("second").equals("queued"));
        assertThat(rig.jobOf("second")).isEqualTo(job.id());
        assertThat(rig.redis.lrange(Keys.history(KS, "second"), 0, -1))
                .anyMatch(entry -> entry.contains("released") && entry.contains("NO_ROUTE"));
    }

    @Test
    void aClosedDispatcherHasWrittenWhatTheBrokerSaid() {
        var dispatcher = rig.startDispatcher(PATIENT);
        rig.add("3xabc");
        soon().until(() -> rig.hasRecord("3xabc"));

        dispatcher.close();
        dispatcher.close();

        assertThat(rig.state("3xabc")).isEqualTo("queued");
    }
}
