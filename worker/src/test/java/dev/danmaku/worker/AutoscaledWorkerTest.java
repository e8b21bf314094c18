package dev.danmaku.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.config.SlotBounds;
import dev.danmaku.registry.RegistryReader;
import dev.danmaku.registry.WorkerScaling;
import dev.danmaku.registry.WorkerView;
import dev.danmaku.testing.servers.TestRabbit;
import dev.danmaku.testing.servers.TestRedis;
import dev.danmaku.worker.autoscale.Strain;

import org.junit.jupiter.api.Test;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/** A worker has as many slots as it bears, and closes no room for it. */
class AutoscaledWorkerTest extends WorkerFixture {
    private static final Strain CALM = new Strain(2L, 30, List.of());
    private static final Strain OVERLOADED = new Strain(900L, 30, List.of());

    private volatile Strain strain = CALM;

    AutoscaledWorkerTest(TestRedis testRedis, TestRabbit rabbit) {
        super(testRedis, rabbit);
    }

    private static String[] ids(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "3x" + i).toArray(String[]::new);
    }

    private WorkerView told(RunningWorker of) {
        return new RegistryReader(redis)
                .workers().stream()
                        .filter(view -> view.session().equals(of.worker().session()))
                        .findFirst()
                        .orElseThrow();
    }

    private static WorkerScaling.Change change(WorkerView view) {
        return Objects.requireNonNull(Objects.requireNonNull(view.scaling()).last());
    }

    @Test
    void slotsGrowWhileItIsFullAndCalmAndShrinkWhileItIsLateWithoutClosingARoom() {
        var handler = new FakeHandler();
        var worker = worker(new SlotBounds(4, 20), false, () -> strain, handler);
        dispatch(ids(0, 30));

        await().until(() -> handler.open.size() == 4);
        await().until(() -> told(worker).rooms() == 4);
        assertThat(told(worker).slots()).isEqualTo(4);
        assertThat(told(worker).scaling()).isEqualTo(new WorkerScaling(4, 20, null));

        await().until(() -> handler.open.size() == 9);
        var grown = told(worker);
        assertThat(grown.slots()).isEqualTo(9);
        assertThat(change(grown).from()).isEqualTo(6);
        assertThat(change(grown).reason()).contains("nearly full", "6 rooms", "loop lag 2 ms");

        strain = OVERLOADED;
        await().until(() -> told(worker).slots() == 8);
        assertThat(change(told(worker)).reason()).contains("overloaded", "loop lag 900 ms");
        assertThat(handler.closed).isEmpty();
        assertThat(handler.open).hasSize(9);

        // one slot was taken away: the first room that ends makes room for none, the second does
        end(handler, 1);
        await().until(() -> told(worker).rooms() == 8);
        assertThat(handler.open).hasSize(8);
        assertThat(handler.opened).hasSize(9);
        end(handler, 1);
        await().until(() -> handler.opened.size() == 10);
        assertThat(handler.open).hasSizeLessThanOrEqualTo(8);
        assertThat(handler.closed).isEmpty();
    }

    private static void end(FakeHandler handler, int rooms) {
        handler.open.values().stream()
                .limit(rooms)
                .toList()
                .forEach(job -> job.end(new JobOutcome.Finished("stream ended")));
    }

    @Test
    void whatIsTooMuchForAnOverloadedWorkerGoesToOneThatIsNot() {
        var first = new FakeHandler();
        var overloaded = worker(new SlotBounds(20, 40), true, () -> strain, first);
        dispatch(ids(0, 30));
        await().until(() -> first.open.size() == 30);
        strain = OVERLOADED;
        await().until(() -> told(overloaded).slots() == 27);

        var second = new FakeHandler();
        worker(SlotBounds.fixed(40), true, () -> CALM, second);

        await().until(() -> second.open.size() >= 15);
        assertThat(first.opened).hasSize(30);
        // in this order: a room is open there before it is closed here
        var open = new HashSet<>(first.open.keySet());
        open.addAll(second.open.keySet());
        assertThat(open).hasSize(30);
    }
}
