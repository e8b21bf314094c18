package dev.danmaku.registry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;

/** How many rooms need a slot, and the most that did lately. */
public abstract class ScaleContract extends RegistryFixture {
    private static final Duration WINDOW = Duration.ofMinutes(10);

    private ScaleAnswer scale(long resting) {
        return dispatcher.scale(KS, resting, WINDOW);
    }

    private long resting() {
        var resting = 0L;
        var cursor = PatrolAnswer.START;
        do {
            var page = (PatrolAnswer.Page) dispatcher.patrol(KS, cursor, NO_GRACE_OVER);
            resting += page.resting();
            cursor = page.cursor();
        } while (!cursor.equals(PatrolAnswer.START));
        return resting;
    }

    private static ScaleAnswer needed(long rooms, long most) {
        return new ScaleAnswer.Needed(rooms, most);
    }

    @Test
    void whatIsWatchedOrWaitsNeedsASlotWhateverItsRecordSays() {
        wanted("unclaimed");
        claimed("claimed");
        queued("queued");
        opening("opening", "w1");
        watching("watching", "w1");

        assertThat(resting()).isZero();
        assertThat(scale(resting())).isEqualTo(needed(5, 5));
    }

    @Test
    void whatIsParkedOrPausedNeedsNone() {
        watching("watching", "w1");
        parked("parked", "w1", Duration.ofHours(1));
        watching("paused", "w1");
        operator.pause(KS, "alice", List.of(room("paused")));

        assertThat(resting()).isEqualTo(2);
        assertThat(scale(2)).isEqualTo(needed(1, 1));
    }

    @Test
    void whatRestsAndLeftTheLivesSetIsNotTakenOffTwice() {
        watching("watching", "w1");
        parked("parked", "w1", Duration.ofHours(1));
        unwanted("parked");

        assertThat(resting()).isZero();
        assertThat(scale(resting())).isEqualTo(needed(1, 1));
    }

    @Test
    void idsThatCannotBeRoomsNeedNone() {
        queued("a");
        wanted("no room");
        redis().hset(Keys.rejected(KS), "no room", "it has a blank");

        assertThat(scale(0)).isEqualTo(needed(1, 1));
    }

    @Test
    void aPausedPlatformNeedsNone() {
        watching("a", "w1");
        operator.pausePlatform(KS, "alice");

        assertThat(scale(0)).isEqualTo(needed(0, 0));
    }

    @Test
    void theMostOfTheWindowIsRememberedForAllDispatchersAndThenForgotten() {
        wanted("a", "b", "c");
        assertThat(scale(0)).isEqualTo(needed(3, 3));
        unwanted("a", "b");

        assertThat(scale(0)).isEqualTo(needed(1, 3));
        var another = new RedisDispatcherRegistry(redis());
        assertThat(another.scale(KS, 0, WINDOW)).isEqualTo(needed(1, 3));

        var now = Long.parseLong(nowMillis());
        redis().del(Keys.scale(KS));
        redis().hset(Keys.scale(KS), Long.toString(now - WINDOW.toMillis() - 1000), "9");
        redis().hset(Keys.scale(KS), Long.toString(now - WINDOW.toMillis() / 2), "2");
        assertThat(scale(0)).isEqualTo(needed(1, 2));
        assertThat(redis().hkeys(Keys.scale(KS)))
                .extracting(at -> redis().hget(Keys.scale(KS), at))
                .containsExactlyInAnyOrder("1", "2");
    }

    @Test
    void manyLooksLeaveFewTraces() {
        wanted("a");
        for (var i = 0; i < 50; i++) {
            dispatcher.scale(KS, 0, Duration.ofHours(1));
        }

        assertThat(redis().hkeys(Keys.scale(KS))).hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void whatIsKeptOfAClockThatWentBackIsDropped() {
        wanted("a");
        var ahead = Long.parseLong(nowMillis()) + Duration.ofDays(1).toMillis();
        redis().hset(Keys.scale(KS), Long.toString(ahead), "9");

        assertThat(scale(0)).isEqualTo(needed(1, 1));
    }

    @Test
    void whileTheRegistryIsRebuiltNothingIsSaid() {
        wanted("a");
        loseData();

        assertThat(scale(0)).isEqualTo(new ScaleAnswer.Rebuilding());
    }
}
