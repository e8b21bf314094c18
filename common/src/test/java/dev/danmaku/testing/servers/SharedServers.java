package dev.danmaku.testing.servers;

import org.jspecify.annotations.Nullable;

/** One server of each kind for all tests of this JVM; started when first asked for, ended with the JVM. */
public final class SharedServers {
    private static @Nullable TestRedis redis;
    private static @Nullable TestRabbit rabbit;
    private static @Nullable TestPostgres postgres;

    private SharedServers() {}

    public static synchronized TestRedis redis() {
        if (redis == null) {
            redis = TestRedis.start();
        }
        return redis;
    }

    public static synchronized TestRabbit rabbit() {
        if (rabbit == null) {
            rabbit = TestRabbit.start();
        }
        return rabbit;
    }

    /** Without fsync: what it stores need not outlive this machine. */
    public static synchronized TestPostgres postgres() {
        if (postgres == null) {
            postgres = TestPostgres.start("fsync=off", "max_connections=200");
        }
        return postgres;
    }

    /** Empties what earlier tests left, where there were any. */
    static synchronized void resetRedis() {
        if (redis != null) {
            redis.reset();
        }
    }

    /** Empties what earlier tests left, where there were any. */
    static synchronized void resetRabbit() {
        if (rabbit != null) {
            rabbit.reset();
        }
    }
}
