package dev.danmaku.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.event.Epoch;
import dev.danmaku.job.Job;
import dev.danmaku.job.JobKind;
import dev.danmaku.room.Platform;
import dev.danmaku.room.RoomId;

import org.junit.jupiter.api.Test;

/** Counts of what a worker holds. */
class SlotsTest {
    private final Slots slots = new Slots(10);

    private static Slot slot(Platform platform, int number) {
        var job = new Job(number, 1, JobKind.WATCH, new RoomId(platform, "" + number));
        return new Slot("w1", job, new Epoch(1, number, 1), Deliveries.of(platform, number), null);
    }

    @Test
    void eachPlatformsRoomsAreCountedAndThoseNotJoinedYet() {
        var one = slot(Platform.DOUYU, 1);
        var two = slot(Platform.DOUYU, 2);
        var other = slot(Platform.BILIBILI, 3);
        slots.add(one);
        slots.add(two);
        slots.add(other);
        one.join();

        assertThat(slots.held()).isEqualTo(3);
        assertThat(slots.held(Platform.DOUYU)).isEqualTo(2);
        assertThat(slots.opening(Platform.DOUYU)).isEqualTo(1);
        assertThat(slots.opening(Platform.BILIBILI)).isEqualTo(1);
        assertThat(slots.opening(Platform.KUAISHOU)).isZero();
    }

    @Test
    void whatWentIsNotCountedHoweverOftenItGoes() {
        var opening = slot(Platform.DOUYU, 1);
        var joined = slot(Platform.DOUYU, 2);
        slots.add(opening);
        slots.add(joined);
        joined.join();

        slots.remove(opening);
        slots.remove(opening);
        slots.remove(joined);

        assertThat(slots.held()).isZero();
        assertThat(slots.held(Platform.DOUYU)).isZero();
        assertThat(slots.opening(Platform.DOUYU)).isZero();
    }
}
