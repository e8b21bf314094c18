package dev.danmaku.console.web;

import io.netty.channel.ChannelException;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.QueryStringDecoder;

import org.reactivestreams.Publisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.resources.LoopResources;

import java.io.ByteArrayOutputStream;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;

/** Listens, reads requests, and sends what the routes answer. See the package. */
public final class WebServer implements AutoCloseable {
    /** More is no list of rooms that a person pasted. */
    public static final int MAX_BODY_BYTES = 256 * 1024;

    private static final int MAX_DISCARDED_BYTES = 8 << 20;
    private static final Logger LOG = LoggerFactory.getLogger(WebServer.class);
    private static final String API = "/api/";
    private static final int IO_THREADS = 2;
    private static final int MAX_LINE_BYTES = 8 * 1024;
    private static final int MAX_HEADER_BYTES = 16 * 1024;
    private static final int COMPRESS_FROM_BYTES = 1024;
    /** Beside those that hear live data. */
    private static final int MORE_CONNECTIONS = 500;

    private static final Duration IDLE = Duration.ofSeconds(60);
    private static final Duration READING = Duration.ofSeconds(15);
    private static final Duration STOPPING = Duration.ofSeconds(2);

    private final Routes routes;
    private final Doorkeeper door;
    private final PageFiles files = new PageFiles();
    private final WorkPools pools = new WorkPools();
    private final LoopResources loops = LoopResources.create("console-io", 1, IO_THREADS, true);
    private final AtomicInteger connections = new AtomicInteger();
    private final DisposableServer server;

    /**
     * Listens.
     *
     * @param port 0 for any free one
     * @param maxClients that may hear live data; some more connections are let in
     * @throws reactor.netty.ChannelBindException if the port is taken
     */
    public WebServer(String address, int port, int maxClients, Routes routes, Doorkeeper door) {
        this(address, port, maxClients, routes, door, READING);
    }

    /** @param reading until a request must have come whole */
    WebServer(
            String address,
            int port,
            int maxClients,
            Routes routes,
            Doorkeeper door,
            Duration reading) {
        this.routes = routes;
        this.door = door;
        var maxConnections = maxClients + MORE_CONNECTIONS;
        try {
            this.server = HttpServer.create()
                    .host(address)
                    .port(port)
                    .runOn(loops)
                    .option(ChannelOption.SO_REUSEADDR, true)
                    .httpRequestDecoder(decoder -> decoder.maxInitialLineLength(MAX_LINE_BYTES)
                            .maxHeaderSize(MAX_HEADER_BYTES)
                            .allowDuplicateContentLengths(false))
                    .idleTimeout(IDLE)
                    .requestTimeout(reading)
                    .compress(COMPRESS_FROM_BYTES)
                    .compress((request, response) -> !isFlowing(response))
                    .doOnConnection(connection -> {
                        if (connections.incrementAndGet() > maxConnections) {
                            connection.dispose();
                        }
                        connection.onDispose(connections::decrementAndGet);
                    })
                    .handle(this::handle)
                    .bindNow();
        } catch (RuntimeException e) {
            close(loops, pools);
            throw e;
        }
    }

    private static boolean isFlowing(HttpServerResponse response) {
        return response.responseHeaders().contains("X-Accel-Buffering");
    }

    public int port() {
        return ((InetSocketAddress) server.address()).getPort();
    }

    /** Runs on an event loop. */
    private Publisher<Void> handle(HttpServerRequest request, HttpServerResponse response) {
        Headers.secure(response.responseHeaders());
        try {
            var call = head(request);
            door.checkHost(call);
            return call.path().startsWith(API) || call.path().equals("/api")
                    ? api(call, request, response)
                    : file(call, response);
        } catch (RuntimeException e) {
            return fail(e, request, response);
        }
    }

    private static Call head(HttpServerRequest request) {
        var uri = request.uri();
        var queryAt = uri.indexOf('?');
        var query = new HashMap<String, String>();
        try {
            new QueryStringDecoder(uri)
                    .parameters()
                    .forEach((name, values) -> query.put(name, values.getFirst()));
        } catch (IllegalArgumentException e) {
            throw Problem.bad("The query is not percent-encoded as it should be");
        }
        return new Call(
                request.method().name(),
                queryAt < 0 ? uri : uri.substring(0, queryAt),
                Map.of(),
                query,
                request.requestHeaders(),
                new byte[0],
                address(request.remoteAddress()),
                new Caller(null, null, null, null));
    }

    private static String address(
            java.net.@org.jspecify.annotations.Nullable SocketAddress remote) {
        return remote instanceof InetSocketAddress inet && inet.getAddress() != null
                ? inet.getAddress().getHostAddress()
                : "unknown";
    }

    private Publisher<Void> file(Call call, HttpServerResponse response) {
        if (!call.method().equals("GET") && !call.method().equals("HEAD")) {
            throw Problem.wrongMethod("GET, HEAD");
        }
        var file = files.find(call.path())
                .orElseThrow(() -> Problem.notFound("The page has no such file"));
        // asked for again each time, and answered by a few bytes: a new version shows at once
        response.header(HttpHeaderNames.CACHE_CONTROL, "no-cache")
                .header(HttpHeaderNames.ETAG, file.tag());
        if (file.tag().equals(call.header("If-None-Match"))) {
            return response.status(304).send();
        }
        response.header(HttpHeaderNames.CONTENT_TYPE, file.contentType());
        if (call.method().equals("HEAD")) {
            response.header(HttpHeaderNames.CONTENT_LENGTH, String.valueOf(file.content().length));
            return response.send();
        }
        return response.sendByteArray(Mono.just(file.content()));
    }

    /** The body is read whatever the answer is, so that the connection is at its end when the next request comes. */
    private Publisher<Void> api(Call head, HttpServerRequest request, HttpServerResponse response) {
        if (length(request) > MAX_DISCARDED_BYTES) {
            response.keepAlive(false);
            throw Problem.tooLarge(MAX_BODY_BYTES);
        }
        return body(request)
                .flatMap(body -> {
                    var found = routes.find(head.method(), head.path());
                    var named = head.with(found.params(), body, head.caller());
                    var call = named.with(found.params(), body, door.admit(named, found.route()));
                    return Mono.fromFuture(
                            pools.run(found.route().work(), () -> answer(found.route(), call)));
                })
                .flatMap(answer -> Mono.from(send(answer, response)))
                .onErrorResume(e -> Mono.from(fail(e, request, response)));
    }

    private static long length(HttpServerRequest request) {
        var length = request.requestHeaders().get(HttpHeaderNames.CONTENT_LENGTH);
        return length != null && length.matches("[0-9]{1,18}") ? Long.parseLong(length) : 0;
    }

    /** What is too long is read to its end without being kept: who is cut off while it writes does not hear why. */
    private static Mono<byte[]> body(HttpServerRequest request) {
        return request.receive()
                .asByteArray()
                .reduceWith(Body::new, Body::plus)
                .map(Body::bytes)
                // what the server throws when the request's time is over has no public name
                .onErrorMap(ChannelException.class, e -> Problem.stalled());
    }

    private static final class Body {
        private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
        private long length;

        Body plus(byte[] piece) {
            length += piece.length;
            if (length > MAX_DISCARDED_BYTES) {
                throw Problem.tooLarge(MAX_BODY_BYTES);
            }
            if (length <= MAX_BODY_BYTES) {
                kept.writeBytes(piece);
            }
            return this;
        }

        byte[] bytes() {
            if (length > MAX_BODY_BYTES) {
                throw Problem.tooLarge(MAX_BODY_BYTES);
            }
            return kept.toByteArray();
        }
    }

    private static Answer answer(Route route, Call call) {
        try {
            return route.handler().answer(call);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new CompletionException(e);
        }
    }

    private static Publisher<Void> send(Answer answer, HttpServerResponse response) {
        switch (answer) {
            case Answer.Whole whole -> {
                response.status(whole.status())
                        .header(HttpHeaderNames.CONTENT_TYPE, whole.contentType())
                        .header(HttpHeaderNames.CACHE_CONTROL, "no-store");
                whole.headers().forEach(response::addHeader);
                return response.sendByteArray(Mono.just(whole.body()));
            }
            case Answer.Flowing flowing -> {
                response.header(HttpHeaderNames.CONTENT_TYPE, flowing.contentType())
                        .header(HttpHeaderNames.CACHE_CONTROL, "no-store")
                        // said to proxies that would wait for more; here it keeps the compressor
                        // away
                        .header("X-Accel-Buffering", "no");
                flowing.headers().forEach(response::addHeader);
                return Outflow.send(response, flowing.flow());
            }
        }
    }

    private static Publisher<Void> fail(
            Throwable failure, HttpServerRequest request, HttpServerResponse response) {
        var cause = failure instanceof CompletionException later && later.getCause() != null
                ? later.getCause()
                : failure;
        if (response.hasSentHeaders()) {
            LOG.debug("an answer broke off", cause);
            request.withConnection(connection -> connection.dispose());
            return Mono.empty();
        }
        var problem = cause instanceof Problem known ? known : internal(request, cause);
        response.status(problem.status())
                .header(HttpHeaderNames.CONTENT_TYPE, "application/problem+json")
                .header(HttpHeaderNames.CACHE_CONTROL, "no-store");
        problem.headers().forEach(response::header);
        if (problem.closes()) {
            response.keepAlive(false);
        }
        return response.sendByteArray(Mono.just(problem.json()));
    }

    private static Problem internal(HttpServerRequest request, Throwable cause) {
        LOG.warn("{} {} failed", request.method(), printable(request.path()), cause);
        return Problem.internal();
    }

    private static String printable(String path) {
        return path.length() > 200 ? path.substring(0, 200) + "..." : path;
    }

    @Override
    public void close() {
        server.disposeNow(STOPPING);
        close(loops, pools);
    }

    private static void close(LoopResources loops, WorkPools pools) {
        pools.close();
        loops.disposeLater(Duration.ZERO, STOPPING).block(STOPPING);
    }
}
