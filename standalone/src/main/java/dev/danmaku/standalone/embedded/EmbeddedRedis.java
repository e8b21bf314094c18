package dev.danmaku.standalone.embedded;

import com.github.fppt.jedismock.RedisServer;
import com.github.fppt.jedismock.server.ServiceOptions;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;

/** jedis-mock, a Redis in pure Java, with what it lacks added. */
public final class EmbeddedRedis implements AutoCloseable {
    private final RedisServer server;
    private final int port;
    private boolean closed;

    private EmbeddedRedis(RedisServer server) {
        this.server = server;
        this.port = server.getBindPort();
    }

    /**
     * Starts it at once.
     *
     * @param wantedPort 0 for any free one; a taken one is replaced by a free one
     * @throws UncheckedIOException if it cannot listen
     */
    public static EmbeddedRedis start(int wantedPort) {
        var server = RedisServer.newRedisServer(
                        FreePort.orAny(wantedPort), InetAddress.getLoopbackAddress())
                .setOptions(ServiceOptions.withInterceptor(new RedisCommands()));
        try {
            return new EmbeddedRedis(server.start());
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the embedded Redis does not start: " + e.getMessage(), e);
        }
    }

    public int port() {
        return port;
    }

    /** For {@code danmaku.redis-url}. */
    public String url() {
        return "redis://127.0.0.1:" + port;
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            server.stop();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
