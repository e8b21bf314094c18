package dev.danmaku.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.event.Epoch;
import dev.danmaku.job.Job;
import dev.danmaku.registry.CheckAnswer.Verdict;
import dev.danmaku.registry.PatrolAnswer.Finding;
import dev.danmaku.registry.PatrolAnswer.Page;
import dev.danmaku.registry.PatrolAnswer.Why;
import dev.danmaku.room.Platform;
import dev.danmaku.room.RoomId;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;

import redis.clients.jedis.UnifiedJedis;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What the contracts of the registry have in common: an empty Redis with an open generation, and words for what is done there. */
public abstract class RegistryFixture {
    static final Platform KS = Platform.KUAISHOU;
    static final Duration LONG = Duration.ofMinutes(10);
    static final PatrolLimits ALL_GRACES_OVER = limits(Duration.ofMillis(-1));
    static final PatrolLimits NO_GRACE_OVER = limits(Duration.ofHours(1));

    private static final JsonMapper JSON = JsonMapper.builder().build();

    DispatcherRegistry dispatcher;
    WorkerRegistry worker;
    OperatorRegistry operator;
    long generation;

    private @Nullable UnifiedJedis redis;

    /** The Redis under test; the same for all calls within one test. */
    UnifiedJedis redis() {
        return Objects.requireNonNull(redis);
    }

    /** Redis loses everything, as by a restart without persistence. */
    void loseData() {
        redis().flushAll();
        redis().scriptFlush();
    }

    @BeforeEach
    void openOnEmptyRedis(UnifiedJedis underTest) {
        redis = underTest;
        redis().flushAll();
        dispatcher = new RedisDispatcherRegistry(redis());
        worker = new RedisWorkerRegistry(redis());
        operator = new RedisOperatorRegistry(redis());
        generation = open();
        noAmnesty();
    }

    long open(String... heard) {
        var answer = dispatcher.openGeneration(List.of(heard));
        assertThat(answer).isInstanceOf(OpenAnswer.Open.class);
        return ((OpenAnswer.Open) answer).generation();
    }

    // Redis itself

    /** Redis was seen just now, and has not been away. */
    void noAmnesty() {
        redis().hset("danmaku_pulse", Map.of("seen", nowMillis(), "amnesty", "0"));
    }

    /** Redis has been away since then. */
    void silentFor(Duration silence) {
        var seen = Long.parseLong(nowMillis()) - silence.toMillis();
        redis().hset("danmaku_pulse", "seen", Long.toString(seen));
    }

    /** Milliseconds of Redis' clock. */
    String nowMillis() {
        return (String) redis().eval("local t = redis.call('TIME') "
                + "return tostring(tonumber(t[1]) * 1000 + math.floor(tonumber(t[2]) / 1000))");
    }

    // Sessions

    BeatAnswer beats(String session) {
        return beats(session, 0, null);
    }

    BeatAnswer beats(String session, long known, @Nullable Long restored) {
        return worker.beat(new Beat(session, LONG, "{\"host\":\"test\"}", known, restored));
    }

    /** Its deadline passed long ago, and Redis was there all the time. */
    void dies(String session) {
        redis().zadd(Keys.SESSIONS, 1, session);
        noAmnesty();
    }

    // Rooms

    static RoomId room(String id) {
        return new RoomId(KS, id);
    }

    void wanted(String... ids) {
        redis().sadd(KS.livesKey(), ids);
    }

    void unwanted(String... ids) {
        redis().srem(KS.livesKey(), ids);
    }

    boolean isWanted(String id) {
        return redis().sismember(KS.livesKey(), id);
    }

    Job claimed(String id) {
        wanted(id);
        return claim(id).getFirst();
    }

    List<Job> claim(String... ids) {
        return jobs(dispatcher.claim(KS, List.of(ids)));
    }

    static List<Job> jobs(ClaimAnswer answer) {
        assertThat(answer).isInstanceOf(ClaimAnswer.Claimed.class);
        return ((ClaimAnswer.Claimed) answer).jobs();
    }

    Job queued(String id) {
        var job = claimed(id);
        assertThat(dispatcher.confirm(List.of(job))).isEqualTo(1);
        return job;
    }

    Hold opening(String id, String session) {
        beats(session);
        var job = queued(id);
        assertThat(take(session, job)).isInstanceOf(TakeAnswer.Take.class);
        return new Hold(room(id), job.id(), session);
    }

    Hold watching(String id, String session) {
        var hold = opening(id, session);
        assertThat(worker.tell(new News.Joined(hold))).isEqualTo(HoldAnswer.OK);
        return hold;
    }

    Hold parked(String id, String session, Duration rest) {
        var hold = watching(id, session);
        assertThat(worker.park(hold, rest, "captcha")).isEqualTo(HoldAnswer.OK);
        return hold;
    }

    /** The stream ended, and no new one runs. */
    void ends(Hold hold) {
        assertThat(worker.finish(hold, "the stream ended")).isEqualTo(FinishAnswer.ENDED);
        assertThat(worker.settle(hold, false)).isEqualTo(HoldAnswer.OK);
    }

    TakeAnswer take(String session, Job job) {
        return worker.take(session, List.of(new Question(job, false, null))).getFirst();
    }

    /** A job comes to a session that has its room. */
    TakeAnswer redelivered(String session, Job job) {
        return worker.take(session, List.of(new Question(job, true, null))).getFirst();
    }

    TakeAnswer takeLost(String session, Job job, String holder, long term) {
        return worker.take(
                        session, List.of(new Question(job, false, new Question.Lost(holder, term))))
                .getFirst();
    }

    /** The job's message, as any broker may deliver it once more. */
    Job message(Hold hold) {
        return new Job(hold.job(), generation, dev.danmaku.job.JobKind.WATCH, hold.room());
    }

    Verdict check(Hold hold, long term, long knownGeneration) {
        return check(hold, term, knownGeneration, true);
    }

    Verdict check(Hold hold, long term, long knownGeneration, boolean joined) {
        var held = new HeldRoom(hold.room(), new Epoch(knownGeneration, hold.job(), term), joined);
        return worker.check(hold.session(), List.of(held)).verdicts().getFirst();
    }

    // What lies in Redis

    JsonNode record(String id) {
        return JSON.readTree(redis().hget(Keys.running(KS), id));
    }

    boolean hasRecord(String id) {
        return redis().hexists(Keys.running(KS), id);
    }

    String state(String id) {
        return record(id).path("state").asString();
    }

    /** Newest first. */
    List<JsonNode> history(String id) {
        return redis().lrange(Keys.history(KS, id), 0, -1).stream()
                .map(JSON::readTree)
                .toList();
    }

    // Patrols

    List<Finding> patrol(PatrolLimits limits) {
        var findings = new ArrayList<Finding>();
        var cursor = PatrolAnswer.START;
        do {
            var page = (Page) dispatcher.patrol(KS, cursor, limits);
            findings.addAll(page.findings());
            cursor = page.cursor();
        } while (!cursor.equals(PatrolAnswer.START));
        return findings;
    }

    /** What the repair pass does with everything it finds for this reason. */
    List<Job> repair(Why why) {
        var found = patrol(ALL_GRACES_OVER).stream().filter(f -> f.why() == why).toList();
        return jobs(dispatcher.repair(KS, found));
    }

    private static PatrolLimits limits(Duration grace) {
        return new PatrolLimits(100, grace, grace, grace, grace);
    }
}
