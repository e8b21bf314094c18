package dev.danmaku.standalone.management;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.danmaku.config.ManagementSettings;
import dev.danmaku.metric.Metric;
import dev.danmaku.standalone.cluster.Scrape;
import dev.danmaku.standalone.management.Sign.Weight;
import dev.danmaku.testing.servers.FreePorts;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What machines are told, and that nobody keeps others from being told. */
@Timeout(60)
class ManagementTest {
    private final int port = FreePorts.next();
    private final Management management =
            Management.start(new ManagementSettings("127.0.0.1", port), "worker", "1.2.3");
    private final List<Socket> clients = new ArrayList<>();
    private volatile boolean alive = true;
    private volatile boolean redis = true;

    @AfterEach
    void close() throws IOException {
        for (var client : clients) {
            client.close();
        }
        management.close();
    }

    private void roleStarts() {
        management.watch(() -> List.of(
                new Sign("worker", "worker-thread", Weight.LIFE, alive, "a \"detail\""),
                new Sign("worker", Names.REDIS, Weight.READINESS, redis, "")));
    }

    private int status(String path) {
        return Scrape.get(port, path).statusCode();
    }

    @Test
    void aProcessThatStartsIsAliveAndNotReady() {
        assertThat(status("/health/live")).isEqualTo(200);
        assertThat(status("/health/ready")).isEqualTo(503);

        roleStarts();

        assertThat(status("/health/ready")).isEqualTo(200);
        assertThat(status("/health")).isEqualTo(200);
    }

    @Test
    void aServerThatIsAwayTakesReadinessAndNotLife() {
        roleStarts();

        redis = false;

        assertThat(status("/health/live")).isEqualTo(200);
        assertThat(status("/health/ready")).isEqualTo(503);
        assertThat(status("/health")).isEqualTo(503);
        var scrape = Scrape.of(port);
        assertThat(scrape.sum("danmaku_live")).isEqualTo(1);
        assertThat(scrape.sum("danmaku_ready")).isZero();
        assertThat(scrape.sum("danmaku_reachable", "server", "redis")).isZero();
    }

    @Test
    void aThreadThatHangsTakesLife() {
        roleStarts();

        alive = false;

        assertThat(status("/health/live")).isEqualTo(503);
        assertThat(Scrape.get(port, "/health").body())
                .isEqualTo(
                        "{\"live\":false,\"ready\":false,\"draining\":false,\"signs\":["
                                + "{\"role\":\"worker\",\"name\":\"worker-thread\",\"good\":false,\"detail\":\"a \\\"detail\\\"\"},"
                                + "{\"role\":\"worker\",\"name\":\"redis\",\"good\":true,\"detail\":\"\"}]}");
    }

    @Test
    void aCounterIsScrapedUnderItsPrometheusName() {
        Metric.EVENTS.counter(management.meters(), "douyu", "chat").increment(7);
        Metric.CLAIM_TO_JOINED.timer(management.meters(), "douyu").record(Duration.ofMillis(30));

        var scrape = Scrape.of(port);

        assertThat(scrape.sum("danmaku_events_total", "platform", "douyu")).isEqualTo(7);
        assertThat(scrape.types()).containsEntry("danmaku_events_total", "counter");
        assertThat(scrape.sum("danmaku_claim_to_joined_seconds_bucket", "le", "0.025"))
                .isZero();
        assertThat(scrape.sum("danmaku_claim_to_joined_seconds_bucket", "le", "0.05"))
                .isEqualTo(1);
        assertThat(scrape.sum("danmaku_build_info", "role", "worker", "version", "1.2.3"))
                .isEqualTo(1);
    }

    @Test
    void whoHoldsConnectionsOpenKeepsNobodyFromBeingAnswered() throws IOException {
        roleStarts();
        for (var i = 0; i < 4 * ManagementServer.MAX_CONNECTIONS; i++) {
            say("GET /metrics HTTP/1.1\r\nHost: sl");
        }

        assertThat(status("/health/live")).isEqualTo(200);
        assertThat(status("/metrics")).isEqualTo(200);
    }

    @Test
    void aConnectionEndsWhateverItsClientDoes() throws IOException {
        var slow = say("GET /metrics HTTP/1.1\r\nHost: slow");

        await().untilAsserted(() -> assertThat(slow.getInputStream().read()).isNegative());
    }

    @Test
    void hugeHeadersLinesAndOtherProtocolsAreRefused() throws IOException {
        assertThat(answer("GET /metrics HTTP/1.1\r\nX: " + "x".repeat(20_000) + "\r\n\r\n"))
                .startsWith("HTTP/1.1 400");
        assertThat(answer("GET /" + "x".repeat(5_000) + " HTTP/1.1\r\n\r\n"))
                .startsWith("HTTP/1.1 400");
        assertThat(answer("\u0016\u0003\u0001\u0002\u0000\u0001\r\n\r\n"))
                .startsWith("HTTP/1.1 400");
        assertThat(answer("POST /metrics HTTP/1.1\r\nContent-Length: 0\r\n\r\n"))
                .startsWith("HTTP/1.1 405");
        assertThat(answer("GET /secret HTTP/1.1\r\n\r\n")).startsWith("HTTP/1.1 404");
        assertThat(answer("HEAD /metrics HTTP/1.1\r\n\r\n"))
                .contains("200 OK")
                .endsWith("\r\n\r\n");
    }

    @Test
    void aPortThatIsTakenIsAClearFailure() {
        assertThatThrownBy(() ->
                        Management.start(new ManagementSettings("127.0.0.1", port), "worker", "1"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("danmaku.management.port names another");
    }

    @Test
    void withoutAPortNothingListensAndCountingCostsNothing() {
        try (var none = Management.start(ManagementSettings.DEFAULTS, "worker", "1")) {
            var counter = Metric.EVENTS.counter(none.meters(), "douyu", "chat");
            counter.increment();

            assertThat(counter.count()).isZero();
        }
    }

    private Socket say(String bytes) throws IOException {
        var client = new Socket("127.0.0.1", port);
        clients.add(client);
        client.setSoTimeout(20_000);
        client.getOutputStream().write(bytes.getBytes(ISO_8859_1));
        return client;
    }

    private String answer(String question) throws IOException {
        return new String(say(question).getInputStream().readAllBytes(), ISO_8859_1);
    }
}
