package dev.danmaku.platforms.net;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.MILLISECONDS;

import dev.danmaku.config.ProxyAddress;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.resolver.NoopAddressResolverGroup;

import org.jspecify.annotations.Nullable;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientResponse;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.zip.GZIPInputStream;

/** GET, bounded in size and time. Follows no redirect: the hosts we talk to are settings. */
public final class HttpCalls implements AutoCloseable {
    /** Of an answer's body, inflated; a room page has some 90 KB. */
    public static final int MAX_BODY_BYTES = 2 << 20;

    private static final int MAX_HEADER_CHAR = 0xFF;
    private static final int MAX_HEADER_BYTES = 64 << 10;
    private static final int THREADS = 1;
    /** To one host, at once; more calls wait for one of these. */
    private static final int MAX_CONNECTIONS = 128;
    /** Shorter than servers usually keep a connection, so that we rarely meet one that was just closed. */
    private static final Duration KEEP_IDLE = Duration.ofSeconds(10);

    private static final int PRINTED_CHARS = 200;

    private final Duration timeout;
    private final HostNames names = new HostNames();
    private final LoopResources threads = LoopResources.create("lookup-http", THREADS, true);
    private final ConnectionProvider connections;
    private final HttpClient client;

    /** Without a proxy. */
    public HttpCalls(Duration timeout) {
        this(timeout, Optional.empty());
    }

    /** @param timeout of a whole call, body included */
    public HttpCalls(Duration timeout, Optional<ProxyAddress> proxy) {
        this.timeout = timeout;
        connections = ConnectionProvider.builder("lookup-http")
                .maxConnections(MAX_CONNECTIONS)
                // Bounded by the callers' budgets; a call's own time runs while it waits.
                .pendingAcquireMaxCount(-1)
                .pendingAcquireTimeout(timeout)
                .maxIdleTime(KEEP_IDLE)
                .lifo()
                .build();
        client = HttpClient.create(connections)
                .runOn(threads)
                .followRedirect(false)
                .httpResponseDecoder(limits -> limits.maxHeaderSize(MAX_HEADER_BYTES))
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) timeout.toMillis())
                // The proxy is to find the target.
                .resolver(proxy.isPresent() ? NoopAddressResolverGroup.INSTANCE : names.group())
                .doOnChannelInit((_, channel, _) -> {
                    var entrance = Proxies.handler(proxy, names, timeout);
                    if (entrance != null) {
                        channel.pipeline().addFirst(entrance);
                    }
                });
    }

    /** @param base with a slash at its end or without */
    public static URI under(URI base, String path) {
        var url = base.toString();
        return URI.create((url.endsWith("/") ? url.substring(0, url.length() - 1) : url) + path);
    }

    /** Never completes exceptionally. Completes on the JVM's common pool, where answers may be parsed. */
    public CompletableFuture<HttpResult> get(URI target, Map<String, String> headers) {
        if (!canBeSent(headers)) {
            // The value may be a cookie: it is not quoted.
            return CompletableFuture.completedFuture(
                    new HttpResult.NoAnswer("a header cannot be sent"));
        }
        var call = client.headers(sent -> headers(sent, headers))
                .get()
                .uri(target)
                .response(HttpCalls::fetch)
                .single()
                .toFuture();
        var deadline = new CompletableFuture<Void>().orTimeout(timeout.toMillis(), MILLISECONDS);
        deadline.whenComplete((_, _) -> call.cancel(true));
        return call.whenComplete((_, _) -> deadline.cancel(false)).handleAsync(this::result);
    }

    /** The client would send a line break as it is: a header more, of anybody's choice. */
    private static boolean canBeSent(Map<String, String> headers) {
        return headers.entrySet().stream()
                .flatMapToInt(header -> (header.getKey() + header.getValue()).chars())
                .noneMatch(c -> Character.isISOControl(c) || c > MAX_HEADER_CHAR);
    }

    private static void headers(HttpHeaders sent, Map<String, String> given) {
        sent.set(HttpHeaderNames.ACCEPT_ENCODING, "gzip");
        given.forEach(sent::set);
    }

    /** As it came: the body may still be deflated. */
    private record Fetched(
            int status,
            byte[] body,
            boolean gzip,
            List<String> setCookies,
            @Nullable String location) {}

    private static Mono<Fetched> fetch(HttpClientResponse response, Flux<ByteBuf> body) {
        var headers = response.responseHeaders();
        return body.collect(ByteArrayOutputStream::new, HttpCalls::append)
                .map(whole -> new Fetched(
                        response.status().code(),
                        whole.toByteArray(),
                        headers.containsValue(HttpHeaderNames.CONTENT_ENCODING, "gzip", true),
                        headers.getAll(HttpHeaderNames.SET_COOKIE),
                        headers.get(HttpHeaderNames.LOCATION)));
    }

    private static void append(ByteArrayOutputStream whole, ByteBuf part) {
        var bytes = part.readableBytes();
        if (whole.size() + bytes > MAX_BODY_BYTES) {
            throw new TooLong();
        }
        try {
            part.readBytes(whole, bytes);
        } catch (IOException e) {
            throw new AssertionError("memory takes what it is given", e);
        }
    }

    private HttpResult result(@Nullable Fetched fetched, @Nullable Throwable failure) {
        if (fetched == null) {
            return new HttpResult.NoAnswer(reason(failure));
        }
        try {
            var body = fetched.gzip ? inflated(fetched.body) : fetched.body;
            return new HttpResult.Answer(
                    fetched.status, new String(body, UTF_8), fetched.setCookies, fetched.location);
        } catch (IOException | TooLong e) {
            return new HttpResult.NoAnswer(reason(e));
        }
    }

    private static byte[] inflated(byte[] gzip) throws IOException {
        try (var stream = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
            var body = stream.readNBytes(MAX_BODY_BYTES + 1);
            if (body.length > MAX_BODY_BYTES) {
                throw new TooLong();
            }
            return body;
        }
    }

    private String reason(@Nullable Throwable failure) {
        var cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return cause instanceof CancellationException
                ? "no answer within %s s".formatted(timeout.toMillis() / 1000.0)
                : "no answer: " + printable(String.valueOf(cause));
    }

    /** These texts may quote a hostile server, and reach logs. */
    private static String printable(String text) {
        var cut = text.substring(0, Math.min(text.length(), PRINTED_CHARS));
        return cut.replaceAll("\\p{Cntrl}", "?");
    }

    @Override
    public void close() {
        connections.dispose();
        threads.disposeLater(Duration.ZERO, timeout).subscribe();
        names.close();
    }

    private static final class TooLong extends RuntimeException {
        private static final String TEXT = "an answer of more than " + MAX_BODY_BYTES + " bytes";

        private TooLong() {
            super(TEXT, null, false, false);
        }

        @Override
        public String toString() {
            return TEXT;
        }
    }
}
