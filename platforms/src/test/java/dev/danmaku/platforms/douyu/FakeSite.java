package dev.danmaku.platforms.douyu;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import dev.danmaku.config.Address;
import dev.danmaku.config.DouyuSettings;
import dev.danmaku.config.PlatformSettings;
import dev.danmaku.config.Secret;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A site whose every answer the test chooses; what it was not told to answer is 404. */
public final class FakeSite implements AutoCloseable {
    public final List<String> asked = new CopyOnWriteArrayList<>();
    public final List<Headers> headers = new CopyOnWriteArrayList<>();
    private final Map<String, Reply> replies = new ConcurrentHashMap<>();
    private final ExecutorService serving = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;

    private record Reply(int status, String body, Optional<String> location) {}

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

    public void reply(String path, int status, String body) {
        replies.put(path, new Reply(status, body, Optional.empty()));
    }

    public void redirect(String path, String location) {
        replies.put(path, new Reply(302, "", Optional.of(location)));
    }

    /** Everything here, over TCP; without limits but for the look-ups'. */
    public DouyuSettings settings(double lookupsPerSecond, Secret cookie, int tcpPort) {
        var url = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        var patience = Duration.ofSeconds(10);
        return new DouyuSettings(
                new PlatformSettings(
                        cookie,
                        Secret.NONE,
                        Optional.empty(),
                        0,
                        0,
                        lookupsPerSecond,
                        patience,
                        patience,
                        patience,
                        patience),
                url,
                url,
                List.of(URI.create("ws://127.0.0.1:1")),
                List.of(new Address("127.0.0.1", tcpPort)),
                DouyuSettings.Transport.TCP);
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            var uri = exchange.getRequestURI().toString();
            asked.add(uri);
            headers.add(exchange.getRequestHeaders());
            var reply = replies.getOrDefault(uri, new Reply(404, "", Optional.empty()));
            reply.location().ifPresent(to -> exchange.getResponseHeaders().add("Location", to));
            var body = reply.body().getBytes(UTF_8);
            exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
            if (body.length > 0) {
                exchange.getResponseBody().write(body);
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
        serving.shutdownNow();
    }
}
