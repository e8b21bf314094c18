package dev.danmaku.store;

import static dev.danmaku.store.Events.DAY;
import static dev.danmaku.store.Events.NOON;
import static dev.danmaku.store.Events.chat;
import static dev.danmaku.store.Events.of;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.danmaku.event.Epoch;
import dev.danmaku.event.Event;
import dev.danmaku.event.EventBody.Gap;
import dev.danmaku.event.EventBody.Gift;
import dev.danmaku.event.EventBody.ViewerCount;
import dev.danmaku.event.EventBody.ViewerCountKind;
import dev.danmaku.event.Price;
import dev.danmaku.event.User;
import dev.danmaku.room.Platform;
import dev.danmaku.store.report.ReportMaker;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;

/** What is told of a room's streams, and that nobody is waited for who takes too long. */
interface ReportingContract extends OpenedStore {
    private static Event heard(long at, String key, @Nullable String live, long job) {
        var event = chat("7", at, key, "x");
        return new Event(
                Platform.BILIBILI,
                "7",
                at,
                at,
                key,
                live,
                new Epoch(1, job, 1),
                event.body(),
                null);
    }

    @Test
    default void aRoomsStreamsAreFoundByWhatThePlatformCallsThem() {
        write(
                heard(NOON, "id:1", "first", 1),
                heard(NOON + 1000, "id:2", "first", 2),
                heard(NOON + DAY, "id:3", "second", 3),
                heard(NOON + DAY + 5000, "id:4", "second", 3));
        write(chat("8", NOON, "id:1", "another room"));

        assertThat(store().reader().broadcasts(Platform.BILIBILI, "7", 0, Long.MAX_VALUE))
                .containsExactly(
                        new Broadcast(NOON + DAY, NOON + DAY + 5000, "second", 3, 2),
                        new Broadcast(NOON, NOON + 1000, "first", 2, 2));
        assertThat(store().reader().broadcasts(Platform.BILIBILI, "7", NOON + 1, NOON + DAY))
                .containsExactly(new Broadcast(NOON + 1000, NOON + 1000, "first", 2, 1));
        assertThat(store().reader().broadcasts(Platform.BILIBILI, "9", 0, Long.MAX_VALUE))
                .isEmpty();
    }

    @Test
    default void whereAPlatformNamesNoStreamItsJobsDoUnlessTheyFollowClosely() {
        write(
                heard(NOON, "id:1", null, 1),
                heard(NOON + 60_000, "id:2", null, 2),
                heard(NOON + 3_600_000, "id:3", null, 3));

        assertThat(store().reader().broadcasts(Platform.BILIBILI, "7", 0, Long.MAX_VALUE))
                .containsExactly(
                        new Broadcast(NOON + 3_600_000, NOON + 3_600_000, null, 3, 1),
                        new Broadcast(NOON, NOON + 60_000, null, 2, 2));
    }

    @Test
    default void aReportCountsWhatHappened() {
        var ann = User.of("1", "ann");
        write(
                chat("7", NOON, "id:1", ann, "hi"),
                chat("7", NOON + 100, "id:2", User.of("2", "bob"), " hi "),
                chat("7", NOON + 60_000, "id:3", ann, "there"),
                of(
                        "7",
                        NOON + 200,
                        "id:4",
                        new Gift(ann, "9", "rose", 2, new Price(30, "gold", true), null)),
                of(
                        "7",
                        NOON + 60_500,
                        "id:5",
                        new Gift(ann, "9", "rose", 1, new Price(15, "gold", true), null)),
                of("7", NOON + 300, "id:6", new ViewerCount(5, ViewerCountKind.ONLINE, null)),
                of("7", NOON + 400, "id:7", new ViewerCount(6, ViewerCountKind.ONLINE, null)),
                of("7", NOON + 5000, "id:8", new Gap(NOON + 1000, NOON + 5000, "lost", null)),
                of("7", NOON + 6000, "id:9", new Gap(NOON + 4000, NOON + 6000, "lost", null)));
        write(chat("7", NOON - 1, "id:0", "before"), chat("8", NOON, "id:1", "elsewhere"));

        var report =
                ReportMaker.of(store().reader(), Platform.BILIBILI, "7", NOON, NOON + 3_600_000);

        assertThat(report.chats()).isEqualTo(3);
        assertThat(report.users()).isEqualTo(2);
        assertThat(report.exact()).isTrue();
        assertThat(report.minutes()).hasSize(2);
        var minute = report.minutes().getFirst();
        assertThat(minute.at()).isEqualTo(NOON / 1000);
        assertThat(minute.chats()).isEqualTo(2);
        assertThat(minute.users()).isEqualTo(2);
        assertThat(minute.value()).isEqualTo(Map.of("gold", 30L));
        assertThat(minute.viewers()).isEqualTo(Map.of(ViewerCountKind.ONLINE, 6L));
        assertThat(report.people().getFirst().name()).isEqualTo("ann");
        assertThat(report.people().getFirst().chats()).isEqualTo(2);
        assertThat(report.people().getFirst().value()).isEqualTo(Map.of("gold", 45L));
        assertThat(report.phrases().getFirst().text()).isEqualTo("hi");
        assertThat(report.phrases().getFirst().count()).isEqualTo(2);
        assertThat(report.gifts()).hasSize(1);
        assertThat(report.gifts().getFirst().count()).isEqualTo(3);
        assertThat(report.gaps()).hasSize(2);
        assertThat(report.missingMillis())
                .as("what is missing twice counts once")
                .isEqualTo(5000);
    }

    @Test
    default void whatTakesTooLongIsInterruptedAndTheStoreGoesOn() {
        for (var batch = 0; batch < 20; batch++) {
            var first = batch * 1000;
            store().writer()
                    .write(IntStream.range(first, first + 1000)
                            .mapToObj(i -> chat("7", NOON + i, "id:" + i, "said " + i))
                            .toList());
        }
        var hurried = store().reader().within(Duration.ofNanos(1));

        assertThatThrownBy(() -> {
                    try (var stream = hurried.stream(EventQuery.all())) {
                        stream.forEachRemaining(event -> {});
                    }
                })
                .isInstanceOfSatisfying(
                        StoreFailure.class,
                        failure -> assertThat(failure.tooSlow()).isTrue());

        assertThat(all()).hasSize(20_000);
        var patient = store().reader().within(Duration.ofMinutes(1));
        assertThat(patient.page(EventQuery.all(), null, 10).events()).hasSize(10);
        assertThat(patient.countByMinute(Platform.BILIBILI, "7", 0, Long.MAX_VALUE))
                .isEqualTo(
                        store().reader().countByMinute(Platform.BILIBILI, "7", 0, Long.MAX_VALUE));
    }
}
