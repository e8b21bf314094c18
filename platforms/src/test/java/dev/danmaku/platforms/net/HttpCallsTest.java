package dev.danmaku.platforms.net;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import dev.danmaku.config.ProxyAddress;
import dev.danmaku.config.ProxyAddress.Kind;
import dev.danmaku.platforms.net.HttpResult.Answer;
import dev.danmaku.platforms.net.HttpResult.NoAnswer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;

/** Calls against a server whose every answer the test chooses, straight and through proxies. */
@Timeout(60)
class HttpCallsTest {
    private static final Duration PATIENT = Duration.ofSeconds(20);
    private static final Duration HASTY = Duration.ofMillis(300);

    private final CountDownLatch gate = new CountDownLatch(1);
    private final ExecutorService serving = Executors.newVirtualThreadPerTaskExecutor();
    private final List<AutoCloseable> open = new ArrayList<>();
    private HttpServer server;

    private interface Page {
        void serve(HttpExchange exchange) throws Exception;
    }

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.setExecutor(serving);
        page("/plain", exchange -> send(exchange, 200, "安".getBytes(UTF_8)));
        server.start();
    }

    @AfterEach
    void stop() throws Exception {
        gate.countDown();
        for (var one : open) {
            one.close();
        }
        server.stop(0);
        serving.shutdownNow();
    }

    @Test
    void anAnswerHasStatusBodyAndCookies() throws Exception {
        page("/cookies", exchange -> {
            exchange.getResponseHeaders().add("Set-Cookie", "a=1; Path=/");
            exchange.getResponseHeaders().add("Set-Cookie", "b=2");
            send(exchange, 404, exchange.getRequestHeaders().getFirst("Referer").getBytes(UTF_8));
        });

        var result = calls(PATIENT).get(here("/cookies"), Map.of("Referer", "https://site/"));

        assertThat(result.get(20, TimeUnit.SECONDS))
                .isEqualTo(new Answer(404, "https://site/", List.of("a=1; Path=/", "b=2"), null));
    }

    @Test
    void aRedirectIsToldAndNotFollowed() throws Exception {
        page("/alias", exchange -> {
            exchange.getResponseHeaders().add("Location", "/plain");
            send(exchange, 302, new byte[0]);
        });

        assertThat(get(calls(PATIENT), here("/alias")))
                .isEqualTo(new Answer(302, "", List.of(), "/plain"));
    }

    @Test
    void gzipIsInflated() throws Exception {
        page("/gzip", exchange -> sendGzip(exchange, "安安".getBytes(UTF_8)));

        assertThat(get(calls(PATIENT), here("/gzip")))
                .isEqualTo(new Answer(200, "安安", List.of(), null));
    }

    @Test
    void anAnswerThatInflatesBeyondTheLimitIsNone() throws Exception {
        page("/bomb", exchange -> sendGzip(exchange, new byte[HttpCalls.MAX_BODY_BYTES + 1]));

        assertThat(get(calls(PATIENT), here("/bomb")))
                .isEqualTo(new NoAnswer("no answer: an answer of more than 2097152 bytes"));
    }

    @Test
    void aCutGzipIsNoAnswer() throws Exception {
        page("/cut", exchange -> {
            exchange.getResponseHeaders().add("Content-Encoding", "gzip");
            send(exchange, 200, new byte[] {0x1f, (byte) 0x8b, 8, 0});
        });

        assertThat(get(calls(PATIENT), here("/cut"))).isInstanceOf(NoAnswer.class);
    }

    @Test
    void anAnswerAtTheLimitIsOne() throws Exception {
        page("/long", exchange -> send(exchange, 200, new byte[HttpCalls.MAX_BODY_BYTES]));

        assertThat(get(calls(PATIENT), here("/long")))
                .isInstanceOfSatisfying(
                        Answer.class,
                        answer -> assertThat(answer.body()).hasSize(HttpCalls.MAX_BODY_BYTES));
    }

    @Test
    void anAnswerBeyondTheLimitIsNoneThoughItNeverEnds() throws Exception {
        page("/endless", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (var out = exchange.getResponseBody()) {
                while (true) {
                    out.write(new byte[1 << 16]);
                }
            }
        });

        assertThat(get(calls(PATIENT), here("/endless")))
                .isEqualTo(new NoAnswer("no answer: an answer of more than 2097152 bytes"));
    }

    @Test
    void aBodyThatStopsHalfwayCostsNoMoreThanTheTimeout() throws Exception {
        page("/drip", exchange -> {
            exchange.sendResponseHeaders(200, 100);
            exchange.getResponseBody().write(1);
            exchange.getResponseBody().flush();
            gate.await();
        });

        assertThat(get(calls(HASTY), here("/drip")))
                .isEqualTo(new NoAnswer("no answer within 0.3 s"));
    }

    @Test
    void aHeaderThatCannotBeSentIsNoAnswerAndIsNotQuoted() throws Exception {
        var result = calls(PATIENT).get(here("/plain"), Map.of("Cookie", "secret\r\nx: y"));

        assertThat(result.get(20, TimeUnit.SECONDS))
                .isEqualTo(new NoAnswer("a header cannot be sent"));
    }

    @Test
    void aHostThatNobodyKnowsIsNoAnswer() throws Exception {
        assertThat(get(calls(PATIENT), URI.create("http://nobody.invalid/")))
                .isInstanceOf(NoAnswer.class);
    }

    @Test
    void whatIsDoneWithAnAnswerHoldsUpNoIo() throws Exception {
        var thread = calls(PATIENT)
                .get(here("/plain"), Map.of())
                .thenApply(_ -> Thread.currentThread().getName());

        assertThat(thread.get(20, TimeUnit.SECONDS)).doesNotStartWith("lookup-http");
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aProxyIsAskedByNameAlsoForPlainHttp(Kind kind) throws Exception {
        var proxy = closing(TestProxy.open(kind, port()));

        var result = get(calls(PATIENT, proxy.address()), URI.create("http://site.invalid/plain"));

        assertThat(result).isEqualTo(new Answer(200, "安", List.of(), null));
        assertThat(proxy.asked()).containsExactly("site.invalid:80");
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aProxyIsFoundByItsName(Kind kind) throws Exception {
        var proxy = closing(TestProxy.open(kind, port()));

        var result = get(calls(PATIENT, proxy.address("", "localhost")), named("/plain"));

        assertThat(result).isInstanceOf(Answer.class);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aProxyIsGivenItsLogin(Kind kind) throws Exception {
        var proxy = closing(TestProxy.guarded(kind, "me:secret", port()));

        assertThat(get(calls(PATIENT, proxy.address("me:secret@")), named("/plain")))
                .isInstanceOf(Answer.class);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aProxyThatRefusesTheLoginIsNoAnswerAndNoSecretIsTold(Kind kind) throws Exception {
        var proxy = closing(TestProxy.guarded(kind, "me:secret", port()));

        assertThat(get(calls(PATIENT, proxy.address("me:wr0ng@")), named("/plain")))
                .isInstanceOfSatisfying(
                        NoAnswer.class,
                        none -> assertThat(none.reason())
                                .contains("Proxy")
                                .doesNotContain("wr0ng"));
        assertThat(get(calls(PATIENT, proxy.address()), named("/plain")))
                .isInstanceOf(NoAnswer.class);
        assertThat(proxy.asked()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aProxyThatSaysNothingCostsNoMoreThanTheTimeout(Kind kind) throws Exception {
        var proxy = closing(TestProxy.stalling(kind));

        assertThat(get(calls(HASTY, proxy.address()), named("/plain")))
                .isInstanceOf(NoAnswer.class);
    }

    private HttpCalls calls(Duration timeout) {
        return closing(new HttpCalls(timeout));
    }

    private HttpCalls calls(Duration timeout, ProxyAddress proxy) {
        return closing(new HttpCalls(timeout, Optional.of(proxy)));
    }

    private static HttpResult get(HttpCalls calls, URI target) throws Exception {
        return calls.get(target, Map.of()).get(20, TimeUnit.SECONDS);
    }

    private <T extends AutoCloseable> T closing(T one) {
        open.add(one);
        return one;
    }

    private int port() {
        return server.getAddress().getPort();
    }

    private URI here(String path) {
        return URI.create("http://127.0.0.1:" + port() + path);
    }

    private static URI named(String path) {
        return URI.create("http://site.invalid" + path);
    }

    private void page(String path, Page page) {
        server.createContext(path, exchange -> {
            try (exchange) {
                page.serve(exchange);
            } catch (InterruptedException over) {
                Thread.currentThread().interrupt();
            } catch (IOException e) {
                throw e;
            } catch (Exception e) {
                throw new IOException(e);
            }
        });
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    private static void sendGzip(HttpExchange exchange, byte[] body) throws IOException {
        assertThat(exchange.getRequestHeaders().getFirst("Accept-Encoding")).isEqualTo("gzip");
        var deflated = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(deflated)) {
            gzip.write(body);
        }
        exchange.getResponseHeaders().add("Content-Encoding", "gzip");
        send(exchange, 200, deflated.toByteArray());
    }
}
