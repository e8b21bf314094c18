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
}
