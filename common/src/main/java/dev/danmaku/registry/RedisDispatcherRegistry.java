package dev.danmaku.registry;

import dev.danmaku.job.Job;
import dev.danmaku.job.JobKind;
import dev.danmaku.registry.PatrolAnswer.Finding;
import dev.danmaku.registry.PatrolAnswer.Why;
import dev.danmaku.room.BadRoomId;
import dev.danmaku.room.Platform;
import dev.danmaku.room.RoomId;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import redis.clients.jedis.UnifiedJedis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/** The dispatcher's scripts on Redis. Safe for use by many threads. */
public final class RedisDispatcherRegistry implements DispatcherRegistry {
    private static final Logger LOG = LoggerFactory.getLogger(RedisDispatcherRegistry.class);

    private final Scripts scripts;

    public RedisDispatcherRegistry(UnifiedJedis redis) {
        this(redis, System::nanoTime);
    }

    /** @param nanoTime as {@link System#nanoTime} */
    public RedisDispatcherRegistry(UnifiedJedis redis, LongSupplier nanoTime) {
        this.scripts = new Scripts(redis, nanoTime);
    }

    @Override
    public UnclaimedAnswer unclaimed(Platform platform, String cursor, int step) {
        var reply = scripts.run("unclaimed", platform, List.of(cursor, Integer.toString(step)));
        if (Replies.rebuilding(reply)) {
            return new UnclaimedAnswer.Rebuilding();
        }
        var rows = Replies.list(reply);
        return new UnclaimedAnswer.Page(
                Replies.text(reply, 1),
                rows.subList(2, rows.size()).stream().map(Object::toString).toList());
    }

    @Override
    public ClaimAnswer claim(Platform platform, List<String> ids) {
        return freshJobs(platform, scripts.run("claim", platform, ids));
    }

    @Override
    public int confirm(List<Job> jobs) {
        return byPlatform(
                jobs,
                (platform, own) -> asInt(scripts.run("confirm", platform, roomsAndJobs(own))));
    }

    @Override
    public int release(List<Job> jobs, String reason) {
        return byPlatform(jobs, (platform, own) -> {
            var args = new ArrayList<String>();
            args.add(reason);
            args.addAll(roomsAndJobs(own));
            return asInt(scripts.run("release", platform, args));
        });
    }

    @Override
    public PatrolAnswer patrol(Platform platform, String cursor, PatrolLimits limits) {
        var reply = scripts.run(
                "patrol",
                platform,
                List.of(
                        cursor,
                        Integer.toString(limits.step()),
                        millis(limits.claimedGrace()),
                        millis(limits.queuedGrace()),
                        millis(limits.queuedLongGrace()),
                        millis(limits.openingGrace())));
        if (Replies.rebuilding(reply)) {
            return new PatrolAnswer.Rebuilding();
        }
        var rows = Replies.list(reply);
        var findings = rows.subList(4, rows.size()).stream()
                .flatMap(row -> finding(platform, row).stream())
                .toList();
        var counts = Replies.list(rows.get(3));
        return new PatrolAnswer.Page(
                Replies.number(reply, 1),
                Replies.text(reply, 2),
                Replies.number(counts, 0),
                Math.toIntExact(Replies.number(counts, 1)),
                states(counts),
                findings);
    }

    private static Map<String, Integer> states(List<Object> counts) {
        var states = new HashMap<String, Integer>();
        for (var i = 2; i < counts.size(); i += 2) {
            states.put(Replies.text(counts, i), Math.toIntExact(Replies.number(counts, i + 1)));
        }
        return states;
    }

    @Override
    public ScaleAnswer scale(Platform platform, long resting, Duration window) {
        var reply = scripts.run("scale", platform, List.of(Long.toString(resting), millis(window)));
        return Replies.rebuilding(reply)
                ? new ScaleAnswer.Rebuilding()
                : new ScaleAnswer.Needed(Replies.number(reply, 1), Replies.number(reply, 2));
    }

    /** Empty for what no claim can have made: a record under an impossible id, written by another hand. */
    private static Optional<Finding> finding(Platform platform, Object row) {
        try {
            return Optional.of(new Finding(
                    Why.valueOf(Replies.text(row, 0).toUpperCase(Locale.ROOT).replace('-', '_')),
                    new RoomId(platform, Replies.text(row, 1)),
                    Replies.number(row, 2),
                    Replies.text(row, 3),
                    Replies.absentIfEmpty(Replies.text(row, 4))));
        } catch (BadRoomId e) {
            LOG.debug("no record of ours in {}: {}", Keys.running(platform), e.getMessage());
            return Optional.empty();
        }
    }

    @Override
    public ClaimAnswer repair(Platform platform, List<Finding> findings) {
        var args = new ArrayList<String>();
        for (var finding : findings) {
            args.add(finding.room().id());
            args.add(Long.toString(finding.job()));
            args.add(finding.state());
            args.add(finding.session() == null ? "" : finding.session());
        }
        return freshJobs(platform, scripts.run("repair", platform, args));
    }

    @Override
    public GoneAnswer gone(Platform platform, long generation, List<Finding> findings) {
        var args = new ArrayList<String>();
        args.add(Long.toString(generation));
        for (var finding : findings) {
            args.add(finding.room().id());
            args.add(Long.toString(finding.job()));
        }
        var reply = scripts.run("gone", platform, args);
        if (!Replies.text(reply, 0).equals("ok")) {
            return new GoneAnswer.OtherGeneration();
        }
        var deleted = 0;
        Map<String, List<RoomId>> toTell = new HashMap<>();
        for (var i = 0; i < findings.size(); i++) {
            switch (Replies.text(reply, i + 1)) {
                case "deleted" -> deleted++;
                case "kept" -> {}
                case String session ->
                    toTell.computeIfAbsent(session, s -> new ArrayList<>())
                            .add(findings.get(i).room());
            }
        }
        return new GoneAnswer.Settled(deleted, toTell);
    }

    @Override
    public OperatorAnswer pause(Platform platform, List<Finding> findings) {
        return RedisOperatorRegistry.pause(
                scripts,
                platform,
                RoomRecord.BY_PLATFORM,
                "",
                findings.stream().map(Finding::room).toList());
    }

    @Override
    public OpenAnswer openGeneration(List<String> heard) {
        // the generation is one for all platforms: any of them names its keys
        var reply = scripts.run("open-generation", Platform.KUAISHOU, heard);
        return Replies.text(reply, 0).equals("ok")
                ? new OpenAnswer.Open(Replies.number(reply, 1))
                : new OpenAnswer.WaitingFor(Replies.text(reply, 1));
    }

    private static ClaimAnswer freshJobs(Platform platform, Object reply) {
        if (Replies.rebuilding(reply)) {
            return new ClaimAnswer.Rebuilding();
        }
        var generation = Replies.number(reply, 1);
        var jobs = new ArrayList<Job>();
        for (var i = 2; i < Replies.list(reply).size(); i += 2) {
            jobs.add(new Job(
                    Replies.number(reply, i + 1),
                    generation,
                    JobKind.WATCH,
                    new RoomId(platform, Replies.text(reply, i))));
        }
        return new ClaimAnswer.Claimed(jobs);
    }

    private interface Step {
        int apply(Platform platform, List<Job> own);
    }

    private static int byPlatform(List<Job> jobs, Step step) {
        return jobs.stream()
                .collect(Collectors.groupingBy(job -> job.room().platform()))
                .entrySet()
                .stream()
                .mapToInt(own -> step.apply(own.getKey(), own.getValue()))
                .sum();
    }

    private static List<String> roomsAndJobs(List<Job> jobs) {
        var args = new ArrayList<String>(jobs.size() * 2);
        for (var job : jobs) {
            args.add(job.room().id());
            args.add(Long.toString(job.id()));
        }
        return args;
    }

    private static int asInt(Object reply) {
        return Math.toIntExact((Long) reply);
    }

    private static String millis(Duration duration) {
        return Long.toString(duration.toMillis());
    }
}
