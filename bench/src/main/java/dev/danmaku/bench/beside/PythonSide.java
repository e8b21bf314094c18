package dev.danmaku.bench.beside;

import dev.danmaku.bench.cluster.Cluster;
import dev.danmaku.bench.cluster.RoleProcess;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A poller and Celery workers, or the asyncio client, which does everything itself. */
final class PythonSide extends Side {
    private @Nullable RoleProcess poller;

    PythonSide(Cluster cluster, Way way) {
        super(cluster, way);
    }

    @Override
    String livesKey() {
        return "python_" + way().word() + "_lives";
    }

    @Override
    long running() {
        return cluster().redis().scard(livesKey() + "_running");
    }

    @Override
    void startFeeding() throws IOException, InterruptedException {
        Files.createDirectories(folder());
        if (way() != Way.ASYNCIO) {
            poller = cluster()
                    .program(
                            way().word() + "-poller",
                            Python.script("poller.py"),
                            environment(folder()),
                            "started");
        }
    }

    @Override
    RoleProcess worker(String name, int slots) throws IOException, InterruptedException {
        var environment = environment(folder().resolve(name));
        return way() == Way.ASYNCIO
                ? cluster()
                        .program(name, Python.script("asyncio_client.py"), environment, "started")
                : cluster().program(name, celery(name, slots), environment, "ready.");
    }

    /** Gossip and mingle are left out: they are for people who look at workers, and cost time at the start. */
    private List<String> celery(String name, int slots) {
        var command = new ArrayList<>(Python.celery());
        command.addAll(List.of("-A", "app", "worker", "--loglevel=INFO"));
        command.add("--pool=" + (way() == Way.GEVENT ? "gevent" : "prefork"));
        command.add("--concurrency=" + slots);
        command.add("--hostname=" + name + "@%h");
        command.addAll(List.of("--without-gossip", "--without-mingle"));
        return command;
    }

    /** A proxy of the machine's is not for the simulator. */
    private Map<String, String> environment(Path folder) {
        var environment = new HashMap<String, String>();
        environment.put("PYTHONPATH", Python.sources().toString());
        environment.put("PYTHONUNBUFFERED", "1");
        environment.put("PYTHONDONTWRITEBYTECODE", "1");
        environment.put("NO_PROXY", "127.0.0.1");
        environment.put("no_proxy", "127.0.0.1");
        environment.put("C_FORCE_ROOT", "1");
        environment.put("BENCH_SITE", site());
        environment.put("BENCH_FOLDER", folder.toString());
        environment.put("BENCH_LIVES", livesKey());
        environment.put("BENCH_REDIS", cluster().redisUri());
        environment.put("BENCH_AMQP", cluster().rabbit().uri() + "//");
        environment.put("BENCH_TUNED", way() == Way.TUNED ? "1" : "0");
        return environment;
    }

    private String site() {
        var url = cluster().simulator().settings().get("danmaku.platforms.bilibili.live-api-url");
        if (url == null) {
            throw new IllegalStateException("the simulator has no Bilibili");
        }
        return url;
    }

    @Override
    Path folder() {
        return cluster().folder().resolve("python-" + way().word());
    }

    @Override
    public void close() {
        super.close();
        if (poller != null) {
            cluster().discard(poller);
            poller = null;
        }
    }
}
