package dev.danmaku.simulator;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/** A stranger's connection, which remembers every byte that came, and how it ended. */
public abstract class Connection implements AutoCloseable {
    /** For whatever a test waits for. */
    public static final Duration LIMIT = Duration.ofSeconds(10);
    /** The end of who said no word. */
    public static final int ABNORMAL = 1006;
    /** TCP has no code for an orderly end. */
    public static final int END_OF_TCP = 1;

    private final List<byte[]> arrivals = new CopyOnWriteArrayList<>();
    private final List<String> texts = new CopyOnWriteArrayList<>();
    private volatile int ending;

    /** By the JDK's WebSocket. */
    public static Connection webSocket(
            HttpClient http, String url, UnaryOperator<WebSocket.Builder> options) {
        var builder = http.newWebSocketBuilder().connectTimeout(LIMIT);
        return new WebSocketConnection(options.apply(builder), URI.create(url));
    }

    public static Connection tcp(String host, int port) {
        return new TcpConnection(host, port);
    }

    public static ConditionFactory awaiting(String what) {
        return Awaitility.await(what).atMost(LIMIT).pollInterval(Duration.ofMillis(5));
    }

    public abstract void send(byte[] bytes);

    /** What the server agreed on; empty where it did not. */
    public abstract String subprotocol();

    @Override
    public abstract void close();

    /** What brings an end to light that is still hidden. */
    abstract void probe();

    /** One for each WebSocket message, or each read of a TCP stream. */
    public final List<byte[]> arrivals() {
        return List.copyOf(arrivals);
    }

    /** The text messages of a WebSocket. */
    public final List<String> texts() {
        return List.copyOf(texts);
    }

    public final boolean isOpen() {
        return ending == 0;
    }

    /** How the server ended it: a close code, {@link #ABNORMAL} where it sent none, or {@link #END_OF_TCP}. */
    public final int awaitEnd() {
        awaiting("the connection's end").until(() -> {
            probe();
            return ending != 0;
        });
        return ending;
    }

    final void arrived(byte[] bytes) {
        arrivals.add(bytes);
    }

    final void arrived(String text) {
        texts.add(text);
    }

    final void ended(int how) {
        ending = how;
    }
}
