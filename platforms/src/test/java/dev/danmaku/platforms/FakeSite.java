package dev.danmaku.platforms;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A site whose every answer the test chooses, for a path or for a path with its query; what it was not told is 404. */
public final class FakeSite implements AutoCloseable {
    private static final Reply NOT_FOUND = new Reply(404, "", Map.of(), false);

    /** Paths with their queries, in the order they came. */
    public final List<String> asked = new CopyOnWriteArrayList<>();

    public final List<Headers> headers = new CopyOnWriteArrayList<>();
    private final Map<String, Reply> replies = new ConcurrentHashMap<>();
    private final CountDownLatch released = new CountDownLatch(1);
    private final ExecutorService serving = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;

    private record Reply(
            int status, String body, Map<String, List<String>> headers, boolean held) {}

    public FakeSite() {
        try {
            server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(serving);
        server.createContext("/", this::serve);
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    public void reply(String path, String body) {
        reply(path, 200, body);
    }

    public void reply(String path, int status, String body) {
        replies.put(path, new Reply(status, body, Map.of(), false));
    }

    public void replyWithCookies(String path, String body, String... setCookies) {
        replies.put(path, new Reply(200, body, Map.of("Set-Cookie", List.of(setCookies)), false));
    }

    public void redirect(String path, String location) {
        replies.put(path, new Reply(302, "", Map.of("Location", List.of(location)), false));
    }

    public void forget(String path) {
        replies.remove(path);
    }

    /** The head of that answer comes; its body waits for {@link #release}. */
    public void hold(String path) {
        replies.computeIfPresent(
                path, (_, reply) -> new Reply(reply.status(), reply.body(), reply.headers(), true));
    }

    public void release() {
        released.countDown();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            var uri = exchange.getRequestURI();
            asked.add(uri.toString());
            headers.add(exchange.getRequestHeaders());
            var ofPath = replies.getOrDefault(uri.getPath(), NOT_FOUND);
            answer(exchange, replies.getOrDefault(uri.toString(), ofPath));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void answer(HttpExchange exchange, Reply reply)
            throws IOException, InterruptedException {
        var body = reply.body().getBytes(UTF_8);
        exchange.getResponseHeaders().putAll(reply.headers());
        exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
        if (reply.held()) {
            exchange.getResponseBody().flush();
            released.await();
        }
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        release();
        server.stop(0);
        serving.shutdownNow();
    }
}
