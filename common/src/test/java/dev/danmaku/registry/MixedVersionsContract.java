package dev.danmaku.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.job.Job;
import dev.danmaku.job.JobKind;
import dev.danmaku.registry.PatrolAnswer.Why;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.List;

/** Workers and dispatchers of this version beside those of a newer one, during a rolling upgrade. */
public abstract class MixedVersionsContract extends RegistryFixture {
    private static final long JOB = 1790000000001L;
    private static final Hold HOLD = new Hold(room("a"), JOB, "w1");

    private Job job;

    @BeforeEach
    void sessionsLive() {
        beats("w1");
        beats("w2");
        job = new Job(JOB, generation, JobKind.WATCH, room("a"));
    }

    /** What a newer version wrote: fields that this one does not know beside those that it does. */
    private void newer(String state, String more) {
        wanted("a");
        redis().hset(Keys.running(KS), "a", """
                {"v":2,"state":"%s","job":"%d","gen":"%d","term":"1","since":"1790000000060",\
                "mood":"good","quality":"high"%s}""".formatted(state, JOB, generation, more));
    }

    private void assertNothingIsLost() {
        assertThat(record("a").path("v").asInt()).isEqualTo(2);
        assertThat(record("a").path("mood").asString()).isEqualTo("good");
        assertThat(record("a").path("quality").asString()).isEqualTo("high");
    }

    @Test
    void aNewersRecordIsConfirmedTakenAndWatchedWithAllItsFields() {
        newer("claimed", "");

        assertThat(dispatcher.confirm(List.of(job))).isEqualTo(1);
        assertNothingIsLost();
        assertThat(take("w1", job)).isInstanceOf(TakeAnswer.Take.class);
        assertNothingIsLost();
        assertThat(worker.tell(new News.Joined(HOLD))).isEqualTo(HoldAnswer.OK);
        assertNothingIsLost();
        assertThat(state("a")).isEqualTo("watching");
    }

    @Test
    void aNewersRoomIsTakenOverWhenItsHolderDies() {
        newer("watching", ",\"session\":\"w1\"");
        dies("w1");

        assertThat(take("w2", job)).isInstanceOf(TakeAnswer.TakeOver.class);
        assertNothingIsLost();
    }

    @Test
    void aNewersRoomIsRepairedParkedAndHandedOverWithAllItsFields() {
        newer("watching", ",\"session\":\"w1\"");

        worker.offer("w1", List.of(HOLD));
        assertThat(take("w2", job)).isInstanceOf(TakeAnswer.Join.class);
        assertThat(worker.swap(new Hold(room("a"), JOB, "w2")))
                .isInstanceOf(SwapAnswer.Swapped.class);
        assertNothingIsLost();
        dies("w2");
        assertThat(repair(Why.DEAD)).hasSize(1);
        assertNothingIsLost();
    }

    @Test
    void aStateThatOnlyANewerVersionKnowsIsLeftToIt() {
        newer("dreaming", ",\"session\":\"w1\"");
        var before = redis().hget(Keys.running(KS), "a");

        assertThat(claim("a")).isEmpty();
        assertThat(patrol(ALL_GRACES_OVER)).isEmpty();
        assertThat(take("w2", job)).isInstanceOf(TakeAnswer.Stale.class);
        assertThat(worker.finish(HOLD, "ended")).isEqualTo(FinishAnswer.NOT_MINE);
        assertThat(dispatcher.confirm(List.of(job))).isZero();
        assertThat(dispatcher.release(List.of(job), "nack")).isZero();

        assertThat(redis().hget(Keys.running(KS), "a")).isEqualTo(before);
        assertThat(isWanted("a")).isTrue();
    }

    @Test
    void aStateThatOnlyANewerVersionKnowsGoesWhenItsRoomIsTakenOffAndItsHolderIsTold() {
        newer("dreaming", ",\"session\":\"w1\"");
        unwanted("a");
        var found = patrol(ALL_GRACES_OVER);
        assertThat(found).extracting(PatrolAnswer.Finding::why).containsExactly(Why.UNWANTED);

        dispatcher.gone(KS, generation, found);

        assertThat(hasRecord("a")).isFalse();
        assertThat(beats("w1").lost()).containsExactly(room("a"));
    }

    @Test
    void aNewersWorkerCountsWithWhatThisVersionUnderstandsOfIt() {
        worker.beat(new Beat("w1", LONG, """
                {"v":2,"host":"h","slots":7,"rooms":3,"draining":true,"load":{"cpu":[0.5]}}""", 0, null));
        worker.beat(new Beat("w2", LONG, "[\"another shape\"]", 0, null));

        assertThat(worker.crew())
                .containsExactlyInAnyOrder(
                        new CrewMember("w1", 7, 3, true), new CrewMember("w2", 0, 0, false));
    }
}
