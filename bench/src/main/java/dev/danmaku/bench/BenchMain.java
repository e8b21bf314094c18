package dev.danmaku.bench;

import dev.danmaku.bench.figure.Machine;

import org.jspecify.annotations.Nullable;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;

/** Runs one bench and prints its line of the table in {@code bench/README.md}; what it does goes to standard error. */
public final class BenchMain {
    private static final int USAGE = 2;

    private BenchMain() {}

    /** What can be measured. */
    enum Name {
        DECODE(
                "decode speed of each platform, beside plain parsing and another client",
                DecodeBench::run),
        DISK("decoded pushes to JSONL files, beside the same work on one thread", DiskBench::run),
        SADD("sadd to joined socket, beside a bare client that looks up and joins", SaddBench::run),
        START(
                "start of a worker process to its first job, with and without what a JVM learnt",
                StartBench::run),
        CLAIM("rooms claimed and confirmed, beside bare confirmed publishing", ClaimBench::run),
        ROOMS("memory, threads and CPU of a worker with many rooms; Linux", RoomsBench::run),
        FULL(
                "one worker with as many rooms of all platforms as its open files allow; Linux",
                FullBench::one),
        MANY(
                "some workers with thousands of rooms each, one of which is killed; Linux",
                FullBench::killed),
        STORE(
                "decoded events into SQLite and PostgreSQL, beside their own bulk loads; questions",
                StoreBench::run),
        EXPORT(
                "a room's events out of a store into files of each format, and back",
                ExportBench::run),
        REGISTRY(
                "claims and takes a second of the registry, beside bare writes",
                RegistryBench::run),
        CREW(
                "what Redis takes for beats and looks of a thousand workers, beside their list",
                CrewBench::run),
        RECONCILE(
                "passes over a million watched rooms, beside bare scans; Linux",
                ReconcileBench::run),
        KILL("time unwatched after a worker is killed, beside bare joins", FaultBench::kill),
        STOP("time unwatched, or watched twice, after a worker is stopped", FaultBench::stop),
        FREEZE("time that nobody reads after a worker is frozen", FaultBench::freeze),
        DRAIN("one worker gives all its rooms away: how long, and what is lost", DrainBench::run),
        SSE(
                "events from sockets to many open pages of the console, some of which never read",
                SseBench::run),
        CELERY(
                "cost and faults beside Celery workers and an asyncio client; Linux",
                CeleryBench::run),
        LOAD(
                "records what slots are asked for while streams begin and end and things fail",
                LoadBench::run),
        SCALE_SIM(
                "a large cluster in simulated time: dispatch, deaths, an upgrade, a platform's outage",
                ScaleBench::run),
        SOAK("minutes of random faults of all kinds, and what they cost", SoakBench::run);

        private final String what;
        private final Bench bench;

        Name(String what, Bench bench) {
            this.what = what;
            this.bench = bench;
        }

        private String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    public static void main(String[] args) throws Exception {
        var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        var name = args.length == 0 ? null : find(args[0]);
        if (name == null) {
            out.println("bench/run NAME [option=number ...]");
            for (var known : Name.values()) {
                out.printf(Locale.ROOT, "  %-9s %s%n", known.word(), known.what);
            }
            System.exit(args.length == 0 ? 0 : USAGE);
            return;
        }
        var options = Options.parse(List.of(args).subList(1, args.length));
        var load = Machine.load();
        print(out, name, options, load, name.bench.run(options));
        System.exit(0);
    }

    private static @Nullable Name find(String word) {
        for (var name : Name.values()) {
            if (name.word().equals(word)) {
                return name;
            }
        }
        return null;
    }

    private static void print(
            PrintStream out, Name name, Options options, double load, Figure figure) {
        figure.notes().forEach(note -> out.println("  " + note));
        out.printf(Locale.ROOT, "  load of the machine before: %.2f%n", load);
        out.printf(
                Locale.ROOT,
                "| %s | %s | %s | %s | `bench/run %s%s` | %s |%n",
                figure.what(),
                figure.numbers(),
                figure.beside(),
                Machine.describe(),
                name.word(),
                options,
                LocalDate.now(ZoneOffset.UTC));
    }
}
