package dev.danmaku.look;

import dev.danmaku.look.ClusterStatus.QueuePart;
import dev.danmaku.look.ClusterStatus.RegistryPart;
import dev.danmaku.registry.PlatformCounts;
import dev.danmaku.registry.RegistryState;
import dev.danmaku.registry.WorkerView;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** The status of a cluster as people read it. */
public final class StatusText {
    private static final List<String> STATES = List.of(
            "watching",
            "opening",
            "handing-over",
            "ending",
            "queued",
            "claimed",
            "parked",
            "paused");

    private StatusText() {}

    /** Its lines, each with its end; what did not answer is told by whoever prints it. */
    public static String of(ClusterStatus status, ZoneId zone) {
        var parts = new ArrayList<String>();
        if (status.registry() != null) {
            parts.add(registry(status.registry(), zone));
        }
        if (status.queues() != null) {
            parts.add(queues(status.queues()));
        }
        return String.join("\n", parts);
    }

    private static String registry(RegistryPart part, ZoneId zone) {
        var words = new Words(part.state().now(), zone);
        return "%s\n%s\n%s"
                .formatted(
                        state(part.state(), words),
                        rooms(part.platforms(), words),
                        workers(part.workers(), words));
    }

    private static String state(RegistryState state, Words words) {
        var lines = new StringBuilder();
        if (state.rebuilding()) {
            lines.append(
                    "The registry is being rebuilt: Redis is fresh or lost its data, and the workers write their"
                            + " rooms back.\n");
        } else {
            lines.append("Generation %d\n".formatted(state.generation()));
        }
        state.dispatchers()
                .ifPresent(count -> lines.append(Words.count(count, "dispatcher"))
                        .append(count == 0 ? ": nothing new is dispatched\n" : "\n"));
        if (state.deserted()) {
            lines.append("No dispatcher and no worker has asked for anything since ")
                    .append(words.when(state.lastSeen()))
                    .append('\n');
        }
        return lines.toString();
    }

    private static String rooms(List<PlatformCounts> platforms, Words words) {
        var others = new TreeSet<String>();
        platforms.forEach(counts -> others.addAll(counts.states().keySet()));
        others.removeAll(Set.copyOf(STATES));
        var head = new ArrayList<>(List.of("ROOMS", ">lives"));
        STATES.forEach(state -> head.add(">" + state));
        others.forEach(state -> head.add(">" + Words.clean(state)));
        head.addAll(List.of(">rejected", ""));
        var table = Table.of(head.toArray(String[]::new));
        for (var counts : platforms) {
            var row = new ArrayList<Object>();
            row.add(counts.platform().label());
            row.add(counts.lives());
            STATES.forEach(state -> row.add(counts.in(state)));
            others.forEach(state -> row.add(counts.in(state)));
            row.add(counts.rejected());
            row.add(String.join("; ", remarks(counts, words)));
            table.row(row.toArray());
        }
        return table.toString();
    }

    private static List<String> remarks(PlatformCounts counts, Words words) {
        var remarks = new ArrayList<String>();
        var pause = counts.pause();
        if (pause != null) {
            remarks.add("paused%s%s"
                    .formatted(
                            pause.by().isEmpty() ? "" : " by " + Words.clean(pause.by()),
                            pause.at() == null ? "" : " since " + words.when(pause.at())));
        }
        var retry = counts.nextRetry();
        if (retry != null) {
            remarks.add("next retry " + words.when(retry));
        }
        if (counts.orphans() > 0) {
            remarks.add(counts.orphans() + " of a dead worker");
        }
        if (counts.unreadable() > 0) {
            remarks.add(counts.unreadable() + " unreadable");
        }
        return remarks;
    }

    private static String workers(List<WorkerView> workers, Words words) {
        if (workers.isEmpty()) {
            return "No worker.\n";
        }
        var table = Table.of("WORKER", "host", "version", ">slots", ">rooms", "last beat", "");
        for (var worker : workers) {
            var beat = worker.lastBeat();
            table.row(
                    Words.clean(worker.session()),
                    Words.clean(worker.host()),
                    Words.clean(worker.version()),
                    worker.slots(),
                    worker.rooms(),
                    beat == null ? "unknown" : words.distance(beat),
                    doing(worker));
        }
        return table.toString();
    }

    private static String doing(WorkerView worker) {
        if (!worker.alive()) {
            return "dead";
        }
        if (worker.health().standingBy()) {
            return worker.rooms() == 0 ? "holding" : "holding, gives its rooms away";
        }
        return worker.draining() ? "draining" : "";
    }

    private static String queues(QueuePart part) {
        var table = Table.of("QUEUE", ">waiting", ">consumers");
        for (var look : part.looks()) {
            table.row(
                    look.queue(),
                    look.exists() ? Objects.requireNonNullElse(look.waiting(), "?") : "none yet",
                    look.exists() ? look.consumers() : "");
        }
        return "%s %s\n%s".formatted(part.broker().product(), part.broker().version(), table);
    }
}
