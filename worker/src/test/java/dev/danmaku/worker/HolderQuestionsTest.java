package dev.danmaku.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.job.Job;
import dev.danmaku.job.JobKind;
import dev.danmaku.registry.ControlMessage.Answer;
import dev.danmaku.registry.ControlMessage.Ask;
import dev.danmaku.registry.ControlMessage.JobRef;
import dev.danmaku.registry.Question.Lost;
import dev.danmaku.room.Platform;
import dev.danmaku.room.RoomId;
import dev.danmaku.testing.ManualClock;
import dev.danmaku.testing.ManualScheduler;
import dev.danmaku.worker.Intake.Pending;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

class HolderQuestionsTest {
    private static final RoomId ROOM = new RoomId(Platform.KUAISHOU, "3xabc");
    private static final Job JOB = new Job(7, 1, JobKind.WATCH, ROOM);
    private static final long TERM = 3;

    private final ManualScheduler scheduler = new ManualScheduler(new ManualClock(Instant.EPOCH));
    private final List<Ask> asked = new ArrayList<>();
    private final List<Pending> toRegistry = new ArrayList<>();
    private final List<Pending> dropped = new ArrayList<>();
    private final Pending pending = new Pending(JOB, Deliveries.of(Platform.KUAISHOU, 1), null);
    private long hearing = 1;
    private int timesToRegistry;

    private final HolderQuestions questions = new HolderQuestions(
            "asker",
            new WorkerThread(scheduler, System::nanoTime),
            (holder, ask) -> {
                asked.add(ask);
                return hearing;
            },
            this::stillHeld,
            dropped::add);

    /** The registry says that nothing has changed. */
    private void stillHeld(List<Pending> settled) {
        timesToRegistry++;
        toRegistry.addAll(settled);
        settled.stream()
                .filter(p -> p.lost() == null)
                .forEach(p -> questions.ask(p, "holder", TERM));
    }

    @Test
    void aHolderThatSaysNothingIsAskedFiveTimesASecondHoweverLongItTakes() {
        questions.ask(pending, "holder", TERM);

        scheduler.advance(Duration.ofSeconds(20));

        assertThat(asked).hasSizeBetween(99, 101);
        assertThat(toRegistry).hasSizeBetween(19, 21);
    }

    @Test
    void mineDropsTheDelivery() {
        questions.ask(pending, "holder", TERM);
        scheduler.advance(Duration.ZERO);

        questions.answered(new Answer("holder", List.of(new JobRef(ROOM, 7)), List.of()));

        assertThat(dropped).containsExactly(pending);
        scheduler.advance(Duration.ofSeconds(5));
        assertThat(asked).hasSize(1);
    }

    @Test
    void whoIsNotHeardTwiceInARowHasLostIt() {
        hearing = 0;
        questions.ask(pending, "holder", TERM);

        scheduler.advance(HolderQuestions.ROUND);

        assertThat(toRegistry).extracting(Pending::lost).containsExactly(new Lost("holder", TERM));
    }

    @Test
    void whatManyHoldersLostIsOneQuestionToTheRegistry() {
        hearing = 0;
        for (var i = 0; i < 100; i++) {
            var room = new RoomId(Platform.KUAISHOU, "3x" + i);
            questions.ask(
                    new Pending(
                            new Job(i, 1, JobKind.WATCH, room),
                            Deliveries.of(Platform.KUAISHOU, 1),
                            null),
                    "holder" + i,
                    TERM);
        }

        scheduler.advance(HolderQuestions.ROUND);

        assertThat(asked).hasSize(200);
        assertThat(toRegistry).hasSize(100);
        assertThat(timesToRegistry).isEqualTo(1);
    }
}
