package dev.danmaku.look;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.look.RoomAnswer.Facts;
import dev.danmaku.look.RoomAnswer.Watched;
import dev.danmaku.queue.QueueLook;
import dev.danmaku.registry.PlatformPause;
import dev.danmaku.registry.RegistryState;
import dev.danmaku.registry.RoomRecord;
import dev.danmaku.registry.RoomView;
import dev.danmaku.registry.Transition;
import dev.danmaku.registry.WorkerHealth;
import dev.danmaku.registry.WorkerView;
import dev.danmaku.room.Platform;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.json.JsonMapper;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

class RoomAnswerTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    private boolean wanted = true;
    private boolean unreadable;
    private @Nullable Long generation = 1790000000000L;
    private OptionalInt dispatchers = OptionalInt.of(1);
    private @Nullable RoomRecord record;
    private @Nullable WorkerView holder;
    private @Nullable WorkerView joining;
    private List<WorkerView> workers = List.of(worker("w2", true, 2, 0));
    private @Nullable QueueLook queue;
    private @Nullable String brokerAway;
    private @Nullable String badId;
    private String by = "room";
    private @Nullable PlatformPause pause;
    private final List<Transition> history = new ArrayList<>();

    private static WorkerView worker(String session, boolean alive, int slots, int rooms) {
        return new WorkerView(
                session,
                alive,
                NOW.minusMillis(400),
                "host-1",
                47,
                "0.1.0",
                NOW,
                slots,
                rooms,
                false,
                new WorkerHealth(false, null, null, null, null, Map.of(), List.of()));
    }

    private void record(String state, Duration age, @Nullable Duration rest) {
        record(state, age, rest, rest == null ? null : "captcha");
    }

    private void record(
            String state, Duration age, @Nullable Duration rest, @Nullable String reason) {
        var held = List.of("opening", "watching", "handing-over", "ending").contains(state);
        record = new RoomRecord(
                1,
                state,
                1790000000001L,
                1790000000000L,
                2,
                NOW.minus(age),
                held ? "w1" : null,
                null,
                rest == null ? null : NOW.plus(rest),
                reason,
                rest == null ? 0 : 3,
                state.equals("paused") ? by : null,
                null);
    }

    private void happened(String what, @Nullable String reason) {
        history.add(new Transition(NOW.minusSeconds(30), what, 1, 1, "w1", reason));
    }

    private void queue(@Nullable Long waiting, long consumers) {
        queue = new QueueLook("jobs.kuaishou", true, waiting, consumers);
    }

    private RoomAnswer answer() {
        var state = new RegistryState(NOW, generation, null, NOW, dispatchers);
        var room = new RoomView(
                state,
                Platform.KUAISHOU,
                "3xabc",
                wanted,
                null,
                pause,
                record,
                unreadable,
                holder,
                joining,
                history);
        return RoomAnswer.of(new Facts(room, workers, queue, brokerAway, badId), ZoneOffset.UTC);
    }

    private void assertWatched(String... words) {
        assertThat(answer().watched()).isEqualTo(Watched.YES);
        assertThat(answer().sentence()).startsWith("Yes: ").contains(words);
    }

    private void assertNotWatched(String... words) {
        assertThat(answer().watched()).isEqualTo(Watched.NO);
        assertThat(answer().sentence()).startsWith("No").contains(words);
    }

    // nobody has claimed it

    @Test
    void nobodyAskedForIt() {
        wanted = false;
        assertNotWatched("nobody asked for it: it is not in ks_lives");
    }

    @Test
    void itsStreamEnded() {
        wanted = false;
        happened("ended", "the platform says so");
        assertNotWatched("its stream ended 30 s ago (the platform says so)");
    }

    @Test
    void itWasTakenOff() {
        wanted = false;
        happened("cancelled", "taken off the lives set");
        assertNotWatched("it was taken off ks_lives, and given up 30 s ago");
    }

    @Test
    void itsIdCannotBeARoom() {
        badId = "'3x abc' cannot be a kuaishou room";
        assertNotWatched("No: '3x abc' cannot be a kuaishou room.");
    }

    @Test
    void noDispatcherRuns() {
        dispatchers = OptionalInt.of(0);
        assertNotWatched("no dispatcher runs that would claim it");
    }

    @Test
    void whereRedisDoesNotTellOfDispatchersOneIsBelievedToBeThere() {
        dispatchers = OptionalInt.empty();
        assertNotWatched("a dispatcher claims it in its next pass");
    }

    @Test
    void theRegistryIsRebuilt() {
        generation = null;
        assertNotWatched("the registry is being rebuilt");
    }

    @Test
    void theBrokerIsAway() {
        brokerAway = "connection refused";
        assertNotWatched("no job can be published: connection refused");
    }

    @Test
    void theBrokerDidNotTakeItsJob() {
        happened("released", "Nacked[]");
        assertNotWatched("RabbitMQ did not take its job 30 s ago (Nacked[])");
    }

    @Test
    void itsRecordIsNonsense() {
        unreadable = true;
        assertThat(answer().watched()).isEqualTo(Watched.UNKNOWN);
        assertThat(answer().sentence()).startsWith("Not known: its record is none");
    }

    @Test
    void aNewerVersionsStateIsNotGuessedAt() {
        record("dreaming", Duration.ofSeconds(3), null);
        assertThat(answer().watched()).isEqualTo(Watched.UNKNOWN);
        assertThat(answer().sentence()).contains("'dreaming', which this version does not know");
    }

    // it waits

    @Test
    void itIsJustClaimed() {
        record("claimed", Duration.ofSeconds(3), null);
        assertNotWatched("a dispatcher claimed it 3.0 s ago and publishes its job");
    }

    @Test
    void itsClaimIsOld() {
        record("claimed", Duration.ofSeconds(40), null);
        assertNotWatched("did not get its job published; it gets a fresh one");
        dispatchers = OptionalInt.of(0);
        assertNotWatched("the dispatcher that claimed it 40 s ago is gone, and no other runs");
        brokerAway = "blocked";
        assertNotWatched("RabbitMQ does not answer, so its job cannot be published: blocked");
    }

    @Test
    void itsJobWaitsForAWorker() {
        record("queued", Duration.ofSeconds(40), null);
        queue(7L, 1);
        assertNotWatched("its job is one of 7 that wait on jobs.kuaishou");
        queue(0L, 1);
        assertNotWatched("its job is on its way to a worker");
        queue(7L, 0);
        assertNotWatched("no worker takes jobs from jobs.kuaishou", "danmaku.worker.platforms");
        workers = List.of(worker("w1", true, 2, 2), worker("w2", false, 9, 0));
        queue(7L, 2);
        assertNotWatched("no worker has a free slot (1 worker with 2 slots)");
        workers = List.of(worker("w2", false, 9, 0));
        assertNotWatched("its job waits, and no worker runs");
    }

    @Test
    void aBrokerThatDoesNotTellWhatWaitsIsNotBelievedToBeEmpty() {
        record("queued", Duration.ofSeconds(40), null);
        queue(null, 1);
        assertNotWatched("its job waits on jobs.kuaishou; workers take them at the pace");
        assertThat(answer().code()).isEqualTo(WhyCode.PACED);
        assertThat(answer().values()).doesNotContainKey("jobs");
        assertThat(WhyText.of(answer(), ZoneOffset.UTC)).contains("some waiting, 1 consumer");
        assertThat(JsonMapper.builder()
                        .build()
                        .readTree(WhyJson.of(answer()))
                        .path("queue")
                        .has("waiting"))
                .isFalse();
    }

    @Test
    void itsJobWaitsOnABrokerThatIsAway() {
        record("queued", Duration.ofSeconds(40), null);
        brokerAway = "connection refused";
        assertNotWatched("its job waits on RabbitMQ, which does not answer: connection refused");
    }

    @Test
    void itIsGivenARest() {
        record("parked", Duration.ofMinutes(1), Duration.ofMinutes(4));
        assertNotWatched("it is given a rest until 2026-11-21 12:04:00, in 4 min: captcha");
        record("parked", Duration.ofMinutes(1), Duration.ofSeconds(-2));
        assertNotWatched("a rest (captcha) that is over: it gets a fresh job");
        dispatchers = OptionalInt.of(0);
        assertNotWatched("that is over, but no dispatcher runs");
    }

    // it is in a worker's hands

    @Test
    void itIsWatched() {
        record("watching", Duration.ofMinutes(5), null);
        holder = worker("w1", true, 2, 1);
        assertWatched("worker w1 on host-1 has watched it since 2026-11-21 11:55:00 (5 min ago)");
    }

    @Test
    void itIsStillWatchedThoughNobodyWantsIt() {
        record("watching", Duration.ofMinutes(5), null);
        holder = worker("w1", true, 2, 1);
        wanted = false;
        assertWatched("it was taken off ks_lives");
    }

    @Test
    void itIsGivenAway() {
        record("handing-over", Duration.ofSeconds(20), null);
        holder = worker("w1", true, 2, 1);
        joining = worker("w2", true, 2, 1);
        assertWatched("giving it away since");
        assertThat(WhyText.of(answer(), ZoneOffset.UTC)).contains("joining      w2, on host-1");
    }

    @Test
    void itsStreamEndedAndItsPlatformIsAskedOnceMore() {
        record("ending", Duration.ofSeconds(2), null, "the stream ended");
        holder = worker("w1", true, 2, 1);
        wanted = false;
        assertNotWatched(
                "its stream ended 2.0 s ago (the stream ended); worker w1 on host-1 asks once more");
    }

    @Test
    void itIsBeingJoined() {
        record("opening", Duration.ofSeconds(2), null);
        holder = worker("w1", true, 2, 1);
        assertNotWatched("Not yet: worker w1 on host-1 took it 2.0 s ago");
    }

    @Test
    void itsHolderIsDead() {
        record("watching", Duration.ofSeconds(2), null);
        holder = worker("w1", false, 2, 1);
        assertNotWatched("died: it was last heard of 0.4 s ago; another takes it over");
        dispatchers = OptionalInt.of(0);
        assertNotWatched("no dispatcher runs that would give it to another");
        workers = List.of();
        assertNotWatched("no other worker runs");
    }

    // how it is told

    @Test
    void theSentenceComesFirstThenWhatItIsMadeOf() {
        record("parked", Duration.ofMinutes(1), Duration.ofMinutes(4));
        happened("watching", null);
        happened("parked", "captcha\u001b[31m");

        assertThat(WhyText.of(answer(), ZoneOffset.UTC)).isEqualTo("""
                No: it is given a rest until 2026-11-21 12:04:00, in 4 min: captcha.

                room         kuaishou:3xabc
                ks_lives     it is in it
                record       parked since 2026-11-21 11:59:00 (60 s ago)
                epoch        1790000000000-1790000000001-2 (generation, job, term)
                next retry   2026-11-21 12:04:00 (in 4 min)
                parked       3 times so far
                last reason  captcha?[31m (parked, 30 s ago)
                workers      1 living, 2 free slots
                registry     generation 1790000000000, 1 dispatcher

                WHEN                            what      worker  reason
                2026-11-21 11:59:30 (30 s ago)  watching  w1
                2026-11-21 11:59:30 (30 s ago)  parked    w1      captcha?[31m
                """);
    }

    @Test
    void scriptsGetTheSameAsJson() {
        record("watching", Duration.ofMinutes(5), null);
        holder = worker("w1", true, 2, 1);
        happened("reconnected", "reset by peer");

        var json = JsonMapper.builder().build().readTree(WhyJson.of(answer()));

        assertThat(json.path("v").asInt()).isEqualTo(1);
        assertThat(json.path("platform").asString()).isEqualTo("kuaishou");
        assertThat(json.path("room").asString()).isEqualTo("3xabc");
        assertThat(json.path("watched").asBoolean()).isTrue();
        assertThat(json.path("code").asString()).isEqualTo("watching");
        assertThat(json.path("values").toString())
                .isEqualTo("{\"at\":%d,\"host\":\"host-1\",\"worker\":\"w1\"}"
                        .formatted(NOW.minus(Duration.ofMinutes(5)).toEpochMilli()));
        assertThat(json.path("wanted").asBoolean()).isTrue();
        assertThat(json.path("record").path("state").asString()).isEqualTo("watching");
        assertThat(json.path("record").path("epoch").asString())
                .isEqualTo("1790000000000-1790000000001-2");
        assertThat(json.path("holder").path("host").asString()).isEqualTo("host-1");
        assertThat(json.path("history").path(0).path("reason").asString())
                .isEqualTo("reset by peer");
        assertThat(json.path("registry").path("at").asLong()).isEqualTo(NOW.toEpochMilli());
        assertThat(json.has("queue")).isFalse();
        assertThat(json.has("rejected")).isFalse();
    }

    @Test
    void whatTheSentenceNamesIsToldByName() {
        record("parked", Duration.ofMinutes(1), Duration.ofMinutes(4));
        assertThat(answer().code().word()).isEqualTo("resting");
        assertThat(answer().values())
                .isEqualTo(Map.of(
                        "reason", new WhyValue.Text("captcha"),
                        "until", new WhyValue.Time(NOW.plus(Duration.ofMinutes(4)))));

        record("queued", Duration.ofSeconds(40), null);
        queue(7L, 2);
        workers = List.of(worker("w1", true, 2, 2));
        assertThat(answer().code().word()).isEqualTo("no-free-slot");
        assertThat(answer().values())
                .isEqualTo(
                        Map.of("workers", new WhyValue.Number(1), "slots", new WhyValue.Number(2)));
    }

    @Test
    void aRoomThatAPersonPausedSaysWhoDidAndHowItGoesOn() {
        record("paused", Duration.ofMinutes(5), null, "by alice");

        assertThat(answer().watched()).isEqualTo(Watched.NO);
        assertThat(answer().sentence())
                .isEqualTo(
                        "No: it was paused 5 min ago, by alice; `danmaku resume ks:3xabc` lets it go on.");
    }

    @Test
    void aRoomOfAPausedPlatformSaysSo() {
        pause = new PlatformPause("bob", NOW.minusSeconds(60));
        by = "platform";
        record("paused", Duration.ofMinutes(5), null, "with its platform, by bob");
        assertThat(answer().sentence())
                .isEqualTo(
                        "No: all of kuaishou is paused, by bob 60 s ago; `danmaku resume kuaishou` lets it go on.");

        record = null;
        wanted = true;
        assertThat(answer().sentence())
                .startsWith("No: all of kuaishou is paused, by bob 60 s ago");
    }

    @Test
    void aRoomWhosePlatformGoesOnIsAboutToGetAJob() {
        by = "platform";
        record("paused", Duration.ofMinutes(5), null, "with its platform, by bob");

        assertThat(answer().sentence())
                .startsWith("Not yet: it was paused with its platform, which goes on");
    }
}
