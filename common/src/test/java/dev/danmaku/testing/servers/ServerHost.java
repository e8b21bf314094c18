package dev.danmaku.testing.servers;

import org.awaitility.Awaitility;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Where a test server runs: a process of this machine, or a container. */
interface ServerHost {
    /** The port on 127.0.0.1; the same after a restart. */
    int port();

    /** Starts it, also again after it was stopped or killed. */
    void start();

    boolean running();

    /** Ends it gently. Ending one that is ended is fine. */
    void stop();

    /** Ends it at once, by SIGKILL. */
    void kill();

    /** Freezes it, by SIGSTOP: its connections stay, nothing answers. */
    void pause();

    void resume();

    /** Runs its command line tool and gives what that printed. */
    String tool(String... arguments);

    /** Its last words, for a failure's message. */
    String log();

    /** Ends it and deletes what it stored. */
    void close();

    /** Waits until a started server answers; fails at once, with its last words, when it ends instead. */
    static void awaitAnswer(ServerHost host, Duration limit, BooleanSupplier answers) {
        Awaitility.await("the server's first answer")
                .atMost(limit)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> {
                    if (!host.running()) {
                        throw new IllegalStateException("the server ended: " + host.log());
                    }
                    return answers.getAsBoolean();
                });
    }
}
