package dev.danmaku.testing.servers;

import java.time.Duration;

/** A private server of the tests, which may be stopped, killed and frozen. */
public abstract class TestServer implements AutoCloseable {
    private final ServerHost host;
    private final Duration startLimit;

    TestServer(ServerHost host, Duration startLimit) {
        this.host = host;
        this.startLimit = startLimit;
    }

    /** Starts it, and waits until it lets in a client. */
    static <S extends TestServer> S started(S server) {
        try {
            server.startAndAwait();
            return server;
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    /** The port on 127.0.0.1; the same after a restart. */
    public final int port() {
        return host.port();
    }

    /** Ends it as an operator would. */
    public void stop() {
        host.stop();
    }

    /** Ends it at once, by SIGKILL. */
    public final void kill() {
        host.kill();
    }

    /** Freezes it: connections stay, nothing answers, until {@link #resume()}. */
    public final void pause() {
        host.pause();
    }

    public final void resume() {
        host.resume();
    }

    /** Starts it on the same port with what it kept, after stopping it where it runs. */
    public final void restart() {
        stop();
        startAndAwait();
    }

    /** Ends it and deletes its data. */
    @Override
    public final void close() {
        host.close();
    }

    final void startAndAwait() {
        host.start();
        ServerHost.awaitAnswer(host, startLimit, this::answers);
    }

    /** Whether a client gets in. */
    abstract boolean answers();

    final ServerHost host() {
        return host;
    }
}
