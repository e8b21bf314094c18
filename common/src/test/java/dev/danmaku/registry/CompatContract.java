package dev.danmaku.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.job.Job;
import dev.danmaku.job.JobKind;
import dev.danmaku.registry.PatrolAnswer.Why;
import dev.danmaku.testing.Golden;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.time.Duration;
import java.util.List;

/** What an earlier release left in Redis is understood, and what is written today has the same fields. */
public abstract class CompatContract extends RegistryFixture {
    private static final long JOB = 1790000000001L;
    private static final String SESSION = "worker-1-0a1b2c3d4e5f";
    private static final Hold HOLD = new Hold(room("a"), JOB, SESSION);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Job job;

    @BeforeEach
    void sessionLives() {
        beats(SESSION);
        job = new Job(JOB, generation, JobKind.WATCH, room("a"));
    }

    private void left(String golden) {
        wanted("a");
        redis().hset(Keys.running(KS), "a", Golden.line(golden));
    }

    private static void sameFields(String golden, JsonNode written) {
        assertThat(written.propertyNames())
                .containsExactlyInAnyOrderElementsOf(
                        JSON.readTree(Golden.line(golden)).propertyNames());
        assertThat(written.path("v").asInt())
                .isEqualTo(JSON.readTree(Golden.line(golden)).path("v").asInt());
    }

    @Test
    void aClaimedRecordIsConfirmedReleasedAndTaken() {
        left("record-claimed.json");
        assertThat(dispatcher.confirm(List.of(job))).isEqualTo(1);
        left("record-claimed.json");
        assertThat(dispatcher.release(List.of(job), "nack")).isEqualTo(1);
        left("record-claimed.json");
        assertThat(take(SESSION, job)).isInstanceOf(TakeAnswer.Take.class);
    }

    @Test
    void aRecordThatKnowsWhenItWasClaimedTellsThatToWhoeverTakesIt() {
        for (var golden : List.of("record-claimed-timed.json", "record-queued-timed.json")) {
            left(golden);

            var taken = (TakeAnswer.Take) take(SESSION, job);

            assertThat(taken.grant().waited()).as(golden).isNotNull();
        }
    }

    @Test
    void aQueuedRecordIsTaken() {
        left("record-queued.json");

        assertThat(take(SESSION, job)).isInstanceOf(TakeAnswer.Take.class);
    }

    @Test
    void anOpeningRecordIsItsHoldersAndJoins() {
        left("record-opening.json");

        assertThat(worker.tell(new News.Joined(HOLD))).isEqualTo(HoldAnswer.OK);
        assertThat(state("a")).isEqualTo("watching");
    }

    @Test
    void aWatchingRecordIsAdoptedCheckedAndFinished() {
        left("record-watching.json");

        assertThat(redelivered(SESSION, job)).isInstanceOf(TakeAnswer.Adopt.class);
        assertThat(check(HOLD, 1, generation)).isEqualTo(CheckAnswer.Verdict.MINE);
        assertThat(worker.finish(HOLD, "ended")).isEqualTo(FinishAnswer.ENDED);
    }

    @Test
    void anEndingRecordIsItsHoldersToSettle() {
        left("record-ending.json");

        assertThat(worker.finish(HOLD, "ended")).isEqualTo(FinishAnswer.ENDED);
        assertThat(worker.settle(HOLD, true)).isEqualTo(HoldAnswer.OK);
        assertThat(isWanted("a")).isTrue();
    }

    @Test
    void aRecordThatIsHandedOverGoesToWhoIsJoining() {
        left("record-handing-over.json");
        beats("worker-2-0a1b2c3d4e5f");

        assertThat(worker.swap(new Hold(room("a"), JOB, "worker-2-0a1b2c3d4e5f")))
                .isInstanceOf(SwapAnswer.Swapped.class);
    }

    @Test
    void aParkedRecordIsRepairedWhenItsTimeIsOver() {
        left("record-parked.json");
        redis().hset(
                        Keys.running(KS),
                        "a",
                        Golden.line("record-parked.json").replace("1790000300090", "1"));

        assertThat(repair(Why.PARKED)).hasSize(1);
    }

    @Test
    void aPausedRecordStaysSoUntilItIsResumed() {
        left("record-paused.json");
        assertThat(take(SESSION, job)).isInstanceOf(TakeAnswer.Stale.class);
        assertThat(patrol(ALL_GRACES_OVER)).isEmpty();

        assertThat(operator.resume(KS, "bob", List.of(room("a"))))
                .isInstanceOf(OperatorAnswer.Done.class);
        assertThat(repair(Why.PARKED)).hasSize(1);
    }

    @Test
    void aRoomPausedWithItsPlatformGoesOnWithIt() {
        left("record-paused-leaving.json");

        assertThat(repair(Why.RESUME)).hasSize(1);
    }

    @Test
    void aResumedRecordIsRepaired() {
        left("record-resumed.json");

        assertThat(repair(Why.PARKED)).hasSize(1);
    }

    @Test
    void aHistoryEntryGoesOn() {
        redis().lpush(Keys.history(KS, "a"), Golden.line("history-entry.json"));

        claimed("a");

        assertThat(history("a")).hasSize(2);
    }

    @Test
    void whatIsWrittenTodayHasTheSameFields() {
        claimed("a");
        sameFields("record-claimed-timed.json", record("a"));
        queued("b");
        sameFields("record-queued-timed.json", record("b"));
        opening("c", "w1");
        sameFields("record-opening.json", record("c"));
        watching("d", "w1");
        sameFields("record-watching.json", record("d"));
        sameFields("history-entry.json", history("d").getFirst());
        var offered = watching("f", "w1");
        worker.offer("w1", List.of(offered));
        beats("w2");
        take("w2", message(offered));
        sameFields("record-handing-over.json", record("f"));
        worker.finish(watching("g", "w1"), "the stream ended");
        sameFields("record-ending.json", record("g"));
        parked("e", "w1", Duration.ZERO.minusMillis(1));
        sameFields("record-parked.json", record("e"));
        sameFields("history-entry-reason.json", history("e").getFirst());
        repair(Why.PARKED);
        sameFields("record-repaired.json", record("e"));
        var held = watching("h", "w1");
        operator.pause(KS, "alice", List.of(room("h")));
        sameFields("record-paused-leaving.json", record("h"));
        worker.left(held);
        sameFields("record-paused.json", record("h"));
        operator.resume(KS, "alice", List.of(room("h")));
        sameFields("record-resumed.json", record("h"));
    }
}
