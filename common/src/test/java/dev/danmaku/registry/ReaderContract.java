package dev.danmaku.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.registry.PatrolAnswer.Why;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** What people are told of the registry: as it is, and without leaving a trace in it. */
public abstract class ReaderContract extends RegistryFixture {
    private RegistryReader reader;

    @BeforeEach
    void read() {
        reader = new RegistryReader(redis());
    }

    private RoomView view(String id) {
        return reader.room(KS, id);
    }

    private RoomRecord recordOf(String id) {
        return Objects.requireNonNull(view(id).record());
    }

    private WorkerView holderOf(String id) {
        return Objects.requireNonNull(view(id).holder());
    }

    private PlatformCounts counts() {
        return reader.count(KS, reader.workers());
    }

    @Test
    void aRoomThatNobodyAskedForIsUnknown() {
        var view = view("a");

        assertThat(view.wanted()).isFalse();
        assertThat(view.record()).isNull();
        assertThat(view.unreadable()).isFalse();
        assertThat(view.holder()).isNull();
        assertThat(view.history()).isEmpty();
        assertThat(view.rejected()).isNull();
    }

    @Test
    void aQueuedRoomIsWantedAndNobodys() {
        var job = queued("a");

        var record = recordOf("a");

        assertThat(view("a").wanted()).isTrue();
        assertThat(record.state()).isEqualTo("queued");
        assertThat(record.job()).isEqualTo(job.id());
        assertThat(record.generation()).isEqualTo(generation);
        assertThat(record.held()).isFalse();
        assertThat(record.since()).isBetween(view("a").state().now().minusSeconds(30), now());
        assertThat(view("a").holder()).isNull();
    }

    @Test
    void aWatchedRoomsHolderIsToldWithItsHostAndItsLastBeat() {
        watching("a", "w1");
        worker.beat(new Beat("w1", LONG, """
                {"v":1,"host":"h1","pid":4711,"version":"0.1.0","startedAt":1789999999500,
                 "slots":5,"rooms":3,"draining":true,"mood":"good"}""", 0, null));

        var holder = holderOf("a");

        assertThat(holder.alive()).isTrue();
        assertThat(holder.host()).isEqualTo("h1");
        assertThat(holder.pid()).isEqualTo(4711);
        assertThat(holder.version()).isEqualTo("0.1.0");
        assertThat(holder.startedAt()).isEqualTo(Instant.ofEpochMilli(1789999999500L));
        assertThat(holder.slots()).isEqualTo(5);
        assertThat(holder.rooms()).isEqualTo(3);
        assertThat(holder.draining()).isTrue();
        assertThat(holder.freeSlots()).isZero();
        assertThat(holder.lastBeat()).isBetween(now().minusSeconds(30), now());
    }

    @Test
    void aDeadHolderIsToldAsDeadUnlessRedisWasAway() {
        watching("a", "w1");
        dies("w1");
        assertThat(holderOf("a").alive()).isFalse();

        redis().hset(Keys.PULSE, "amnesty", Long.toString(Long.parseLong(nowMillis()) + 60_000));

        assertThat(holderOf("a").alive()).isTrue();
    }

    @Test
    void aHolderThatLeftIsUnknownAndDead() {
        watching("a", "w1");
        worker.leave("w1");

        assertThat(holderOf("a").alive()).isFalse();
        assertThat(holderOf("a").lastBeat()).isNull();
        assertThat(holderOf("a").host()).isEmpty();
    }

    @Test
    void aParkedRoomSaysUntilWhenAndWhy() {
        parked("a", "w1", Duration.ofMinutes(5));

        var record = recordOf("a");

        assertThat(record.state()).isEqualTo("parked");
        assertThat(record.reason()).isEqualTo("captcha");
        assertThat(record.parked()).isEqualTo(1);
        assertThat(record.until()).isEqualTo(record.since().plus(Duration.ofMinutes(5)));
    }

    @Test
    void theHistoryIsToldTheNewestLast() {
        watching("a", "w1");
        worker.park(new Hold(room("a"), recordOf("a").job(), "w1"), Duration.ZERO, "captcha");

        var history = view("a").history();

        assertThat(history)
                .extracting(Transition::what)
                .containsExactly("claimed", "queued", "opening", "watching", "parked");
        assertThat(history).isSortedAccordingTo((a, b) -> a.at().compareTo(b.at()));
        assertThat(history.get(3).session()).isEqualTo("w1");
        assertThat(view("a").last()).isEqualTo(history.getLast());
        assertThat(history.getLast().reason()).isEqualTo("captcha");
    }

    @Test
    void anIdThatCannotBeARoomIsToldWithItsReason() {
        wanted("with space");
        redis().hset(Keys.rejected(KS), "with space", "it cannot be a room");

        assertThat(view("with space").rejected()).isEqualTo("it cannot be a room");
        assertThat(view("with space").wanted()).isTrue();
        assertThat(counts().rejected()).isEqualTo(1);
    }

    @Test
    void aRoomThatIsHandedOverNamesBoth() {
        var hold = watching("a", "w1");
        beats("w2");
        worker.offer("w1", java.util.List.of(hold));
        take("w2", message(hold));

        assertThat(holderOf("a").session()).isEqualTo("w1");
        assertThat(Objects.requireNonNull(view("a").joining()).session()).isEqualTo("w2");
        assertThat(recordOf("a").state()).isEqualTo("handing-over");
    }

    @Test
    void whatANewerVersionWroteIsReadAsFarAsItIsUnderstood() {
        redis().hset(Keys.running(KS), "a", """
                {"v":2,"state":"dreaming","job":"1790000000001","gen":"1","term":"1",
                 "since":"1790000000060","session":"w9","colour":{"deep":true}}""");
        redis().lpush(
                        Keys.history(KS, "a"),
                        "{\"at\":\"1790000000060\",\"what\":\"dreaming\",\"x\":1}");
        redis().lpush(Keys.history(KS, "a"), "no JSON");

        assertThat(recordOf("a").version()).isEqualTo(2);
        assertThat(recordOf("a").state()).isEqualTo("dreaming");
        assertThat(holderOf("a").session()).isEqualTo("w9");
        assertThat(view("a").history()).extracting(Transition::what).containsExactly("dreaming");
        assertThat(counts().states()).isEqualTo(Map.of("dreaming", 1L));
    }

    @Test
    void whatIsNoRecordIsToldAndCounted() {
        redis().hset(Keys.running(KS), "a", "nonsense");
        redis().hset(Keys.running(KS), "b", "[]");

        assertThat(view("a").unreadable()).isTrue();
        assertThat(view("a").record()).isNull();
        assertThat(counts().unreadable()).isEqualTo(2);
    }

    @Test
    void roomsAreCountedByTheirState() {
        claimed("a");
        queued("b");
        queued("c");
        opening("d", "w1");
        watching("e", "w1");
        watching("f", "w2");
        parked("g", "w1", Duration.ofMinutes(5));
        parked("h", "w1", Duration.ofMinutes(1));
        wanted("i");
        dies("w2");

        var counts = counts();

        assertThat(counts.lives()).isEqualTo(9);
        assertThat(counts.records()).isEqualTo(8);
        assertThat(counts.states())
                .isEqualTo(Map.of(
                        "claimed", 1L, "queued", 2L, "opening", 1L, "watching", 2L, "parked", 2L));
        assertThat(counts.orphans()).isEqualTo(1);
        assertThat(counts.nextRetry()).isEqualTo(recordOf("h").until());
        assertThat(reader.count(dev.danmaku.room.Platform.DOUYU, reader.workers())
                        .records())
                .isZero();
    }

    @Test
    void moreRoomsThanAPageHoldsAreAllCounted() {
        Map<String, String> records = new HashMap<>();
        for (var i = 0; i < 1_234; i++) {
            records.put("room" + i, """
                    {"v":1,"state":"queued","job":"1","gen":"1","term":"0","since":"1"}""");
        }
        redis().hset(Keys.running(KS), records);

        assertThat(counts().in("queued")).isEqualTo(1_234);
    }

    @Test
    void theWorkersAreToldWithTheDeadOnes() {
        beats("w2");
        beats("w1");
        beats("w3");
        worker.leave("w3");
        dies("w2");

        assertThat(reader.workers()).extracting(WorkerView::session).containsExactly("w1", "w2");
        assertThat(reader.workers()).extracting(WorkerView::alive).containsExactly(true, false);
    }

    @Test
    void theStateTellsTheGenerationAndWhetherItIsRebuilt() {
        assertThat(reader.state().generation()).isEqualTo(generation);
        assertThat(reader.state().rebuilding()).isFalse();
        assertThat(reader.state().deserted()).isFalse();

        loseData();
        assertThat(reader.state().rebuilding()).isTrue();
        assertThat(reader.state().deserted()).isTrue();
        assertThat(reader.state().coming()).isNull();

        beats("w1");
        assertThat(reader.state().rebuilding()).isTrue();
        assertThat(reader.state().deserted()).isFalse();
        assertThat(reader.state().coming()).isNotNull();
    }

    @Test
    void nothingIsLeftBehind() {
        watching("a", "w1");
        dies("w1");
        silentFor(Duration.ofMinutes(1));
        var pulse = redis().hgetAll(Keys.PULSE);
        var keys = redis().keys("*");

        reader.state();
        view("a");
        view("b");
        counts();

        assertThat(redis().hgetAll(Keys.PULSE)).isEqualTo(pulse);
        assertThat(redis().keys("*")).isEqualTo(keys);
        assertThat(repair(Why.DEAD)).as("its silence is still noticed").isEmpty();
    }

    private Instant now() {
        return Instant.ofEpochMilli(Long.parseLong(nowMillis()));
    }
}
