package dev.danmaku.worker.sink.output;

import static dev.danmaku.worker.sink.Chats.chat;
import static dev.danmaku.worker.sink.Chats.chats;
import static dev.danmaku.worker.sink.Chats.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.danmaku.event.Event;
import dev.danmaku.event.EventBody.Gap;
import dev.danmaku.registry.SinkHealth;
import dev.danmaku.worker.sink.EventSink.Lane;
import dev.danmaku.worker.sink.SinkSettings;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

@Timeout(60)
class OutputSinkTest {
    private static final Runnable NOTHING = () -> {};
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final OutputSettings QUICK = new OutputSettings(
            50, Duration.ofMillis(50), 1L << 20, LONG, Duration.ofMillis(5), Duration.ofMillis(20));
    private static final SinkSettings LANES =
            new SinkSettings(200, 1000, Duration.ofSeconds(1), 1, Duration.ofSeconds(1));

    private final ScriptedOutput output = new ScriptedOutput();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Deque<OutputSink> open = new ArrayDeque<>();

    @TempDir
    private Path folder;

    @AfterEach
    void closeAll() throws Exception {
        output.goOn();
        while (!open.isEmpty()) {
            open.pop().close(Duration.ofMillis(200));
        }
    }

    private OutputSink sink(OutputSettings settings) throws Exception {
        var sink = OutputSink.start("test", output, folder, LANES, settings, meters);
        open.push(sink);
        return sink;
    }

    private static void safe(CompletableFuture<Void> flush) throws Exception {
        flush.get(20, TimeUnit.SECONDS);
    }

    private double metric(String name) {
        return meters.get("danmaku.sink." + name).gauge().value();
    }

    private double counted(String name) {
        return meters.get("danmaku.sink." + name).counter().count();
    }

    @Test
    void whatIsOfferedIsWrittenAndThenTheFlushIsDone() throws Exception {
        var lane = sink(QUICK).open(room(1), NOTHING);

        lane.offer(chats(room(1), 0, 120));
        safe(lane.flush());

        assertThat(output.taken).isEqualTo(chats(room(1), 0, 120));
        assertThat(counted("written")).isEqualTo(120);
    }

    @Test
    void whatAnOutputThatIsAwayMissesComesInOrderWhenItIsBack() throws Exception {
        var lane = sink(QUICK).open(room(1), NOTHING);
        lane.offer(chats(room(1), 0, 10));
        safe(lane.flush());

        output.away = true;
        for (var n = 1; n < 30; n++) {
            lane.offer(chats(room(1), n * 10, 10));
            safe(lane.flush());
        }
        assertThat(output.taken).hasSize(10);
        assertThat(metric("away")).isEqualTo(1);
        output.away = false;

        await().until(() -> output.taken.size() >= 300);
        assertThat(output.taken).isEqualTo(chats(room(1), 0, 300));
        await().until(() -> metric("spool.bytes") == 0);
        assertThat(metric("away")).isZero();
    }

    @Test
    void itTellsWhetherItIsBehindAndHowFar() throws Exception {
        var sink = sink(QUICK);
        var lane = sink.open(room(1), NOTHING);
        assertThat(sink.health()).isEqualTo(new SinkHealth("test", false, 0, 0, 0L));

        output.away = true;
        lane.offer(List.of(chat(room(1), "first", Instant.now().minusSeconds(60))));
        lane.offer(List.of(chat(room(1), "second", Instant.now())));
        safe(lane.flush());
        var behind = sink.health();
        output.away = false;

        assertThat(behind.away()).isTrue();
        assertThat(behind.heldBytes()).isPositive();
        assertThat(behind.lagMillis()).isGreaterThanOrEqualTo(60_000);
        await().until(() -> sink.health().equals(new SinkHealth("test", false, 0, 0, 0L)));
        assertThat(output.taken).hasSize(2);
    }

    @Test
    void anOutputThatHangsHoldsUpNoLane() throws Exception {
        var lane = sink(QUICK).open(room(1), NOTHING);
        output.hang();

        for (var n = 0; n < 100; n++) {
            assertThat(lane.offer(chats(room(1), n * 10, 10))).isTrue();
            safe(lane.flush());
        }
        assertThat(output.taken).isEmpty();
        output.goOn();

        await().until(() -> output.taken.size() >= 1000);
        assertThat(output.taken).isEqualTo(chats(room(1), 0, 1000));
    }

    @Test
    void whatAProcessLeftOnDiskIsWrittenByTheNext() throws Exception {
        output.away = true;
        var first = sink(QUICK);
        var lane = first.open(room(1), NOTHING);
        lane.offer(chats(room(1), 0, 100));
        safe(lane.flush());
        open.pop().close(Duration.ofSeconds(5));
        output.away = false;
        assertThat(output.taken).isEmpty();

        var next = sink(QUICK).open(room(1), NOTHING);
        next.offer(chats(room(1), 100, 10));
        safe(next.flush());

        await().until(() -> output.taken.size() >= 110);
        assertThat(output.taken).isEqualTo(chats(room(1), 0, 110));
    }

    @Test
    void aDiskThatIsFullMakesTheLaneFullAndNothingIsLostWithinThePatience() throws Exception {
        var drained = new CompletableFuture<Void>();
        var lane = sink(QUICK.withSpoolBytes(4000)).open(room(1), () -> drained.complete(null));
        output.away = true;
        var offered = 0;
        do {
            offered += 5;
        } while (lane.offer(chats(room(1), offered - 5, 5)));
        assertThat(offered).isLessThan(1000);

        output.away = false;
        safe(drained);

        var all = offered;
        await().until(() -> output.taken.size() >= all);
        assertThat(output.taken).isEqualTo(chats(room(1), 0, all));
        assertThat(counted("dropped")).isZero();
    }

    @Test
    void whatIsDroppedAfterThePatienceIsCountedAndToldAsAGapOfItsRoom() throws Exception {
        var sink = sink(QUICK.withSpoolBytes(4000).withPatience(Duration.ofMillis(50)));
        var lane = sink.open(room(1), NOTHING);
        output.away = true;
        var offered = 0;
        for (var full = 0; full < 3; ) {
            offered += 5;
            full += lane.offer(chats(room(1), offered - 5, 5)) ? 0 : 1;
            if (counted("dropped") > 0) {
                break;
            }
        }
        await().until(() -> counted("dropped") > 0);
        safe(lane.flush());
        output.away = false;

        await().until(() -> output.taken.stream().anyMatch(OutputSinkTest::isGap));
        lane.offer(chats(room(1), offered, 5));
        safe(lane.flush());
        var said = offered + 5;
        await().until(() -> chatsTaken() + dropped() == said);
        assertThat(output.taken.stream().filter(e -> !isGap(e)).map(Event::key))
                .as("in order, without doubles")
                .doesNotHaveDuplicates();
    }

    private static boolean isGap(Event event) {
        return event.body() instanceof Gap;
    }

    private long chatsTaken() {
        return output.taken.stream().filter(event -> !isGap(event)).count();
    }

    private long dropped() {
        return output.taken.stream()
                .filter(OutputSinkTest::isGap)
                .mapToLong(event -> ((Gap) event.body()).dropped())
                .sum();
    }

    @Test
    void whatAnOutputRefusesForEverIsLeftOutAndTheRestGoesOn() throws Exception {
        output.refuses = event -> event.key().endsWith("7");
        var lane = sink(QUICK).open(room(1), NOTHING);

        lane.offer(chats(room(1), 0, 100));
        safe(lane.flush());

        assertThat(output.taken)
                .isEqualTo(chats(room(1), 0, 100).stream()
                        .filter(event -> !event.key().endsWith("7"))
                        .toList());
        assertThat(counted("refused")).isEqualTo(10);
    }

    @Test
    void aClosedSinkHasClosedItsOutputAndLeftNothingOnDisk() throws Exception {
        var sink = sink(QUICK);
        var lane = sink.open(room(1), NOTHING);
        lane.offer(chats(room(1), 0, 100));

        assertThat(open.pop().close(Duration.ofSeconds(5))).isZero();

        assertThat(output.taken).isEqualTo(chats(room(1), 0, 100));
        assertThat(output.closed).isTrue();
        assertThat(folder).isEmptyDirectory();
    }

    /** Many rooms, an output that comes and goes: every event once and in its room's order. */
    @Test
    void whateverTheOutputDoesEachRoomsEventsComeInOrderAndOnce() throws Exception {
        var random = new Random(42);
        var sink = sink(QUICK);
        var lanes = new ArrayList<Lane>();
        var said = new int[5];
        for (var n = 0; n < said.length; n++) {
            lanes.add(sink.open(room(n), NOTHING));
        }
        for (var step = 0; step < 400; step++) {
            switch (random.nextInt(12)) {
                case 0 -> output.away = true;
                case 1 -> output.away = false;
                case 2 -> output.hang();
                case 3 -> output.goOn();
                default -> {
                    var n = random.nextInt(said.length);
                    var count = random.nextInt(20);
                    lanes.get(n).offer(chats(room(n), said[n], count));
                    said[n] += count;
                    if (random.nextInt(4) == 0) {
                        safe(lanes.get(n).flush());
                    }
                }
            }
        }
        output.away = false;
        output.goOn();

        for (var n = 0; n < said.length; n++) {
            var id = room(n).id();
            var all = chats(room(n), 0, said[n]);
            await().until(() -> of(id).size() >= all.size());
            assertThat(of(id)).isEqualTo(all);
        }
    }

    private List<Event> of(String room) {
        return output.taken.stream().filter(event -> room.equals(event.room())).toList();
    }
}
