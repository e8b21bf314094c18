package dev.danmaku.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.registry.TakeAnswer.Held;
import dev.danmaku.registry.TakeAnswer.TakeOver;
import dev.danmaku.room.Platform;
import dev.danmaku.room.RoomId;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Rule 6: a session lives from beat to beat, and hears from them what it lost. */
public abstract class BeatContract extends RegistryFixture {

    @Test
    void aSessionLivesUntilItsDeadlineAndAllItsRoomsAreFreeAtOnce() {
        var a = watching("a", "w1");
        var b = watching("b", "w1");
        beats("w2");
        noAmnesty();
        worker.beat(new Beat("w1", Duration.ofMillis(1_500), "{}", generation, null));

        assertThat(take("w2", message(a))).isInstanceOf(Held.class);

        Awaitility.await()
                .pollInterval(Duration.ofMillis(20))
                .untilAsserted(
                        () -> assertThat(take("w2", message(a))).isInstanceOf(TakeOver.class));
        assertThat(take("w2", message(b))).isInstanceOf(TakeOver.class);
    }

    @Test
    void aBeatTellsTheGenerationAndKeepsWhatThereIsToKnowAboutTheWorker() {
        var answer = beats("w1");

        assertThat(answer).isEqualTo(new BeatAnswer(generation, false, List.of()));
        assertThat(redis().hget(Keys.WORKERS, "w1")).isEqualTo("{\"host\":\"test\"}");
        assertThat(redis().zscore(Keys.SESSIONS, "w1"))
                .isBetween(
                        Double.parseDouble(nowMillis()) + LONG.toMillis() - 30_000,
                        Double.parseDouble(nowMillis()) + LONG.toMillis());
    }

    @Test
    void aDeadSessionLivesAgainWithItsNextBeat() {
        var hold = watching("a", "w1");
        dies("w1");
        beats("w1");
        beats("w2");

        assertThat(take("w2", message(hold))).isInstanceOf(Held.class);
    }

    @Test
    void wordIsOfTheRoomsThatWereLostAndOfNoOther() {
        var lost = watching("lost", "w1");
        var kept = watching("kept", "w1");
        dies("w1");
        beats("w2");
        take("w2", message(lost));

        assertThat(beats("w1").lost()).containsExactly(room("lost"));
        assertThat(check(kept, 1, generation)).isEqualTo(CheckAnswer.Verdict.MINE);
        assertThat(check(lost, 1, generation)).isEqualTo(CheckAnswer.Verdict.OTHER);
    }

    @Test
    void wordIsGivenOnce() {
        var hold = watching("a", "w1");
        beats("w2");
        takeLost("w2", message(hold), "w1", 1);

        assertThat(beats("w1").lost()).hasSize(1);
        assertThat(beats("w1").lost()).isEmpty();
    }

    @Test
    void wordOfSeveralPlatformsComesTogether() {
        redis().sadd("danmaku_word:w1", "ks_lives 3xabc", "bili_lives 7", "dy_lives alias_1");

        assertThat(beats("w1").lost())
                .containsExactlyInAnyOrder(
                        room("3xabc"),
                        new RoomId(Platform.BILIBILI, "7"),
                        new RoomId(Platform.DOUYU, "alias_1"));
    }

    @Test
    void muchWordComesInSeveralBeatsAndAllOfIt() {
        var words = IntStream.range(0, 2_500).mapToObj(i -> "ks_lives room" + i).toList();
        redis().sadd("danmaku_word:w1", words.toArray(String[]::new));

        Set<RoomId> told = new HashSet<>();
        var first = beats("w1").lost();
        told.addAll(first);
        told.addAll(beats("w1").lost());

        assertThat(first).hasSizeLessThan(2_500);
        assertThat(told).hasSize(2_500);
        assertThat(beats("w1").lost()).isEmpty();
    }

    @Test
    void wordForASessionThatNeverComesBackExpires() {
        var hold = watching("a", "w1");
        beats("w2");
        takeLost("w2", message(hold), "w1", 1);

        assertThat(redis().ttl("danmaku_word:w1")).isBetween(1L, 24L * 3600);
    }

    @Test
    void aSessionThatSaysGoodByeIsForgotten() {
        beats("w1");

        worker.leave("w1");
        worker.leave("w1");

        assertThat(redis().zscore(Keys.SESSIONS, "w1")).isNull();
        assertThat(redis().hexists(Keys.WORKERS, "w1")).isFalse();
    }

    @Test
    void aSessionThatIsLongDeadIsForgottenByTheBeatOfAnother() {
        beats("w1");
        dies("w1");

        beats("w2");

        assertThat(redis().hkeys(Keys.WORKERS)).containsExactly("w2");
        assertThat(redis().zrange(Keys.SESSIONS, 0, -1)).containsExactly("w2");
    }

    @Test
    void afterASilenceOfRedisNobodyCountsAsDeadUntilEveryWorkerCouldBeatAgain() {
        var hold = watching("a", "w1");
        beats("w2");
        redis().zadd(Keys.SESSIONS, 1, "w1");
        redis().hset("danmaku_pulse", "deadline", "2000");
        silentFor(Duration.ofMinutes(1));

        assertThat(take("w2", message(hold))).isInstanceOf(Held.class);
        assertThat(patrol(NO_GRACE_OVER)).isEmpty();

        Awaitility.await()
                .pollInterval(Duration.ofMillis(20))
                .untilAsserted(
                        () -> assertThat(take("w2", message(hold))).isInstanceOf(TakeOver.class));
    }

    @Test
    void aShortPauseOfRedisIsNoSilence() {
        var hold = watching("a", "w1");
        beats("w2");
        dies("w1");
        silentFor(Duration.ofMillis(1_000));

        assertThat(take("w2", message(hold))).isInstanceOf(TakeOver.class);
    }

    @Test
    void whereThereIsNoPulseAtAllNobodyCountsAsDeadYet() {
        var hold = watching("a", "w1");
        beats("w2");
        redis().zadd(Keys.SESSIONS, 1, "w1");
        redis().del("danmaku_pulse");

        assertThat(take("w2", message(hold))).isInstanceOf(Held.class);
    }

    @Test
    void anUnknownSessionIsDeadEvenAfterASilence() {
        var hold = watching("a", "w1");
        beats("w2");
        redis().zrem(Keys.SESSIONS, "w1");
        silentFor(Duration.ofMinutes(1));

        assertThat(take("w2", message(hold))).isInstanceOf(TakeOver.class);
    }

    @Test
    void aClockOfRedisThatWentBackIsASilence() {
        var hold = watching("a", "w1");
        beats("w2");
        redis().zadd(Keys.SESSIONS, 1, "w1");
        silentFor(Duration.ofHours(-1));

        assertThat(take("w2", message(hold))).isInstanceOf(Held.class);
        assertThat(Double.parseDouble(redis().hget("danmaku_pulse", "seen")))
                .isLessThanOrEqualTo(Double.parseDouble(nowMillis()));
    }

    @Test
    void theCrewIsWhoeverLivesWithWhatItSaysOfItself() {
        worker.beat(new Beat(
                "w1", LONG, "{\"slots\":10,\"rooms\":3,\"draining\":true}", generation, null));
        worker.beat(new Beat("w2", LONG, "{\"slots\":5,\"rooms\":0}", generation, null));
        worker.beat(new Beat("w3", LONG, "no JSON", generation, null));
        worker.beat(new Beat("w4", LONG, "{\"slots\":7}", generation, null));
        dies("w4");

        assertThat(worker.crew())
                .containsExactlyInAnyOrder(
                        new CrewMember("w1", 10, 3, true),
                        new CrewMember("w2", 5, 0, false),
                        new CrewMember("w3", 0, 0, false));
    }

    @Test
    void whatTheOthersSayIsAddedUpAndADrainingOneHasNoSlots() {
        says("w1", "{\"slots\":10,\"rooms\":3,\"moving\":1}");
        says("w2", "{\"slots\":5,\"rooms\":2,\"moving\":2}");
        says("w3", "{\"slots\":7,\"rooms\":4,\"draining\":true}");
        says("w4", "no JSON");
        says("w5", "{\"slots\":7,\"rooms\":6}");
        dies("w5");

        assertThat(worker.sums("w1", true)).isEqualTo(new CrewSums(5, 1, 9, 2, 3, true));
        assertThat(worker.sums("w3", true)).isEqualTo(new CrewSums(15, 2, 9, 3, 4, true));
    }

    @Test
    void sumsAreMadeOnceForAllAndLast() {
        says("w1", "{\"slots\":10,\"rooms\":3}");
        says("w2", "{\"slots\":5,\"rooms\":0}");
        worker.sums("w1", true);
        says("w2", "{\"slots\":5,\"rooms\":1}");

        redis().hset("danmaku_pulse", "summed", nowMillis());
        assertThat(worker.sums("w1", false)).isEqualTo(new CrewSums(5, 1, 3, 0, 3, true));

        redis().hset("danmaku_pulse", "summed", Long.toString(Long.parseLong(nowMillis()) - 300));
        assertThat(worker.sums("w1", false)).isEqualTo(new CrewSums(5, 1, 4, 0, 3, true));
    }

    @Test
    void whoComesGoesOrDrainsCountsAtOnce() {
        says("w1", "{\"slots\":10,\"rooms\":3}");
        assertThat(worker.sums("w1", false).others()).isZero();

        says("w2", "{\"slots\":5,\"rooms\":0}");
        assertThat(worker.sums("w1", false)).isEqualTo(new CrewSums(5, 1, 3, 0, 3, true));

        says("w2", "{\"slots\":5,\"rooms\":0,\"draining\":true}");
        assertThat(worker.sums("w1", false)).isEqualTo(new CrewSums(0, 0, 3, 0, 3, true));

        says("w2", "{\"slots\":5,\"rooms\":0}");
        worker.leave("w2");
        assertThat(worker.sums("w1", false)).isEqualTo(new CrewSums(0, 0, 3, 0, 3, true));
    }

    @Test
    void whereSomebodyMayBeMissingNobodyIsSure() {
        says("w1", "{\"slots\":10,\"rooms\":3}");
        assertThat(worker.sums("w1", true).sure()).isTrue();
        assertThat(worker.sums("unknown", true)).isEqualTo(new CrewSums(10, 1, 3, 0, 0, false));
    }

    @Test
    void afterASilenceAllThatWereThereCount() {
        says("w1", "{\"slots\":10,\"rooms\":3}");
        says("w2", "{\"slots\":5,\"rooms\":0}");
        dies("w2");
        silentFor(Duration.ofMinutes(1));

        assertThat(worker.sums("w1", true)).isEqualTo(new CrewSums(5, 1, 3, 0, 3, true));
    }

    @Test
    void withoutAGenerationNobodyIsSureWhoIsThere() {
        says("w1", "{\"slots\":10,\"rooms\":3}");
        redis().del(Keys.GENERATION);

        assertThat(worker.sums("w1", true).sure()).isFalse();
    }

    @Test
    void whoIsForgottenByAWorkerThatDoesNotKnowOfSumsIsForgotten() {
        says("w1", "{\"slots\":10,\"rooms\":3}");
        says("w2", "{\"slots\":5,\"rooms\":2}");
        redis().zrem(Keys.SESSIONS, "w2");

        assertThat(worker.sums("w1", true)).isEqualTo(new CrewSums(0, 0, 3, 0, 3, true));
        assertThat(redis().hexists("danmaku_crew", "w2")).isFalse();
    }

    @Test
    void aWorkerThatDoesNotKnowOfSumsCounts() {
        says("w1", "{\"slots\":10,\"rooms\":3}");
        says("w2", "{\"slots\":5,\"rooms\":2}");
        redis().hdel("danmaku_crew", "w2");

        assertThat(worker.sums("w1", true)).isEqualTo(new CrewSums(5, 1, 5, 0, 3, true));
        assertThat(worker.sums("w2", true)).isEqualTo(new CrewSums(10, 1, 5, 0, 2, true));
    }

    @Test
    void aSessionLivesUntilItsDeadlineOrGoodBye() {
        beats("w1");
        beats("w2");
        beats("w3");
        dies("w2");
        worker.leave("w3");

        assertThat(worker.alive("w1")).isTrue();
        assertThat(worker.alive("w2")).isFalse();
        assertThat(worker.alive("w3")).isFalse();
        assertThat(worker.alive("unknown")).isFalse();
    }

    @Test
    void whileTheRegistryIsRebuiltEverySessionMayLive() {
        redis().del(Keys.GENERATION);

        assertThat(worker.alive("w1")).isTrue();
    }

    @Test
    void aSessionThatComesBackCountsAtOnce() {
        says("w1", "{\"slots\":10,\"rooms\":3}");
        says("w2", "{\"slots\":5,\"rooms\":0}");
        dies("w2");
        assertThat(worker.sums("w1", true).others()).isZero();

        says("w2", "{\"slots\":5,\"rooms\":0}");

        assertThat(worker.sums("w1", false)).isEqualTo(new CrewSums(5, 1, 3, 0, 3, true));
    }

    private void says(String session, String about) {
        worker.beat(new Beat(session, LONG, about, generation, null));
    }
}
