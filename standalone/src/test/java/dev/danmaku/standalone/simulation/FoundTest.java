package dev.danmaku.standalone.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.room.Platform;
import dev.danmaku.room.RoomId;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;

/** What histories found and was mended, told again without the other faults; each many times, since its moment is narrow. */
class FoundTest {
    private static final int TIMES = 40;
    private static final RoomId ROOM = new RoomId(Platform.KUAISHOU, "room0");

    private static ErrorLog errors;

    @BeforeAll
    static void listenToErrors() {
        errors = new ErrorLog();
    }

    @AfterAll
    static void stopListening() {
        errors.close();
    }

    /** It took the job for the socket that was about to close, and acked it with that one. */
    @Test
    void aFreshJobOfARoomThatIsClosingIsOpenedOnceTheOldSocketIsGone() {
        assertThat(complaints(3 * TIMES, (world, random) -> {
                    var only = world.startWorker();
                    watch(world);

                    only.process().loseRequests(true);
                    world.timeline().run(Duration.ofMillis(5_500 + random.nextLong(2_000)));
                    // so that the check and the question come one right after the other
                    only.hang(true);
                    only.process().loseRequests(false);
                    world.timeline().run(Duration.ofSeconds(1));
                    only.hang(false);
                }))
                .isEmpty();
    }

    /** What it had kept back was lost with it, and what the first of the three had handed on was doubled. */
    @Test
    void aRoomIsNotGivenAwayBeforeItsFormerHolderSaidWhatItHandedOn() {
        assertThat(complaints(TIMES, (world, random) -> {
                    world.startWorker();
                    watch(world);
                    world.startWorker();
                    var first = world.workers().getFirst();
                    world.timeline().run(Duration.ofSeconds(2));

                    first.drain();
                    world.timeline().run(Duration.ofMillis(random.nextLong(400)));
                    first.hang(true);
                    world.startWorker();
                    world.workers().get(1).drain();
                    world.timeline().run(Duration.ofSeconds(4));
                    first.hang(false);
                }))
                .isEmpty();
    }

    /** Its buffer was let go beside a holder that was slow, and not gone. */
    @Test
    void whoTookARoomWaitsForItsFormerHolderAsLongAsThatOneLives() {
        assertThat(complaints(TIMES, (world, random) -> {
                    var first = world.startWorker();
                    watch(world);
                    world.startWorker();
                    world.timeline().run(Duration.ofSeconds(2));

                    first.drain();
                    world.timeline().run(Duration.ofMillis(random.nextLong(300)));
                    first.hang(true);
                    world.timeline().run(Duration.ofMillis(9_000 + random.nextLong(4_000)));
                    first.hang(false);
                }))
                .isEmpty();
    }

    private static void watch(World world) {
        world.timeline().run(Duration.ofSeconds(6));
        world.site().begin(ROOM);
        world.add(ROOM);
        world.timeline().run(Duration.ofSeconds(5));
    }

    /** What is wrong after so many of them, at any moment or half a minute later. */
    private static List<String> complaints(int times, BiConsumer<World, SplittableRandom> story) {
        var all = new ArrayList<String>();
        for (var seed = 0L; seed < times; seed++) {
            var random = new SplittableRandom(seed);
            var world = new World(random.split(), Mistake.NONE, false);
            ErrorLog.of(world);
            try {
                world.open(ROOM);
                world.startDispatcher();
                story.accept(world, random);
                world.timeline().run(Duration.ofSeconds(15));
                all.addAll(world.judge().complaints());
                all.addAll(world.judge().unsettled());
            } finally {
                ErrorLog.of(null);
            }
        }
        return all;
    }
}
