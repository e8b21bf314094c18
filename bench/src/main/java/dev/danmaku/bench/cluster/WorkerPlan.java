package dev.danmaku.bench.cluster;

import dev.danmaku.room.Platform;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A worker to be started.
 *
 * @param slots how many rooms it may have
 * @param apart with a folder of its own: workers on hosts of their own do not share files
 * @param jvm flags of its virtual machine
 * @param settings as on the command line, {@code --danmaku...=...}
 */
public record WorkerPlan(int slots, boolean apart, List<String> jvm, List<String> settings) {
    public WorkerPlan {
        jvm = List.copyOf(jvm);
        settings = List.copyOf(settings);
    }

    /** Kuaishou's rooms, as quickly as it can. */
    public static WorkerPlan of(int slots, String... jvm) {
        return of(EnumSet.of(Platform.KUAISHOU), slots, jvm);
    }

    /** These platforms' rooms, as quickly as it can. */
    public static WorkerPlan of(Set<Platform> platforms, int slots, String... jvm) {
        var settings = new ArrayList<String>();
        settings.add("--danmaku.worker.slots=" + slots);
        settings.add("--danmaku.worker.platforms="
                + platforms.stream().map(Platform::label).collect(Collectors.joining(",")));
        for (var platform : platforms) {
            var prefix = "--danmaku.platforms." + platform.label();
            settings.add(prefix + ".connects-per-second=0");
            settings.add(prefix + ".lookups-per-second=0");
        }
        return new WorkerPlan(slots, false, List.of(jvm), settings);
    }

    public WorkerPlan onItsOwn() {
        return new WorkerPlan(slots, true, jvm, settings);
    }

    public WorkerPlan with(String setting) {
        return new WorkerPlan(
                slots,
                apart,
                jvm,
                Stream.concat(settings.stream(), Stream.of(setting)).toList());
    }
}
