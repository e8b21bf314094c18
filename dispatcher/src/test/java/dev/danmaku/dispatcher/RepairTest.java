package dev.danmaku.dispatcher;

import static dev.danmaku.dispatcher.Rig.KS;
import static dev.danmaku.dispatcher.Rig.QUICK;
import static dev.danmaku.dispatcher.Rig.QUICK_TO_REPUBLISH;
import static dev.danmaku.dispatcher.Rig.room;
import static dev.danmaku.dispatcher.Rig.soon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.registry.ControlMessage;
import dev.danmaku.registry.ControlMessage.Cancel;
import dev.danmaku.registry.ControlMessage.Verify;
import dev.danmaku.registry.HoldAnswer;
import dev.danmaku.registry.Keys;
import dev.danmaku.testing.servers.RequiresRabbit;
import dev.danmaku.testing.servers.RequiresRedis;
import dev.danmaku.testing.servers.TestRabbit;
import dev.danmaku.testing.servers.TestRedis;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What got lost on the way comes again, and what left the lives set goes. */
@RequiresRedis
@RequiresRabbit
@Timeout(120)
class RepairTest {
    private Rig rig;

    @BeforeEach
    void openRig(TestRedis redis, TestRabbit rabbit) {
        rig = new Rig(redis, rabbit);
        rig.openGeneration();
        rig.queue.declare();
    }

    @AfterEach
    void closeRig() {
        rig.close();
    }

    @Test
    void aDispatcherThatDiedBetweenClaimAndPublishLosesNoRoom() {
        var claimed = rig.claim("3xabc");

        rig.startDispatcher(QUICK);

        var job = rig.consume(KS, 10).awaitJobOtherThan(claimed);
        assertThat(job.id()).isGreaterThan(claimed.id());
        soon().until(() -> rig.state("3xabc").equals("queued"));
        assertThat(rig.jobOf("3xabc")).isEqualTo(job.id());
    }

    @Test
    void aDispatcherThatDiedBetweenPublishAndRecordLeavesOneCurrentJob() {
        var published = rig.claim("3xabc");
        rig.queue.publish(List.of(published)).join();

        rig.startDispatcher(QUICK);

        var jobs = rig.consume(KS, 10);
        var repaired = jobs.awaitJobOtherThan(published);
        soon().until(() -> rig.state("3xabc").equals("queued"));
        // the first message is stale: the record names the other
        assertThat(rig.jobOf("3xabc")).isEqualTo(repaired.id());
        assertThat(jobs.jobs()).hasSize(2).contains(published);
    }

    @Test
    void aJobThatWasTakenBeforeItsConfirmIsLeftToItsTaker() {
        var published = rig.claim("3xabc");
        var hold = rig.watch("w1", published);
        rig.startDispatcher(QUICK);

        rig.awaitRepairPass();

        assertThat(rig.state("3xabc")).isEqualTo("watching");
        assertThat(rig.jobOf("3xabc")).isEqualTo(hold.job());
    }

    @Test
    void aPurgedJobIsPublishedAnew(TestRabbit rabbit) {
        rig.startDispatcher(QUICK_TO_REPUBLISH);
        rig.add("3xabc");
        soon().until(() -> rig.state("3xabc").equals("queued"));
        var lost = rig.jobOf("3xabc");

        rabbit.purge(KS.jobQueue());

        soon().until(() -> rig.jobOf("3xabc") != lost);
        assertThat(rig.consume(KS, 10).awaitCurrentJob(rig, "3xabc").id()).isGreaterThan(lost);
    }

    @Test
    void aJobThatWaitsInItsQueueIsLeftAlone() {
        rig.startDispatcher(QUICK_TO_REPUBLISH);
        rig.add("3xabc");
        soon().until(() -> rig.state("3xabc").equals("queued"));
        var waiting = rig.jobOf("3xabc");
        var since = rig.record("3xabc").path("since").asString();

        soon().until(() -> rig.nowMillis() - Long.parseLong(since)
                > 3 * QUICK_TO_REPUBLISH.queuedGrace().toMillis());
        rig.awaitRepairPass();

        assertThat(rig.jobOf("3xabc")).isEqualTo(waiting);
    }

    @Test
    void theRoomsOfADeadWorkerGetFreshJobs() {
        rig.startDispatcher(QUICK);
        var jobs = rig.consume(KS, 10);
        rig.add("3xabc");
        var first = jobs.awaitJob("3xabc");
        rig.watch("w1", first);
        rig.awaitRepairPass();
        assertThat(rig.jobOf("3xabc")).isEqualTo(first.id());

        rig.die("w1");

        var second = jobs.awaitJobOtherThan(first);
        soon().until(() -> rig.state("3xabc").equals("queued"));
        assertThat(rig.jobOf("3xabc")).isEqualTo(second.id());
    }

    @Test
    void aParkedRoomWakesWhenItsTimeIsOver() {
        rig.startDispatcher(QUICK);
        var jobs = rig.consume(KS, 10);
        rig.add("now", "later");
        var now = jobs.awaitJob("now");
        var later = jobs.awaitJob("later");
        assertThat(rig.worker.park(rig.watch("w1", later), Duration.ofHours(1), "captcha"))
                .isEqualTo(HoldAnswer.OK);
        assertThat(rig.worker.park(rig.watch("w1", now), Duration.ofMillis(200), "throttled"))
                .isEqualTo(HoldAnswer.OK);

        jobs.awaitJobOtherThan(now);

        assertThat(rig.state("later")).isEqualTo("parked");
        assertThat(rig.jobOf("later")).isEqualTo(later.id());
    }

    @Test
    void aRoomThatNobodyHoldsAndNobodyWantsLosesItsRecord() {
        rig.startDispatcher(QUICK);
        rig.add("3xabc", "stays");
        soon().until(() -> rig.state("3xabc").equals("queued") && rig.hasRecord("stays"));

        rig.takeOff("3xabc");

        soon().until(() -> !rig.hasRecord("3xabc"));
        assertThat(rig.hasRecord("stays")).isTrue();
    }

    @Test
    void theLivingHolderOfAnUnwantedRoomIsAskedToCloseIt() {
        var told = listen("w1");
        rig.startDispatcher(QUICK);
        var jobs = rig.consume(KS, 10);
        rig.add("3xabc", "stays");
        rig.watch("w1", jobs.awaitJob("3xabc"));
        rig.watch("w1", jobs.awaitJob("stays"));

        rig.takeOff("3xabc");

        soon().until(() -> told.contains(new Cancel(List.of(room("3xabc")))));
        assertThat(rig.state("3xabc")).isEqualTo("watching");
        assertThat(told).allMatch(message -> message.equals(new Cancel(List.of(room("3xabc")))));
    }

    @Test
    void anUnwantedRoomOfADeadHolderIsDeletedAndNotPublishedAnew() {
        rig.startDispatcher(QUICK);
        var jobs = rig.consume(KS, 10);
        rig.add("3xabc");
        rig.watch("w1", jobs.awaitJob("3xabc"));

        rig.takeOff("3xabc");
        rig.die("w1");

        soon().until(() -> !rig.hasRecord("3xabc"));
        rig.awaitRepairPass();
        assertThat(jobs.jobs())
                .filteredOn(job -> job.room().equals(room("3xabc")))
                .hasSize(1);
    }

    @Test
    void aRoomThatIsTakenOffAndAddedAgainGetsANewJob() {
        rig.startDispatcher(QUICK);
        var jobs = rig.consume(KS, 10);
        rig.add("3xabc");
        var first = jobs.awaitJob("3xabc");
        rig.takeOff("3xabc");
        soon().until(() -> !rig.hasRecord("3xabc"));

        rig.add("3xabc");

        assertThat(jobs.awaitJobOtherThan(first).id()).isGreaterThan(first.id());
    }

    @Test
    void aHolderThatOpensForLongIsAskedWhetherItHasTheRoom() {
        var told = listen("w1");
        rig.startDispatcher(QUICK);
        rig.add("3xabc");

        rig.open("w1", rig.consume(KS, 10).awaitJob("3xabc"));

        soon().until(() -> told.contains(new Verify(List.of(room("3xabc")))));
    }

    @Test
    void aRecordThatIsNoneOfOursGivesWayToAClaim() {
        rig.redis.hset(Keys.running(KS), "3xabc", "a stranger's");
        rig.add("3xabc");

        rig.startDispatcher(QUICK);

        rig.consume(KS, 10).awaitJob("3xabc");
    }

    private Queue<ControlMessage> listen(String session) {
        var told = new ConcurrentLinkedQueue<ControlMessage>();
        var channel = rig.openControl();
        channel.listen(session, told::add, () -> {});
        soon().until(() -> channel.listening().contains(session));
        return told;
    }
}
