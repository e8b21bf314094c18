package dev.danmaku.simulator;

import dev.danmaku.simulator.bilibili.BilibiliOptions;
import dev.danmaku.simulator.douyu.DouyuOptions;
import dev.danmaku.simulator.kuaishou.KuaishouOptions;

import java.time.Duration;
import java.util.function.Consumer;

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
        return with(draft -> draft.host = host);
    }

    public SimulatorOptions withPort(int port) {
        return with(draft -> draft.port = port);
    }

    public SimulatorOptions withThreads(int threads) {
        return with(draft -> draft.threads = threads);
    }

    public SimulatorOptions withSeed(long seed) {
        return with(draft -> draft.seed = seed);
    }

    public SimulatorOptions withPushInterval(Duration pushInterval) {
        return with(draft -> draft.pushInterval = pushInterval);
    }

    public SimulatorOptions withIdleInterval(Duration idleInterval) {
        return with(draft -> draft.idleInterval = idleInterval);
    }

    public SimulatorOptions withKuaishou(KuaishouOptions kuaishou) {
        return with(draft -> draft.kuaishou = kuaishou);
    }

    public SimulatorOptions withDouyu(DouyuOptions douyu) {
        return with(draft -> draft.douyu = douyu);
    }

    public SimulatorOptions withBilibili(BilibiliOptions bilibili) {
        return with(draft -> draft.bilibili = bilibili);
    }

    private SimulatorOptions with(Consumer<Draft> change) {
        var draft = new Draft(this);
        change.accept(draft);
        return draft.options();
    }

    /** The components, while one of them changes. */
    private static final class Draft {
        private String host;
        private int port;
        private int threads;
        private long seed;
        private Duration pushInterval;
        private Duration idleInterval;
        private KuaishouOptions kuaishou;
        private DouyuOptions douyu;
        private BilibiliOptions bilibili;

        private Draft(SimulatorOptions from) {
            host = from.host;
            port = from.port;
            threads = from.threads;
            seed = from.seed;
            pushInterval = from.pushInterval;
            idleInterval = from.idleInterval;
            kuaishou = from.kuaishou;
            douyu = from.douyu;
            bilibili = from.bilibili;
        }

        private SimulatorOptions options() {
            return new SimulatorOptions(
                    host,
                    port,
                    threads,
                    seed,
                    pushInterval,
                    idleInterval,
                    kuaishou,
                    douyu,
                    bilibili);
        }
    }
}
