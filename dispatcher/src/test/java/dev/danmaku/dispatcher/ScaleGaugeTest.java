package dev.danmaku.dispatcher;

import static dev.danmaku.dispatcher.Rig.KS;
import static dev.danmaku.dispatcher.Rig.QUICK;
import static dev.danmaku.dispatcher.Rig.soon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.config.Headroom;
import dev.danmaku.config.ScaleSettings;
import dev.danmaku.testing.servers.RequiresRabbit;
import dev.danmaku.testing.servers.RequiresRedis;
import dev.danmaku.testing.servers.TestRabbit;
import dev.danmaku.testing.servers.TestRedis;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;

/** For how many rooms there should be slots, as whoever starts workers reads it. */
@RequiresRedis
@RequiresRabbit
@Timeout(120)
class ScaleGaugeTest {
    private Rig rig;

    @BeforeEach
    void openRig(TestRedis redis, TestRabbit rabbit) {
        rig = new Rig(redis, rabbit);
        rig.queue.declare();
    }

    @AfterEach
    void closeRig() {
        rig.close();
    }

    /** Null before anything is known. */
    private @Nullable Double rooms() {
        var gauge = rig.meters
                .find("danmaku.scale.rooms")
                .tag("platform", KS.label())
                .gauge();
        return gauge == null ? null : gauge.value();
    }

    private void awaitRooms(double rooms) {
        soon().until(() -> Double.valueOf(rooms).equals(rooms()));
    }

    @Test
    void roomsThatAreWatchedOrWaitAndTheHeadroomAreAskedFor() {
        rig.openGeneration();
        rig.scale = new ScaleSettings(new Headroom(50, true), Duration.ofMinutes(10));
        rig.startDispatcher(QUICK);
        awaitRooms(0);

        rig.add("3xa");
        rig.add("3xb");
        rig.watch("w1", rig.consume(KS, 2).awaitJob("3xa"));

        awaitRooms(3);
        rig.takeOff("3xa", "3xb");
        rig.awaitManyPasses();
        assertThat(rooms()).isEqualTo(3);
    }

    @Test
    void whatWasNeededIsForgottenAfterTheWindow() {
        rig.openGeneration();
        rig.scale = new ScaleSettings(new Headroom(1, false), Duration.ofSeconds(1));
        rig.startDispatcher(QUICK);
        rig.add("3xa");
        awaitRooms(2);

        rig.takeOff("3xa");

        awaitRooms(1);
    }

    @Test
    void aDispatcherThatComesLaterSaysTheSame() {
        rig.openGeneration();
        // what another has left there
        rig.redis.hset(KS.keyPrefix() + "_scale", Long.toString(rig.nowMillis()), "70");

        rig.startDispatcher(QUICK);

        awaitRooms(77);
    }

    @Test
    void beforeARegistryIsOpenNothingIsSaidAndWhileItIsRebuiltTheLastFigureStays() {
        rig.startDispatcher(QUICK, rig.openQueue(), Duration.ofMinutes(10));
        rig.awaitManyPasses();
        assertThat(rooms()).isNull();
        rig.openGeneration();
        rig.add("3xa");
        awaitRooms(2);

        rig.redis.flushAll();

        rig.awaitManyPasses();
        assertThat(rooms()).isEqualTo(2);
    }
}
