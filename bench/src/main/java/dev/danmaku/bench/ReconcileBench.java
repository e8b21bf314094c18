package dev.danmaku.bench;

import dev.danmaku.bench.cluster.Cluster;
import dev.danmaku.bench.cluster.RoleProcess;
import dev.danmaku.bench.figure.ProcessFigures;
import dev.danmaku.config.DispatcherSettings;
import dev.danmaku.registry.DispatcherRegistry;
import dev.danmaku.registry.Keys;
import dev.danmaku.registry.PatrolAnswer;
import dev.danmaku.registry.PatrolLimits;
import dev.danmaku.registry.RedisConnections;
import dev.danmaku.registry.RedisDispatcherRegistry;
import dev.danmaku.registry.UnclaimedAnswer;
import dev.danmaku.room.Platform;

import redis.clients.jedis.params.ScanParams;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * A dispatcher beside so many rooms that all are watched: how long its passes over the lives set and over the running registry take, when
 * there is nothing to do, and what it needs of memory. Then the same walks with Redis for themselves. Beside it, both keys read bare, with
 * cursors of the same step.
 */
final class ReconcileBench {
    private static final Platform PLATFORM = Platform.KUAISHOU;
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final int SCAN = DispatcherSettings.DEFAULTS.scanBatch();
    private static final Pattern PASS =
            Pattern.compile("\\[(dispatch|repair)-ks] .* a pass took (\\d{1,9}) ms");

    private final Cluster cluster;
    private final RoleProcess dispatcher;
    private final int rooms;
    private final int passes;

    private ReconcileBench(Cluster cluster, RoleProcess dispatcher, int rooms, int passes) {
        this.cluster = cluster;
        this.dispatcher = dispatcher;
        this.rooms = rooms;
        this.passes = passes;
    }

    static Figure run(Options options) throws Exception {
        var rooms = options.count("rooms", 1_000_000);
        var passes = options.count("passes", 5);
        options.requireNoOthers();
        if (!ProcessFigures.available()) {
            throw new IllegalStateException("memory is read from /proc: this needs Linux");
        }
        try (var cluster = Cluster.start(SlowCommands.CONFIG)) {
            var dispatcher = cluster.dispatcher("--danmaku.log-level=debug");
            return new ReconcileBench(cluster, dispatcher, rooms, passes).measure();
        }
    }

    private Figure measure() throws IOException, InterruptedException {
        var watched = WatchedRooms.likeOne(cluster);
        var heapBefore = dispatcher.heapAfterGc();
        var rssBefore = dispatcher.figures().rssBytes();
        watched.fill(rooms);
        var bare = bareScans();
        cluster.redis().slowlogReset();
        var from = dispatcher.log().size();
        var rss = awaitPasses(from);
        var slow = SlowCommands.read(
                cluster.redis(), Set.of("SADD", "SSCAN", "HSCAN", "EXEC", "SLOWLOG", "INFO"));
        requireUntouched();
        var heap = dispatcher.heapAfterGc();
        var memory = cluster.redisInfo("memory", "used_memory");
        cluster.stop(dispatcher);
        var claimAlone = alone(this::walkLivesSet);
        var patrolAlone = alone(this::walkRegistry);
        var claim = median(millis(from, "dispatch"));
        var patrol = median(millis(from, "repair"));
        var notes = new ArrayList<>(slow.notes());
        notes.addFirst("passes over the lives set, ms: " + millis(from, "dispatch"));
        notes.add(1, "passes over the running registry, ms: " + millis(from, "repair"));
        return new Figure(
                String.format(
                        Locale.ROOT,
                        "reconcile passes over %,d rooms, all watched (median of %d)",
                        rooms,
                        passes),
                String.format(
                        Locale.ROOT,
                        "lives set %s, running registry %s; in a dispatcher, where both go on at once, %.2f s and %.2f s; "
                                + "longest Redis command %s; dispatcher's heap after GC %.1f MiB (without rooms %.1f), "
                                + "RSS at most %.0f MiB (without rooms %.0f); Redis %.0f MiB",
                        claimAlone,
                        patrolAlone,
                        claim / 1e3,
                        patrol / 1e3,
                        slow.longest(),
                        mebi(heap),
                        mebi(heapBefore),
                        mebi(rss),
                        mebi(rssBefore),
                        mebi(memory)),
                String.format(
                        Locale.ROOT,
                        "bare SSCAN and HSCAN of both keys over one connection: %.2f s; ratio of both walks %.1f",
                        bare,
                        (claimAlone.seconds + patrolAlone.seconds) / bare),
                notes);
    }

    /** @return seconds */
    private double bareScans() {
        Cluster.tell("reading both keys bare");
        var begun = System.nanoTime();
        var params = new ScanParams().count(SCAN);
        var cursor = ScanParams.SCAN_POINTER_START;
        do {
            cursor = cluster.redis().sscan(PLATFORM.livesKey(), cursor, params).getCursor();
        } while (!cursor.equals(ScanParams.SCAN_POINTER_START));
        do {
            cursor = cluster.redis()
                    .hscan(Keys.running(PLATFORM), cursor, params)
                    .getCursor();
        } while (!cursor.equals(ScanParams.SCAN_POINTER_START));
        return (System.nanoTime() - begun) / 1e9;
    }

    /** @return the dispatcher's largest RSS meanwhile, bytes */
    private long awaitPasses(int from) throws InterruptedException {
        Cluster.tell("waiting for " + passes + " passes of each kind");
        var most = new long[1];
        cluster.await("enough passes", LIMIT.multipliedBy(3), LOOK, () -> {
            try {
                most[0] = Math.max(most[0], dispatcher.figures().rssBytes());
            } catch (IOException e) {
                throw new IllegalStateException("/proc tells nothing of the dispatcher", e);
            }
            return millis(from, "dispatch").size() == passes
                    && millis(from, "repair").size() == passes;
        });
        return most[0];
    }

    /** Of the passes that ended since, without the first one, which may have begun before. */
    private List<Long> millis(int fromLine, String loop) {
        return dispatcher.log().stream()
                .skip(fromLine)
                .map(PASS::matcher)
                .filter(line -> line.find() && line.group(1).equals(loop))
                .map(line -> Long.parseLong(line.group(2)))
                .skip(1)
                .limit(passes)
                .toList();
    }

    private void requireUntouched() {
        var records = cluster.redis().hlen(Keys.running(PLATFORM));
        var job = cluster.redis().get("danmaku_job");
        if (records != rooms) {
            throw new IllegalStateException(
                    "the dispatcher did something: " + records + " records, last job " + job);
        }
    }

    /** A walk that has Redis for itself. */
    private record Walk(double seconds, double redisCpu) {
        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT, "%.2f s (%.2f s of Redis' CPU time)", seconds, redisCpu);
        }
    }

    /** The same scripts as those of a pass. @return the quickest of some */
    private Walk alone(Consumer<DispatcherRegistry> walk) {
        Cluster.tell("walking alone");
        var walks = new ArrayList<Walk>();
        try (var client = RedisConnections.open(cluster.redisSettings(), "bench")) {
            var registry = new RedisDispatcherRegistry(client);
            for (var i = 0; i < passes; i++) {
                var cpu = cluster.redisCpuSeconds();
                var begun = System.nanoTime();
                walk.accept(registry);
                walks.add(new Walk(
                        (System.nanoTime() - begun) / 1e9, cluster.redisCpuSeconds() - cpu));
            }
        }
        return walks.stream().min(Comparator.comparingDouble(Walk::seconds)).orElseThrow();
    }

    private void walkLivesSet(DispatcherRegistry registry) {
        var cursor = UnclaimedAnswer.START;
        do {
            var page = (UnclaimedAnswer.Page) registry.unclaimed(PLATFORM, cursor, SCAN);
            requireNothing(page.ids());
            cursor = page.cursor();
        } while (!cursor.equals(UnclaimedAnswer.START));
    }

    private void walkRegistry(DispatcherRegistry registry) {
        var usual = DispatcherSettings.DEFAULTS;
        var limits = new PatrolLimits(
                SCAN,
                usual.claimedGrace(),
                usual.queuedGrace(),
                usual.queuedLongGrace(),
                usual.openingGrace());
        var cursor = PatrolAnswer.START;
        do {
            var page = (PatrolAnswer.Page) registry.patrol(PLATFORM, cursor, limits);
            requireNothing(page.findings());
            cursor = page.cursor();
        } while (!cursor.equals(PatrolAnswer.START));
    }

    private static void requireNothing(List<?> found) {
        if (!found.isEmpty()) {
            throw new IllegalStateException("something was found to do: " + found.getFirst());
        }
    }

    private static double median(List<Long> millis) {
        return millis.stream().sorted().skip(millis.size() / 2).findFirst().orElseThrow();
    }

    private static double mebi(double bytes) {
        return bytes / 1048576.0;
    }
}
