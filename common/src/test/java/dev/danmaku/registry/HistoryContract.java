package dev.danmaku.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.registry.PatrolAnswer.Why;

import org.junit.jupiter.api.Test;

import redis.clients.jedis.UnifiedJedis;

import tools.jackson.databind.JsonNode;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A room's last transitions are kept for people, within bounds. */
public abstract class HistoryContract extends RegistryFixture {
    private static final long WEEK_SECONDS = 7 * 24 * 3600;
    private static final int ENDED_ROOMS = 100_000;

    private List<String> told(String id) {
        return history(id).stream().map(entry -> entry.path("what").asString()).toList();
    }

    @Test
    void everyTransitionIsTold() {
        var hold = watching("a", "w1");
        worker.tell(new News.Noted(hold, "reconnected", "reset by peer"));
        dies("w1");
        beats("w2");
        take("w2", message(hold));
        dies("w2");
        var job = repair(Why.DEAD).getFirst();
        take("w1", job);
        beats("w1");
        take("w1", job);
        worker.park(new Hold(room("a"), job.id(), "w1"), Duration.ZERO, "captcha");

        assertThat(told("a"))
                .containsExactly(
                        "parked",
                        "opening",
                        "repaired",
                        "taken-over",
                        "reconnected",
                        "watching",
                        "opening",
                        "queued",
                        "claimed");
    }

    @Test
    void anEntrySaysWhenUnderWhichJobAndTermByWhomAndWhy() {
        var hold = watching("a", "w1");
        worker.tell(new News.Noted(hold, "reconnected", "reset by peer"));

        JsonNode entry = history("a").getFirst();

        assertThat(entry.path("job").asString()).isEqualTo(Long.toString(hold.job()));
        assertThat(entry.path("gen").asString()).isEqualTo(Long.toString(generation));
        assertThat(entry.path("term").asString()).isEqualTo("1");
        assertThat(entry.path("session").asString()).isEqualTo("w1");
        assertThat(entry.path("reason").asString()).isEqualTo("reset by peer");
        assertThat(Long.parseLong(entry.path("at").asString()))
                .isLessThanOrEqualTo(Long.parseLong(nowMillis()));
    }

    @Test
    void theLastTwentyEntriesAreKept() {
        var hold = watching("a", "w1");
        for (var i = 1; i <= 25; i++) {
            worker.tell(new News.Noted(hold, "reconnected", "number " + i));
        }

        assertThat(history("a")).hasSize(20);
        assertThat(history("a").getFirst().path("reason").asString()).isEqualTo("number 25");
        assertThat(history("a").getLast().path("reason").asString()).isEqualTo("number 6");
    }

    @Test
    void aWatchedRoomsHistoryDoesNotExpire() {
        watching("a", "w1");

        assertThat(redis().ttl(Keys.history(KS, "a"))).isEqualTo(-1);
    }

    @Test
    void anEndedRoomsHistoryIsKeptForAWeek() {
        ends(watching("a", "w1"));

        assertThat(told("a").getFirst()).isEqualTo("ended");
        assertThat(redis().ttl(Keys.history(KS, "a"))).isBetween(WEEK_SECONDS - 60, WEEK_SECONDS);
    }

    @Test
    void aHistorySurvivesTheNextClaim() {
        ends(watching("a", "w1"));
        claimed("a");

        assertThat(told("a"))
                .containsExactly(
                        "claimed", "ended", "ending", "watching", "opening", "queued", "claimed");
        assertThat(redis().ttl(Keys.history(KS, "a"))).isEqualTo(-1);
        assertThat(redis().zcard("danmaku_ended")).isZero();
    }

    @Test
    void theNumberOfEndedRoomsIsBoundedAndTheOldestGoes() {
        var hold = watching("a", "w1");
        var now = Long.parseLong(nowMillis());
        fillEnded(redis(), now);
        redis().lpush("ks_history:old0", "{}");

        ends(hold);

        assertThat(redis().zcard("danmaku_ended")).isEqualTo(ENDED_ROOMS);
        assertThat(redis().exists("ks_history:old0")).isFalse();
        assertThat(redis().zscore("danmaku_ended", Keys.history(KS, "a"))).isNotNull();
    }

    private static void fillEnded(UnifiedJedis redis, long now) {
        Map<String, Double> some = new HashMap<>();
        for (var i = 0; i < ENDED_ROOMS; i++) {
            some.put("ks_history:old" + i, (double) (now - ENDED_ROOMS + i));
            if (some.size() == 500) {
                redis.zadd("danmaku_ended", some);
                some.clear();
            }
        }
    }

    @Test
    void whatEndedMoreThanAWeekAgoIsForgotten() {
        redis().zadd("danmaku_ended", 1, "ks_history:old");

        ends(watching("a", "w1"));

        assertThat(redis().zrange("danmaku_ended", 0, -1)).containsExactly(Keys.history(KS, "a"));
    }

    @Test
    void aCancelledAndAReleasedRoomTellWhy() {
        worker.drop(watching("a", "w1"), "taken off the lives set");
        dispatcher.release(List.of(claimed("b")), "returned");

        assertThat(history("a").getFirst().path("reason").asString())
                .isEqualTo("taken off the lives set");
        assertThat(history("b").getFirst().path("reason").asString()).isEqualTo("returned");
    }
}
