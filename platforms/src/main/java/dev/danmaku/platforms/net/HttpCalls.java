package dev.danmaku.platforms.net;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.netty.util.concurrent.DefaultThreadFactory;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** GET, bounded in size and time. Follows no redirect: the hosts we talk to are settings. */
public final class HttpCalls implements AutoCloseable {
    /** Of an answer's body; a room page has some 90 KB. */
    public static final int MAX_BODY_BYTES = 2 << 20;

    private static final int THREADS = 2;
    private static final int PRINTED_CHARS = 200;

    private final Duration timeout;
    private final ExecutorService threads =
            Executors.newFixedThreadPool(THREADS, new DefaultThreadFactory("lookup-http", true));
    private final HttpClient client;

    /** @param timeout of a whole call, body included */
    public HttpCalls(Duration timeout) {
        this.timeout = timeout;
        client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(timeout)
                .executor(threads)
                .build();
    }

    /** Never completes exceptionally. */
    public CompletableFuture<HttpResult> get(URI target, Map<String, String> headers) {
        HttpRequest request;
        try {
            var builder = HttpRequest.newBuilder(target).timeout(timeout);
            headers.forEach(builder::header);
            request = builder.build();
        } catch (IllegalArgumentException e) {
            // The exception's text would quote the value, which may be a cookie.
            return CompletableFuture.completedFuture(
                    new HttpResult.NoAnswer("a header or the address cannot be sent"));
        }
        var call = client.sendAsync(
                request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_BODY_BYTES));
        // The request's own timeout ends with the headers; a body may drip for ever.
        var deadline = new CompletableFuture<Void>().orTimeout(timeout.toMillis(), MILLISECONDS);
        deadline.whenComplete((_, _) -> call.cancel(true));
        return call.whenComplete((_, _) -> deadline.cancel(false)).handle(this::result);
    }

    private HttpResult result(
            @Nullable HttpResponse<byte[]> response, @Nullable Throwable failure) {
        if (response != null) {
            return new HttpResult.Answer(
                    response.statusCode(),
                    new String(response.body(), UTF_8),
                    response.headers().allValues("set-cookie"),
                    response.headers().firstValue("location").orElse(null));
        }
        var cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause instanceof CancellationException || cause instanceof HttpTimeoutException) {
            return new HttpResult.NoAnswer(
                    "no answer within %s s".formatted(timeout.toMillis() / 1000.0));
        }
        return new HttpResult.NoAnswer("no answer: " + printable(String.valueOf(cause)));
    }

    /** These texts may quote a hostile server, and reach logs. */
    private static String printable(String text) {
        var cut = text.substring(0, Math.min(text.length(), PRINTED_CHARS));
        return cut.replaceAll("\\p{Cntrl}", "?");
    }

    @Override
    public void close() {
        client.shutdownNow();
        threads.shutdownNow();
    }
}
