package dev.danmaku.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.job.Job;
import dev.danmaku.job.JobKind;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/** Rule 1: the dispatcher's atomic 'this room is mine to publish'. */
public abstract class ClaimContract extends RegistryFixture {

    @Test
    void aRoomInTheLivesSetWithoutARecordIsClaimed() {
        wanted("a");

        var job = claim("a").getFirst();

        assertThat(job).isEqualTo(new Job(job.id(), generation, JobKind.WATCH, room("a")));
        assertThat(record("a").path("state").asString()).isEqualTo("claimed");
        assertThat(record("a").path("job").asString()).isEqualTo(Long.toString(job.id()));
        assertThat(record("a").path("gen").asString()).isEqualTo(Long.toString(generation));
        assertThat(record("a").path("term").asString()).isEqualTo("0");
        assertThat(record("a").has("session")).isFalse();
    }

    @Test
    void aRoomThatLeftTheLivesSetBeforeTheScriptRanIsNotClaimed() {
        wanted("a", "b");
        unwanted("a");

        assertThat(claim("a", "b")).extracting(Job::room).containsExactly(room("b"));
        assertThat(hasRecord("a")).isFalse();
    }

    @Test
    void aRoomWithARecordIsNotClaimedWhateverItsState() {
        claimed("claimed");
        queued("queued");
        opening("opening", "w1");
        watching("watching", "w1");
        parked("parked", "w1", Duration.ZERO);

        assertThat(claim("claimed", "queued", "opening", "watching", "parked")).isEmpty();
    }

    @Test
    void aWalkThroughTheLivesSetNamesWhatHasNoRecord() {
        queued("queued");
        watching("watching", "w1");
        parked("parked", "w1", Duration.ofHours(1));
        wanted("new", "no room");

        assertThat(unclaimed(500)).containsExactlyInAnyOrder("new", "no room");
    }

    @Test
    void aWalkThroughTheLivesSetMissesNoneAndItsStepsAreBounded() {
        var ids = IntStream.range(0, 700).mapToObj(i -> "room" + i).toList();
        wanted(ids.toArray(String[]::new));
        claim(ids.subList(0, 100).toArray(String[]::new));

        assertThat(unclaimed(50)).containsExactlyInAnyOrderElementsOf(ids.subList(100, 700));
    }

    private Set<String> unclaimed(int step) {
        var ids = new HashSet<String>();
        var cursor = UnclaimedAnswer.START;
        do {
            var page = (UnclaimedAnswer.Page) dispatcher.unclaimed(KS, cursor, step);
            ids.addAll(page.ids());
            assertThat(page.ids()).hasSizeLessThan(step * 4);
            cursor = page.cursor();
        } while (!cursor.equals(UnclaimedAnswer.START));
        return ids;
    }

    @Test
    void aRoomNamedTwiceInOneBatchIsClaimedOnce() {
        wanted("a");

        assertThat(claim("a", "a")).hasSize(1);
    }

    @Test
    void anEmptyBatchClaimsNothing() {
        assertThat(claim()).isEmpty();
    }

    @Test
    void everyClaimHasAFreshJobIdAboveAllBefore() {
        var first = claimed("a");
        var second = claimed("b");
        dispatcher.release(List.of(first), "returned");
        var third = claim("a").getFirst();

        assertThat(second.id()).isGreaterThan(first.id());
        assertThat(third.id()).isGreaterThan(second.id());
    }

    @Test
    void aJobIdIsNotBehindRedisClock() {
        var before = Long.parseLong(nowMillis());

        assertThat(claimed("a").id()).isGreaterThanOrEqualTo(before);
    }

    @Test
    void jobIdsRiseEvenWhenRedisClockWentBack() {
        var ahead = Long.parseLong(nowMillis()) + 3_600_000;
        redis().set("danmaku_job", Long.toString(ahead));

        assertThat(claimed("a").id()).isEqualTo(ahead + 1);
        assertThat(claimed("b").id()).isEqualTo(ahead + 2);
    }

    @Test
    void manyDispatchersAtOnceClaimEachRoomOnce() throws Exception {
        var ids = IntStream.range(0, 60).mapToObj(i -> "room" + i).toList();
        wanted(ids.toArray(String[]::new));

        var claims = new ArrayList<Job>();
        try (var dispatchers = Executors.newFixedThreadPool(4)) {
            Callable<List<Job>> pass = () -> {
                var own = new ArrayList<Job>();
                for (var i = 0; i < ids.size(); i += 10) {
                    own.addAll(jobs(dispatcher.claim(KS, ids.subList(i, i + 10))));
                }
                return own;
            };
            for (var claimed : dispatchers.invokeAll(List.of(pass, pass, pass, pass))) {
                claims.addAll(claimed.get());
            }
        }

        assertThat(claims)
                .extracting(job -> job.room().id())
                .containsExactlyInAnyOrderElementsOf(ids);
        assertThat(claims).extracting(Job::id).doesNotHaveDuplicates();
    }

    @Test
    void platformsDoNotMeet() {
        redis().sadd("bili_lives", "7");
        wanted("7");

        var bili = jobs(dispatcher.claim(dev.danmaku.room.Platform.BILIBILI, List.of("7")));
        var kuaishou = claim("7");

        assertThat(bili).hasSize(1);
        assertThat(kuaishou).hasSize(1);
        assertThat(redis().hkeys("bili_running")).containsExactly("7");
    }
}
