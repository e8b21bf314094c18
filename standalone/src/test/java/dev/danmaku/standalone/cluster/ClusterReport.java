package dev.danmaku.standalone.cluster;

import dev.danmaku.room.BadRoomId;
import dev.danmaku.standalone.cluster.RegistryView.Entry;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** What there is to know about a cluster whose test failed. */
final class ClusterReport {
    private static final int ROOMS = 8;

    private final Cluster cluster;
    private final StringBuilder text = new StringBuilder();

    private ClusterReport(Cluster cluster) {
        this.cluster = cluster;
    }

    /** Never fails: a server that does not answer is part of the report. */
    static String of(Cluster cluster) {
        var report = new ClusterReport(cluster);
        report.registry();
        report.line(
                "queues",
                () -> cluster.rabbit()
                        .ctl(
                                "list_queues",
                                "--quiet",
                                "name",
                                "messages_ready",
                                "messages_unacknowledged",
                                "consumers")
                        .replace("\n", "; "));
        report.line("simulator", () -> cluster.simulator().kuaishou().counts());
        report.troubledRooms();
        report.line("last events", () -> lines(cluster.events().last(ROOMS)));
        cluster.processes().forEach(report::process);
        return report.text.toString();
    }

    private void registry() {
        var registry = cluster.registry();
        line("generation", registry::generation);
        line("lives", () -> sized(registry.lives()));
        line("sessions", registry::sessions);
        line(
                "records",
                () -> registry.entries().values().stream()
                        .collect(Collectors.groupingBy(
                                entry -> entry.state() + " " + entry.session(),
                                Collectors.counting())));
        line("rejected", () -> sized(registry.rejected().keySet()));
    }

    /** Rooms that are live or wanted and not watched exactly once: the first few, in full. */
    private void troubledRooms() {
        line("rooms not joined once", () -> {
            var rooms = new TreeSet<>(cluster.registry().lives());
            cluster.simulator().kuaishou().rooms().stream()
                    .filter(room -> room.counts().joined() > 1)
                    .forEach(room -> rooms.add(room.id().id()));
            var troubled = rooms.stream().filter(room -> joined(room) != 1).toList();
            var entries = cluster.registry().entries();
            return troubled.size()
                    + troubled.stream()
                            .limit(ROOMS)
                            .map(room -> room(room, entries))
                            .collect(Collectors.joining());
        });
    }

    private String room(String room, Map<String, Entry> entries) {
        var told = cluster.simulator().kuaishou().find(room);
        return "\n  %s: %d sockets, %s\n    history %s\n    timeline %s\n    last events %s"
                .formatted(
                        room,
                        joined(room),
                        entries.get(room),
                        cluster.registry().history(room),
                        told.map(known -> last(known.timeline().moments())),
                        lines(last(eventsOf(room))));
    }

    /** None where the id cannot be a room. */
    private List<JsonNode> eventsOf(String room) {
        try {
            return cluster.events().of(room);
        } catch (BadRoomId e) {
            return List.of();
        }
    }

    private static String lines(List<JsonNode> events) {
        return events.stream().map(event -> "\n      " + event).collect(Collectors.joining());
    }

    private int joined(String room) {
        return cluster.simulator()
                .kuaishou()
                .find(room)
                .map(known -> known.counts().joined())
                .orElse(0);
    }

    private static <T> List<T> last(List<T> all) {
        return all.subList(Math.max(0, all.size() - ROOMS), all.size());
    }

    private static String sized(Collection<String> names) {
        var few = new ArrayList<String>();
        names.stream()
                .limit(ROOMS)
                .forEach(
                        name -> few.add(name.length() > 80 ? name.substring(0, 80) + "..." : name));
        return names.size() + " " + few;
    }

    private void process(ChildProcess process) {
        line(
                "process " + process.name(),
                () -> "pid %d, %s\n%s"
                        .formatted(
                                process.pid(),
                                process.alive() ? "alive" : "ended",
                                process.tail()));
    }

    private void line(String name, Supplier<?> value) {
        text.append('\n').append(name).append(": ");
        try {
            text.append(value.get());
        } catch (RuntimeException e) {
            text.append(e);
        }
    }
}
