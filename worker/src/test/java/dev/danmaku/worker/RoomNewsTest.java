package dev.danmaku.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.event.Epoch;
import dev.danmaku.job.Job;
import dev.danmaku.job.JobKind;
import dev.danmaku.registry.FinishAnswer;
import dev.danmaku.registry.HoldAnswer;
import dev.danmaku.registry.News;
import dev.danmaku.registry.RegistryUnavailable;
import dev.danmaku.registry.WorkerRegistry;
import dev.danmaku.room.Platform;
import dev.danmaku.room.RoomId;
import dev.danmaku.testing.ManualClock;
import dev.danmaku.testing.ManualScheduler;

import org.junit.jupiter.api.Test;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** News of many rooms goes in few round trips, and in the order of what happened. */
class RoomNewsTest {
    private final ManualScheduler scheduler = new ManualScheduler(new ManualClock(Instant.EPOCH));
    private final List<String> asked = new ArrayList<>();
    private final List<News> told = new ArrayList<>();
    private final List<Slot> doubted = new ArrayList<>();
    private final Set<String> others = new HashSet<>();
    private boolean reachable = true;

    private final WorkerRegistry registry = answering(WorkerRegistry.class);
    private final RoomNews news =
            new RoomNews(new WorkerThread(scheduler, System::nanoTime), registry, doubted::add);
    private final WorkerRegistry newsFirst = new NewsFirst(registry, news::tell);

    @SuppressWarnings("unchecked")
    private <T> T answering(Class<T> type) {
        return (T) Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (_, method, arguments) -> {
                    asked.add(method.getName());
                    return switch (method.getName()) {
                        case "tell" -> answers((List<News>) arguments[0]);
                        case "finish" -> FinishAnswer.ENDED;
                        default -> throw new AssertionError(method);
                    };
                });
    }

    private List<HoldAnswer> answers(List<News> batch) {
        if (!reachable) {
            throw new RegistryUnavailable("tell", new IllegalStateException("the test says so"));
        }
        told.addAll(batch);
        return batch.stream()
                .map(one -> others.contains(one.hold().room().id())
                        ? HoldAnswer.NOT_MINE
                        : HoldAnswer.OK)
                .toList();
    }

    private static Slot slot(int number) {
        var room = new RoomId(Platform.KUAISHOU, "3x" + number);
        var job = new Job(number, 1, JobKind.WATCH, room);
        return new Slot(
                "w1", job, new Epoch(1, number, 1), Deliveries.of(Platform.KUAISHOU, number), null);
    }

    private void run() {
        scheduler.advance(Duration.ZERO);
    }

    @Test
    void aThousandRoomsThatJoinAtOnceAreTenRoundTrips() {
        var slots = IntStream.range(0, 1000).mapToObj(RoomNewsTest::slot).toList();

        slots.forEach(slot -> {
            news.found(slot, "found " + slot.room().id());
            news.joined(slot);
        });
        assertThat(asked).isEmpty();
        run();

        assertThat(asked).hasSize(10).containsOnly("tell");
        assertThat(told).hasSize(2000);
        assertThat(told.subList(0, 3))
                .containsExactly(
                        new News.Found(slots.get(0).hold(), "found 3x0"),
                        new News.Joined(slots.get(0).hold()),
                        new News.Found(slots.get(1).hold(), "found 3x1"));
        assertThat(doubted).isEmpty();
        assertThat(slots).noneMatch(Slot::untold);
    }

    @Test
    void whatIsAskedOfTheRegistryComesAfterTheNewsThatWasThereBefore() {
        var slot = slot(1);

        news.joined(slot);
        newsFirst.finish(slot.hold(), "stream ended");
        run();

        assertThat(asked).containsExactly("tell", "finish");
    }

    @Test
    void aRoomWhoseRecordIsAnothersIsLookedAt() {
        var slots = IntStream.range(0, 3).mapToObj(RoomNewsTest::slot).toList();
        others.add("3x1");

        slots.forEach(news::joined);
        slots.forEach(slot -> news.noted(slot, "reconnected", "reset"));
        run();

        assertThat(told).hasSize(6);
        assertThat(doubted).containsExactly(slots.get(1));
    }

    @Test
    void whatCouldNotBeToldIsToldAgainUnderTheJobOfThen() {
        var slot = slot(1);
        reachable = false;
        news.found(slot, "token");
        news.joined(slot);
        news.noted(slot, "reconnected", "reset");
        run();
        assertThat(slot.untold()).isTrue();

        reachable = true;
        var other = slot(77);
        slot.continues(new Job(77, 1, JobKind.WATCH, slot.room()), other.epoch(), other.delivery());
        news.again(slot);
        run();

        assertThat(told)
                .containsExactly(
                        new News.Found(slot.hold(), "token"), new News.Joined(slot.hold()));
        assertThat(slot.hold().job()).isEqualTo(77);
        assertThat(slot.untold()).isFalse();
    }
}
