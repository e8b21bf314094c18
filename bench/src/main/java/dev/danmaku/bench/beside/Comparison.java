package dev.danmaku.bench.beside;

import dev.danmaku.bench.beside.FaultRun.Fault;
import dev.danmaku.bench.beside.LoadRun.Load;
import dev.danmaku.bench.cluster.Cluster;
import dev.danmaku.bench.figure.Machine;
import dev.danmaku.bench.figure.TreeFigures;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** What was measured of each side, as the rows of one table. */
public final class Comparison {
    private static final double MIB = 1 << 20;
    private static final String NOT_MEASURED = "-";

    private final Map<String, Map<Way, String>> rows = new LinkedHashMap<>();
    private final Map<Way, Load> loads = new LinkedHashMap<>();
    private final Map<Way, Outcome> kills = new LinkedHashMap<>();

    public void load(LoadRun run, Way way, Cluster cluster)
            throws IOException, InterruptedException {
        var load = run.measure(way, cluster);
        loads.put(way, load);
        var plan = load.plan();
        put(
                way,
                "`sadd` to joined, " + plan.few() + " rooms at random moments",
                load.sadd().toString());
        put(
                way,
                plan.more() + " more rooms at once, until the last is joined",
                text("%.2f s", load.startMillis() / 1e3));
        put(way, "memory with " + plan.few() + " rooms", memory(load.small()));
        put(
                way,
                "memory with " + (plan.few() + plan.more()) + " rooms",
                memory(load.large())
                        + text(
                                " (%.0f MiB before a collection)",
                                load.largeBefore().pssBytes() / MIB));
        put(
                way,
                "memory of each further room, with its process where it has one",
                text("%.0f KiB", load.bytesForEach() / 1024));
        put(
                way,
                "CPU a message, one a second in each room",
                text("%.0f us (%,d messages)", load.cpuMicrosForEach(), load.messages()));
        put(way, "chats not on disk, and lines twice", load.missing() + ", " + load.twice());
        put(way, "rooms that this machine could carry by that, computed", roomsOfTheMachine(load));
    }

    public void faults(FaultRun run, Way way, Cluster cluster, boolean children)
            throws IOException, InterruptedException {
        var faults = switch (way) {
            case TUNED -> List.of(Fault.CHILD);
            default ->
                children
                        ? List.of(Fault.KILL, Fault.STOP, Fault.CHILD)
                        : List.of(Fault.KILL, Fault.STOP);
        };
        run.measure(way, cluster, faults).forEach((fault, outcome) -> {
            if (fault == Fault.KILL) {
                kills.put(way, outcome);
            }
            put(
                    way,
                    switch (fault) {
                        case KILL -> "`kill -9` of all processes of one of 3 workers";
                        case STOP ->
                            "SIGTERM of one of 3 workers, SIGKILL "
                                    + run.plan().grace().toSeconds() + " s later";
                        case CHILD -> "`kill -9` of children of a worker, one by one";
                    },
                    outcome);
        });
    }

    public void freeze(FreezeRun run, FreezeRun.Plan plan)
            throws IOException, InterruptedException {
        run.end()
                .forEach((way, outcome) -> put(
                        way,
                        "SIGSTOP of one of 2 workers for " + plan.still().toSeconds() + " s",
                        outcome));
    }

    public void timeout(TimeoutRun run, TimeoutRun.Plan plan, List<Way> ways, Cluster cluster)
            throws IOException, InterruptedException {
        run.measure(ways, cluster)
                .forEach((way, outcome) -> put(
                        way,
                        text(
                                "`consumer_timeout` of %d s, seen for %d s",
                                plan.timeout().toSeconds(), plan.seen().toSeconds()),
                        outcome));
    }

    private void put(Way way, String row, String cell) {
        rows.computeIfAbsent(row, r -> new LinkedHashMap<>()).put(way, cell);
        Cluster.tell(way.title() + ": " + row + ": " + cell);
    }

    private void put(Way way, String fault, Outcome outcome) {
        put(
                way,
                fault + ": unwatched",
                outcome.toldUnwatched() + (outcome.note().isEmpty() ? "" : "; " + outcome.note()));
        put(way, fault + ": watched twice", outcome.toldTwice());
        put(way, fault + ": chats missing", outcome.toldLost());
    }

    /** Whichever ends first: its memory, with nothing left for anybody else, or its processors. */
    private static String roomsOfTheMachine(Load load) {
        var byMemory = (Machine.memoryBytes() - load.small().pssBytes())
                / Math.max(1, load.bytesForEach());
        var byProcessors = Machine.cores() * 1e6 / load.cpuMicrosForEach();
        return text("%,.0f by memory, %,.0f by processors", byMemory, byProcessors);
    }

    private static String memory(TreeFigures figures) {
        return text("%.0f MiB, %d processes", figures.pssBytes() / MIB, figures.processes());
    }

    /** In a few words: what one side is in. */
    public String brief(Way way) {
        var load = loads.get(way);
        if (load == null) {
            return way.title() + " was not measured";
        }
        var told = text(
                "%s: %.0f KiB a further room, CPU %.0f us a message, %d rooms joined in %.1f s, `sadd` to joined p50 %.0f ms",
                way.title(),
                load.bytesForEach() / 1024,
                load.cpuMicrosForEach(),
                load.plan().more(),
                load.startMillis() / 1e3,
                load.sadd().percentile(50));
        var kill = kills.get(way);
        return kill == null ? told : told + ", unwatched after `kill -9` " + kill.toldUnwatched();
    }

    /** A table in Markdown, a column for each side. */
    public List<String> table() {
        var lines = new ArrayList<String>();
        lines.add(line("", Way::title));
        lines.add(line("---", way -> "---"));
        rows.forEach(
                (row, cells) -> lines.add(line(row, way -> cells.getOrDefault(way, NOT_MEASURED))));
        return lines;
    }

    private static String line(String first, Function<Way, String> cell) {
        return "| "
                + String.join(
                        " | ",
                        Stream.concat(Stream.of(first), Stream.of(Way.values()).map(cell))
                                .toList())
                + " |";
    }

    private static String text(String form, Object... values) {
        return String.format(Locale.ROOT, form, values);
    }
}
