package dev.danmaku.platforms.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

class BudgetTest {
    private final MockTicker time = Ticker.newMockTicker();
    private final EmbeddedChannel timer = EmbeddedChannel.builder().ticker(time).build();
    private final List<String> begun = new ArrayList<>();

    @AfterEach
    void close() {
        timer.close();
    }

    @Test
    void theFirstBeginsAtOnceAndTheOthersInTurn() {
        var budget = budget(5, 100);
        queue(budget, "a");
        queue(budget, "b");
        queue(budget, "c");

        pass(0);
        assertThat(begun).containsExactly("a");

        pass(199);
        assertThat(begun).containsExactly("a");

        pass(1);
        assertThat(begun).containsExactly("a", "b");

        pass(200);
        assertThat(begun).containsExactly("a", "b", "c");
    }

    @Test
    void anIdleHourIsNotMadeUpFor() {
        var budget = budget(5, 100);
        pass(3_600_000);
        for (var name : List.of("a", "b", "c", "d")) {
            queue(budget, name);
        }

        pass(0);
        assertThat(begun).containsExactly("a");

        pass(100);
        assertThat(begun).containsExactly("a", "b");

        pass(100);
        assertThat(begun).containsExactly("a", "b");
    }

    @Test
    void aLateTimerDoesNotLowerAHighRate() {
        var budget = budget(1_000, 1_000);
        for (var i = 0; i < 100; i++) {
            queue(budget, "x");
        }

        pass(0);
        pass(50);

        assertThat(begun).hasSizeBetween(45, 55);
    }

    @Test
    void withoutALimitAllBegin() {
        var budget = budget(0, 100);
        queue(budget, "a");
        queue(budget, "b");

        pass(0);

        assertThat(begun).containsExactly("a", "b");
    }

    @Test
    void onlySoManyAreUnderWayAtOnce() {
        var budget = budget(0, 2);
        var first = queue(budget, "a");
        queue(budget, "b");
        queue(budget, "c");
        pass(0);
        assertThat(begun).containsExactly("a", "b");

        first.leave();
        first.leave();
        pass(0);

        assertThat(begun).containsExactly("a", "b", "c");
        queue(budget, "d");
        pass(0);
        assertThat(begun).doesNotContain("d");
    }

    @Test
    void whoLeavesTheQueueIsPassedOver() {
        var budget = budget(5, 100);
        queue(budget, "a");
        var second = queue(budget, "b");
        queue(budget, "c");
        pass(0);

        second.leave();
        pass(200);

        assertThat(begun).containsExactly("a", "c");
    }

    @Test
    void jitterVariesThePauseWithinItsBounds() {
        var budget = new Budget(1, 100, 0.5, timer.eventLoop(), new Random(7));
        for (var i = 0; i < 20; i++) {
            queue(budget, "x");
        }
        var pauses = new ArrayList<Integer>();
        pass(0);
        for (var count = begun.size(); count < 20; count = begun.size()) {
            var pause = 0;
            while (begun.size() == count) {
                pass(10);
                pause += 10;
            }
            pauses.add(pause);
        }

        assertThat(pauses).allSatisfy(pause -> assertThat(pause).isBetween(480, 1_510));
        assertThat(pauses.stream().distinct().count()).isGreaterThan(5);
    }

    private Budget budget(double perSecond, int atOnce) {
        return new Budget(perSecond, atOnce, 0, timer.eventLoop(), new Random(7));
    }

    private Budget.Turn queue(Budget budget, String name) {
        return budget.queue(() -> begun.add(name));
    }

    private void pass(long millis) {
        time.advance(millis, TimeUnit.MILLISECONDS);
        timer.runPendingTasks();
    }
}
