package dev.danmaku.worker.watch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

class TurnTest {

    @Test
    void aTaskBroughtFromWithinATaskRunsAfterIt() {
        var turn = new Turn();
        var trail = new ArrayList<String>();

        turn.execute(() -> {
            turn.execute(() -> trail.add("second"));
            trail.add("first");
        });

        assertThat(trail).containsExactly("first", "second");
    }

    @Test
    void aTaskThatFailsDoesNotKeepTheNextFromRunning() {
        var turn = new Turn();
        var trail = new ArrayList<String>();

        turn.execute(() -> {
            throw new IllegalStateException("a defect");
        });
        turn.execute(() -> trail.add("still runs"));

        assertThat(trail).containsExactly("still runs");
    }

    @Test
    void tasksOfManyThreadsNeverOverlapAndEachThreadsKeepTheirOrder() throws Exception {
        var turn = new Turn();
        var threads = 4;
        var each = 20_000;
        List<List<Integer>> seen = new ArrayList<>();
        for (var i = 0; i < threads; i++) {
            // plain lists: only safe if tasks never overlap
            seen.add(new ArrayList<>());
        }
        var total = new int[1];
        var done = new CountDownLatch(threads * each);
        var running = new ArrayList<Thread>();
        for (var i = 0; i < threads; i++) {
            var mine = seen.get(i);
            running.add(Thread.ofPlatform().start(() -> {
                for (var n = 0; n < each; n++) {
                    var number = n;
                    turn.execute(() -> {
                        mine.add(number);
                        total[0]++;
                        done.countDown();
                    });
                }
            }));
        }
        for (var thread : running) {
            thread.join();
        }
        done.await();

        assertThat(total[0]).isEqualTo(threads * each);
        assertThat(seen).allSatisfy(list -> assertThat(list).isSorted().hasSize(each));
    }
}
