package dev.danmaku.bench;

import dev.danmaku.bench.cluster.Cluster;
import dev.danmaku.bench.cluster.RoleProcess;
import dev.danmaku.bench.cluster.WorkerPlan;
import dev.danmaku.simulator.room.Rates;
import dev.danmaku.simulator.room.SimulatedPlatform;
import dev.danmaku.simulator.room.StreamEnding;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.PriorityQueue;
import java.util.Random;

/**
 * Records what dispatchers ask slots for while streams begin and end, a crowd goes live at once, and servers and processes fail: a line
 * every five seconds, for whoever tries a rule of scaling against it. Streams follow from the seed; their moments do not.
 */
final class LoadBench {
    private static final Duration STEP = Duration.ofSeconds(1);
    private static final int RECORDED_SECONDS = 5;
    private static final Duration UNREADABLE = Duration.ofSeconds(2);
    private static final int WORKERS = 3;
    private static final int DISPATCHERS = 2;
    private static final int MEAN_SECONDS = 10 * 60;
    private static final int SHORTEST_SECONDS = 20;

    // Parts of the time
    private static final double CROWD_AT = 0.2;
    private static final double WORKER_DIES_AT = 0.3;
    private static final double REDIS_HANGS_AT = 0.35;
    private static final double DISPATCHER_DIES_AT = 0.4;
    private static final double EVENING_ENDS_AT = 0.45;

    /** Of those before: what comes and goes late in the night. */
    private static final double NIGHT = 0.3;

    private static final Duration REDIS_HANGS = Duration.ofSeconds(25);
    private static final int CROWD_SECONDS = 60;

    private final Cluster cluster;
    private final SimulatedPlatform site;
    private final Random random;
    private final int seconds;
    private final int evening;
    private final List<RoleProcess> workers = new ArrayList<>();
    private final List<RoleProcess> dispatchers = new ArrayList<>();
    private final List<Integer> ports = new ArrayList<>();
    private final PriorityQueue<Stream> live =
            new PriorityQueue<>(Comparator.comparingInt(Stream::until));
    private final List<String> lines = new ArrayList<>();
    private final List<String> deeds = new ArrayList<>();
    private final HttpClient http = HttpClient.newHttpClient();
    /** Live, and not in the lives set yet. */
    private final List<String> unfed = new ArrayList<>();

    private int streams;

    private record Stream(String room, int until) {}

    private LoadBench(Cluster cluster, int seconds, int evening, int seed) {
        this.cluster = cluster;
        this.site = cluster.simulator().kuaishou();
        this.random = new Random(seed);
        this.seconds = seconds;
        this.evening = evening;
    }

    static Figure run(Options options) throws Exception {
        var minutes = options.count("minutes", 70);
        var rooms = options.count("rooms", 2_500);
        var seed = options.count("seed", 1);
        options.requireNoOthers();
        try (var cluster = Cluster.start()) {
            return new LoadBench(cluster, minutes * 60, rooms, seed).record(minutes);
        }
    }

    private Figure record(int minutes) throws Exception {
        for (var i = 0; i < DISPATCHERS; i++) {
            startDispatcher();
        }
        for (var i = 0; i < WORKERS; i++) {
            startWorker();
        }
        lines.add("second,live,watched,asked");
        var begun = System.nanoTime();
        for (var second = 0; second < seconds; second++) {
            step(second);
            var next = begun + STEP.multipliedBy(second + 1).toNanos();
            Thread.sleep(Duration.ofNanos(Math.max(0, next - System.nanoTime())));
        }
        var file = Path.of("bench/target/load.csv");
        Files.write(file, lines);
        var notes = new ArrayList<>(deeds);
        notes.add("recorded in " + file);
        return new Figure(
                String.format(
                        Locale.ROOT,
                        "%d minutes of streams that begin and end, %,d in all, around %,d at once",
                        minutes,
                        streams,
                        evening),
                "%,d lines".formatted(lines.size() - 1),
                "none",
                notes);
    }

    private void step(int second) throws IOException, InterruptedException {
        while (!live.isEmpty() && live.peek().until() <= second) {
            site.room(live.poll().room()).end(StreamEnding.ANNOUNCED);
        }
        var born = born(second);
        var rooms = new ArrayList<String>();
        for (var i = 0; i < born; i++) {
            rooms.add(begin(second));
        }
        if (at(REDIS_HANGS_AT, second)) {
            deed(second, "Redis hangs for " + REDIS_HANGS.toSeconds() + " s");
            Thread.ofVirtual().start(this::hangRedis);
        }
        unfed.addAll(rooms);
        if (!unfed.isEmpty() && !hangs(second)) {
            cluster.sadd(unfed);
            unfed.clear();
        }
        if (at(WORKER_DIES_AT, second)) {
            deed(second, "a worker is killed");
            cluster.kill(workers.removeFirst());
            startWorker();
        }
        if (at(DISPATCHER_DIES_AT, second)) {
            deed(second, "a dispatcher is killed");
            cluster.kill(dispatchers.removeFirst());
            ports.removeFirst();
            startDispatcher();
        }
        if (second % RECORDED_SECONDS == 0) {
            lines.add(second + "," + live.size() + "," + watched() + "," + asked(second));
        }
    }

    private void deed(int second, String what) {
        deeds.add("after " + second + " s " + what);
        Cluster.tell(deeds.getLast());
    }

    private boolean at(double part, int second) {
        return second == (int) (seconds * part);
    }

    /** Who fills the lives set has to wait, too. */
    private boolean hangs(int second) {
        var from = (int) (seconds * REDIS_HANGS_AT);
        return second >= from && second <= from + REDIS_HANGS.toSeconds();
    }

    /** As many as fill up what ends, the crowd besides. */
    private int born(int second) {
        var wanted = second < seconds * EVENING_ENDS_AT ? evening : evening * NIGHT;
        var perSecond = wanted / MEAN_SECONDS;
        var crowd = second - (int) (seconds * CROWD_AT);
        if (crowd >= 0 && crowd < CROWD_SECONDS) {
            perSecond += (double) evening / CROWD_SECONDS;
        }
        return poisson(second == 0 ? wanted / 2 : perSecond);
    }

    private int poisson(double mean) {
        var left = Math.exp(-Math.min(mean, 500));
        var count = 0;
        for (var product = random.nextDouble(); product > left; product *= random.nextDouble()) {
            count++;
        }
        return mean > 500 ? (int) mean : count;
    }

    private String begin(int second) {
        var room = "3xload" + streams++;
        var lasts = (int) (-Math.log(1 - random.nextDouble()) * MEAN_SECONDS);
        site.room(room).goLive(Rates.QUIET);
        live.add(new Stream(room, second + Math.max(SHORTEST_SECONDS, lasts)));
        return room;
    }

    private long watched() {
        return live.stream()
                .filter(stream -> site.room(stream.room()).counts().joined() > 0)
                .count();
    }

    /** As the autoscaler reads it: of one dispatcher or the other; empty where that does not answer. */
    private String asked(int second) throws InterruptedException {
        try {
            var request = HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:" + port(second) + "/metrics"))
                    .timeout(UNREADABLE)
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.ofLines())
                    .body()
                    .filter(line -> line.startsWith("danmaku_scale_rooms{platform=\"kuaishou\"}"))
                    .map(line -> line.substring(line.indexOf(' ') + 1))
                    .findFirst()
                    .orElse("");
        } catch (IOException e) {
            return "";
        }
    }

    private int port(int second) {
        return ports.get(second / RECORDED_SECONDS % ports.size());
    }

    private void startDispatcher() throws IOException, InterruptedException {
        var port = Cluster.freePort();
        dispatchers.add(cluster.dispatcher("--danmaku.management.port=" + port));
        ports.add(port);
    }

    private void startWorker() throws IOException, InterruptedException {
        workers.add(cluster.worker(WorkerPlan.of(2 * evening, "-Xmx512m").onItsOwn()));
    }

    private void hangRedis() {
        try {
            cluster.pauseRedis(REDIS_HANGS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
