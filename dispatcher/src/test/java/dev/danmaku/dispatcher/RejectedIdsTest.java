package dev.danmaku.dispatcher;

import static dev.danmaku.dispatcher.Rig.KS;
import static dev.danmaku.dispatcher.Rig.QUICK;
import static dev.danmaku.dispatcher.Rig.soon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.registry.Keys;
import dev.danmaku.testing.servers.RequiresRabbit;
import dev.danmaku.testing.servers.RequiresRedis;
import dev.danmaku.testing.servers.TestRabbit;
import dev.danmaku.testing.servers.TestRedis;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.stream.IntStream;

/** Ids that cannot be rooms stay in the lives set, and go nowhere else. */
@RequiresRedis
@RequiresRabbit
@Timeout(120)
class RejectedIdsTest {
    private static final String REJECTED = Keys.rejected(KS);
    private static final String[] BAD = {
        "has space",
        "../../etc",
        "x'; DROP TABLE rooms;--",
        "tab\there",
        "",
        "直播间",
        "a".repeat(4096)
    };

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
    void idsThatCannotBeRoomsAreKeptWithTheirReasonAndDisturbNothing() {
        rig.add(BAD);
        rig.add("3xgood");

        rig.startDispatcher(QUICK);

        rig.consume(KS, 10).awaitJob("3xgood");
        soon().untilAsserted(
                        () -> assertThat(rig.redis.hkeys(REJECTED)).containsExactlyInAnyOrder(BAD));
        assertThat(rig.redis.hget(REJECTED, "has space")).contains("cannot be a kuaishou room");
        assertThat(rig.redis.hkeys(Keys.running(KS))).containsExactly("3xgood");
    }

    @Test
    void anIdThatLeavesTheLivesSetIsForgivenAndTheOthersStay() {
        rig.add("has space", "../../etc");
        rig.startDispatcher(QUICK);
        soon().until(() -> rig.redis.hlen(REJECTED) == 2);

        rig.takeOff("has space");

        soon().untilAsserted(
                        () -> assertThat(rig.redis.hkeys(REJECTED)).containsExactly("../../etc"));
    }

    @Test
    void whatAnEarlierDispatcherRejectedIsForgivenToo() {
        rig.redis.hset(REJECTED, "long gone", "reason");

        rig.startDispatcher(QUICK);

        soon().until(() -> !rig.redis.exists(REJECTED));
    }

    @Test
    void eachIsCountedOnce() {
        rig.add("has space");
        rig.startDispatcher(QUICK);
        rig.startDispatcher(QUICK);
        soon().until(() -> rig.redis.hlen(REJECTED) == 1);

        rig.add("3xgood");
        rig.consume(KS, 10).awaitJob("3xgood");
        rig.awaitRepairPass();

        assertThat(rig.meters
                        .counter("danmaku.ids.rejected", "platform", "kuaishou")
                        .count())
                .isEqualTo(1);
    }

    @Test
    void aFloodOfThemIsBoundedAndKeepsNoRoomWaiting() {
        for (var from = 0; from < 20_000; from += 2_000) {
            rig.add(IntStream.range(from, from + 2_000)
                    .mapToObj(i -> "no room " + i)
                    .toArray(String[]::new));
        }
        rig.add("3xgood");

        rig.startDispatcher(QUICK);

        rig.consume(KS, 10).awaitJob("3xgood");
        soon().until(() -> rig.redis.hlen(REJECTED) == LivesSet.MAX_REJECTED);
        assertThat(rig.redis.hkeys(Keys.running(KS))).containsExactly("3xgood");
    }
}
