package dev.danmaku.bench.beside;

import dev.danmaku.bench.cluster.Cluster;
import dev.danmaku.bench.cluster.RoleProcess;
import dev.danmaku.bench.cluster.WorkerPlan;
import dev.danmaku.registry.Keys;
import dev.danmaku.room.Platform;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;

/** One dispatcher and workers of ours; a rebalance would move rooms for another reason than the fault. */
final class OurSide extends Side {
    private static final Platform PLATFORM = Platform.BILIBILI;

    private @Nullable RoleProcess dispatcher;

    OurSide(Cluster cluster) {
        super(cluster, Way.OURS);
    }

    @Override
    String livesKey() {
        return PLATFORM.livesKey();
    }

    @Override
    long running() {
        return cluster().redis().hlen(Keys.running(PLATFORM));
    }

    @Override
    void startFeeding() throws IOException, InterruptedException {
        dispatcher = cluster().dispatcher();
    }

    /** The cluster gives it a folder. */
    @Override
    RoleProcess worker(String name, int slots) throws IOException, InterruptedException {
        return cluster()
                .worker(WorkerPlan.of(EnumSet.of(PLATFORM), slots, "-Xmx256m")
                        .onItsOwn()
                        .with("--danmaku.worker.rebalance=false"));
    }

    @Override
    Path folder() {
        return cluster().folder();
    }

    @Override
    void collectGarbage() throws IOException, InterruptedException {
        for (var worker : workers()) {
            worker.heapAfterGc();
            worker.heapAfterGc();
        }
    }

    @Override
    public void close() {
        super.close();
        if (dispatcher != null) {
            cluster().discard(dispatcher);
            dispatcher = null;
        }
    }
}
