package dev.danmaku.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.registry.PatrolAnswer.Why;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Rule 4: a worker changes a record only with its job and its session in it. */
public abstract class HoldContract extends RegistryFixture {

    private Map<String, Function<Hold, HoldAnswer>> verbs() {
        var verbs = new LinkedHashMap<String, Function<Hold, HoldAnswer>>();
        verbs.put("found", hold -> worker.tell(new News.Found(hold, "{}")));
        verbs.put("joined", hold -> worker.tell(new News.Joined(hold)));
        verbs.put("note", hold -> worker.tell(new News.Noted(hold, "reconnected", "reset")));
        verbs.put("park", hold -> worker.park(hold, Duration.ofMinutes(1), "captcha"));
        verbs.put("finish", hold -> holdAnswer(worker.finish(hold, "ended")));
        verbs.put("settle", hold -> worker.settle(hold, false));
        verbs.put("drop", hold -> worker.drop(hold, "unwanted"));
        return verbs;
    }

    private static HoldAnswer holdAnswer(FinishAnswer answer) {
        return switch (answer) {
            case ENDED, ENDED_UNWANTED -> HoldAnswer.OK;
            case NOT_MINE -> HoldAnswer.NOT_MINE;
            case REBUILDING -> HoldAnswer.LATER;
        };
    }

    @Test
    void theOldHolderChangesNothingAfterATakeOverThoughTheJobIsTheSame() {
        var old = watching("a", "w1");
        dies("w1");
        beats("w2");
        take("w2", message(old));
        beats("w1");
        var before = record("a");
        var historyBefore = history("a");

        verbs().forEach((verb, change) ->
                assertThat(change.apply(old)).as(verb).isEqualTo(HoldAnswer.NOT_MINE));
        assertThat(worker.disown("w1", room("a"))).isEqualTo(HoldAnswer.NOT_MINE);
        assertThat(record("a")).isEqualTo(before);
        assertThat(history("a")).isEqualTo(historyBefore);
        assertThat(isWanted("a")).isTrue();
    }

    @Test
    void theSameSessionChangesNothingUnderAnEarlierJob() {
        var old = watching("a", "w1");
        worker.drop(old, "socket closed");
        var fresh = watching("a", "w1");
        var before = record("a");

        verbs().forEach((verb, change) ->
                assertThat(change.apply(old)).as(verb).isEqualTo(HoldAnswer.NOT_MINE));
        assertThat(record("a")).isEqualTo(before);
        assertThat(fresh.job()).isGreaterThan(old.job());
    }

    @Test
    void aHolderThatWasParkedByItselfHoldsNothingMore() {
        var hold = parked("a", "w1", Duration.ofHours(1));
        var before = record("a");

        verbs().forEach((verb, change) ->
                assertThat(change.apply(hold)).as(verb).isEqualTo(HoldAnswer.NOT_MINE));
        assertThat(record("a")).isEqualTo(before);
    }

    @Test
    void withoutARecordNothingIsMineAndNoRecordIsMade() {
        var hold = watching("a", "w1");
        worker.drop(hold, "unwanted");

        verbs().forEach((verb, change) ->
                assertThat(change.apply(hold)).as(verb).isEqualTo(HoldAnswer.NOT_MINE));
        assertThat(hasRecord("a")).isFalse();
    }

    @Test
    void withoutAGenerationNothingIsChanged() {
        var hold = watching("a", "w1");
        redis().del(Keys.GENERATION);
        var before = record("a");

        verbs().forEach((verb, change) ->
                assertThat(change.apply(hold)).as(verb).isEqualTo(HoldAnswer.LATER));
        assertThat(worker.disown("w1", room("a"))).isEqualTo(HoldAnswer.LATER);
        assertThat(record("a")).isEqualTo(before);
        assertThat(isWanted("a")).isTrue();
    }

    @Test
    void anOpeningRoomThatJoinedIsWatching() {
        var hold = opening("a", "w1");

        assertThat(worker.tell(new News.Joined(hold))).isEqualTo(HoldAnswer.OK);
        assertThat(state("a")).isEqualTo("watching");
    }

    @Test
    void newsOfManyRoomsIsAnsweredInItsOrderAndEachCountsAlone() {
        var a = opening("a", "w1");
        var lost = opening("b", "w1");
        dies("w1");
        beats("w2");
        take("w2", message(lost));
        beats("w1");
        redis().scriptFlush();

        assertThat(worker.tell(List.of(
                        new News.Found(a, "{}"),
                        new News.Joined(lost),
                        new News.Noted(lost, "reconnected", "reset"),
                        new News.Joined(a))))
                .containsExactly(
                        HoldAnswer.OK, HoldAnswer.NOT_MINE, HoldAnswer.NOT_MINE, HoldAnswer.OK);
        assertThat(state("a")).isEqualTo("watching");
        assertThat(state("b")).isEqualTo("opening");
        assertThat(redis().hget(Keys.found(KS), "a")).isEqualTo("{}");
        assertThat(worker.tell(List.of())).isEmpty();
    }

    @Test
    void newsWhoseScriptFailsIsForLaterAndTheOthersStand() {
        var holds = List.of(opening("a", "w1"), opening("b", "w1"), opening("c", "w1"));
        List<News> news = List.copyOf(holds.stream().map(News.Joined::new).toList());
        var historyOfB = Keys.history(KS, "b");
        redis().del(historyOfB);
        redis().set(historyOfB, "what another hand wrote");

        assertThat(worker.tell(news))
                .containsExactly(HoldAnswer.OK, HoldAnswer.LATER, HoldAnswer.OK);
        assertThat(state("a")).isEqualTo("watching");
        assertThat(state("c")).isEqualTo("watching");

        redis().del(historyOfB);
        assertThat(worker.tell(news)).containsOnly(HoldAnswer.OK);
        assertThat(state("b")).isEqualTo("watching");
    }

    @Test
    void joinedAskedAgainAfterALostAnswerIsFine() {
        var hold = watching("a", "w1");
        var before = record("a");

        assertThat(worker.tell(new News.Joined(hold))).isEqualTo(HoldAnswer.OK);
        assertThat(record("a")).isEqualTo(before);
    }

    @Test
    void aParkedRoomRestsWithATimeAndAReasonAndIsHeldByNobody() {
        var hold = opening("a", "w1");
        var now = Long.parseLong(nowMillis());

        assertThat(worker.park(hold, Duration.ofMinutes(5), "captcha")).isEqualTo(HoldAnswer.OK);

        assertThat(state("a")).isEqualTo("parked");
        assertThat(record("a").has("session")).isFalse();
        assertThat(record("a").path("reason").asString()).isEqualTo("captcha");
        assertThat(Long.parseLong(record("a").path("until").asString()))
                .isBetween(now + 300_000, now + 330_000);
        assertThat(isWanted("a")).isTrue();
    }

    @Test
    void aRecordTellsHowOftenItsRoomWasParked() {
        parked("a", "w1", Duration.ofMillis(-1));
        var job = repair(Why.PARKED).getFirst();
        take("w1", job);
        worker.park(new Hold(room("a"), job.id(), "w1"), Duration.ofMinutes(5), "captcha");

        assertThat(record("a").path("parked").asString()).isEqualTo("2");
    }

    @Test
    void aParkedRoomForgetsWhatItsLookUpFound() {
        var hold = opening("a", "w1");
        worker.tell(new News.Found(hold, "{\"token\":\"old\"}"));

        worker.park(hold, Duration.ofMinutes(5), "captcha");

        assertThat(redis().hexists(Keys.found(KS), "a")).isFalse();
    }

    @Test
    void aDroppedRoomThatIsBackInTheLivesSetIsClaimedAnew() {
        var hold = watching("a", "w1");
        unwanted("a");
        assertThat(worker.wanted("w1", List.of(hold))).containsExactly(Wanted.UNWANTED);
        wanted("a");

        assertThat(worker.drop(hold, "unwanted")).isEqualTo(HoldAnswer.OK);

        assertThat(isWanted("a")).isTrue();
        assertThat(claim("a")).hasSize(1);
    }

    @Test
    void aNamedHolderThatDoesNotHaveTheRoomDeletesItsRecord() {
        opening("a", "w1");

        assertThat(worker.disown("w1", room("a"))).isEqualTo(HoldAnswer.OK);
        assertThat(hasRecord("a")).isFalse();
        assertThat(isWanted("a")).isTrue();
    }

    @Test
    void nobodyDisownsARoomThatNobodyHolds() {
        queued("a");

        assertThat(worker.disown("w1", room("a"))).isEqualTo(HoldAnswer.NOT_MINE);
        assertThat(hasRecord("a")).isTrue();
    }
}
