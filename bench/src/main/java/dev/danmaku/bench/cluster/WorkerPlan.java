package dev.danmaku.bench.cluster;

import dev.danmaku.room.Platform;

import java.util.List;
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
        return of(Platform.KUAISHOU, slots, jvm);
    }

    /** A platform's rooms, as quickly as it can. */
    public static WorkerPlan of(Platform platform, int slots, String... jvm) {
        var own = "--danmaku.platforms." + platform.label();
        return new WorkerPlan(
                slots,
                false,
                List.of(jvm),
                List.of(
                        "--danmaku.worker.slots=" + slots,
                        "--danmaku.worker.platforms=" + platform.label(),
                        own + ".connects-per-second=0",
                        own + ".lookups-per-second=0"));
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
