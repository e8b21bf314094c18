package dev.danmaku.bench.beside;

import dev.danmaku.bench.cluster.Cluster;
import dev.danmaku.bench.cluster.RoleProcess;
import dev.danmaku.bench.figure.TreeFigures;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One way to watch rooms, on a cluster: what feeds its workers, and the workers. Sides of one cluster do not meet. */
public abstract class Side implements AutoCloseable {
    private final Cluster cluster;
    private final Way way;
    private final List<RoleProcess> workers = new ArrayList<>();
    private int started;

    Side(Cluster cluster, Way way) {
        this.cluster = cluster;
        this.way = way;
    }

    static Side of(Way way, Cluster cluster) {
        return way == Way.OURS ? new OurSide(cluster) : new PythonSide(cluster, way);
    }

    Cluster cluster() {
        return cluster;
    }

    Way way() {
        return way;
    }

    /** Its workers, the eldest first. */
    List<RoleProcess> workers() {
        return workers;
    }

    /** The Redis SET of its rooms. */
    abstract String livesKey();

    /** How many rooms are noted as being watched. */
    abstract long running();

    /** Starts what gives rooms to workers. */
    abstract void startFeeding() throws IOException, InterruptedException;

    /** Returns when it can watch so many rooms. */
    final RoleProcess startWorker(int slots) throws IOException, InterruptedException {
        var worker = worker(way.word() + "-" + started++, slots);
        workers.add(worker);
        return worker;
    }

    abstract RoleProcess worker(String name, int slots) throws IOException, InterruptedException;

    /** Has a folder of each worker, and they have the events. */
    abstract Path folder();

    /** Memory and time of all its workers. */
    final TreeFigures figures() throws IOException {
        return TreeFigures.of(
                workers.stream().flatMap(worker -> worker.pids().stream()).toList());
    }

    /** Gives back what is not in use, where that can be asked for. */
    void collectGarbage() throws IOException, InterruptedException {}

    final void kill(RoleProcess worker) throws InterruptedException {
        workers.remove(worker);
        cluster.kill(worker);
    }

    /** @return whether it ended by itself */
    final boolean stop(RoleProcess worker, Duration grace) throws InterruptedException {
        workers.remove(worker);
        return cluster.stop(worker, grace);
    }

    /** Ends its workers and what feeds them, and does not ask. */
    @Override
    public void close() {
        workers.forEach(cluster::discard);
        workers.clear();
    }
}
