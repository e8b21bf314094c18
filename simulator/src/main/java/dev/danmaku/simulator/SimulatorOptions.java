package dev.danmaku.simulator;

import dev.danmaku.simulator.bilibili.BilibiliOptions;
import dev.danmaku.simulator.douyu.DouyuOptions;
import dev.danmaku.simulator.kuaishou.KuaishouOptions;

import java.time.Duration;

/**
 * How a simulator is built.
 *
 * @param host address to listen on
 * @param port first port to listen on, Kuaishou's and the control API's; 0 takes a free one
 * @param threads event loops; one carries tens of thousands of sockets
 * @param seed names, texts, ids and tokens follow from it
 * @param pushInterval how often rooms tell what happened
 * @param idleInterval how often they tell their counters while nothing happens
 */
public record SimulatorOptions(
        String host,
        int port,
        int threads,
        long seed,
        Duration pushInterval,
        Duration idleInterval,
        KuaishouOptions kuaishou,
        DouyuOptions douyu,
        BilibiliOptions bilibili) {
    private static final int MAX_THREADS = 64;

    public SimulatorOptions {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("a port is 0 to 65535, not " + port);
        }
        if (threads < 1 || threads > MAX_THREADS) {
            throw new IllegalArgumentException(
                    "threads must be 1 to %d, not %d".formatted(MAX_THREADS, threads));
        }
        if (pushInterval.toMillis() < 1 || !idleInterval.isPositive()) {
            throw new IllegalArgumentException("pushes are at least a millisecond apart");
        }
    }

    /** A free port of this host, one thread, the intervals of the real sites. */
    public static SimulatorOptions defaults() {
        return new SimulatorOptions(
                "127.0.0.1",
                0,
                1,
                1,
                Duration.ofSeconds(1),
                Duration.ofSeconds(5),
                KuaishouOptions.defaults(),
                DouyuOptions.defaults(),
                BilibiliOptions.defaults());
    }

    public SimulatorOptions withHost(String host) {
        return new SimulatorOptions(
                host, port, threads, seed, pushInterval, idleInterval, kuaishou, douyu, bilibili);
    }

    public SimulatorOptions withPort(int port) {
        return new SimulatorOptions(
                host, port, threads, seed, pushInterval, idleInterval, kuaishou, douyu, bilibili);
    }

    public SimulatorOptions withThreads(int threads) {
        return new SimulatorOptions(
                host, port, threads, seed, pushInterval, idleInterval, kuaishou, douyu, bilibili);
    }

    public SimulatorOptions withSeed(long seed) {
        return new SimulatorOptions(
                host, port, threads, seed, pushInterval, idleInterval, kuaishou, douyu, bilibili);
    }

    public SimulatorOptions withPushInterval(Duration pushInterval) {
        return new SimulatorOptions(
                host, port, threads, seed, pushInterval, idleInterval, kuaishou, douyu, bilibili);
    }

    public SimulatorOptions withIdleInterval(Duration idleInterval) {
        return new SimulatorOptions(
                host, port, threads, seed, pushInterval, idleInterval, kuaishou, douyu, bilibili);
    }

    public SimulatorOptions withKuaishou(KuaishouOptions kuaishou) {
        return new SimulatorOptions(
                host, port, threads, seed, pushInterval, idleInterval, kuaishou, douyu, bilibili);
    }

    public SimulatorOptions withDouyu(DouyuOptions douyu) {
        return new SimulatorOptions(
                host, port, threads, seed, pushInterval, idleInterval, kuaishou, douyu, bilibili);
    }

    public SimulatorOptions withBilibili(BilibiliOptions bilibili) {
        return new SimulatorOptions(
                host, port, threads, seed, pushInterval, idleInterval, kuaishou, douyu, bilibili);
    }
}
