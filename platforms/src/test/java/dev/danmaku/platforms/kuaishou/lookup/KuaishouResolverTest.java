package dev.danmaku.platforms.kuaishou.lookup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import dev.danmaku.config.KuaishouSettings;
import dev.danmaku.config.Secret;
import dev.danmaku.platforms.Lookup;
import dev.danmaku.platforms.Lookup.Live;
import dev.danmaku.platforms.Lookup.NotLive;
import dev.danmaku.platforms.Lookup.Undecided;
import dev.danmaku.platforms.kuaishou.TestSettings;
import dev.danmaku.platforms.net.HttpCalls;
import dev.danmaku.room.Platform;
import dev.danmaku.room.RoomId;

import io.netty.util.concurrent.DefaultEventExecutor;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Look-ups against a site whose every answer the test chooses. */
@Timeout(60)
class KuaishouResolverTest {
    private static final RoomId ROOM = new RoomId(Platform.KUAISHOU, "3xroom");
    private static final String PAGE = "/u/3xroom";
    private static final String DETAIL = "/live_api/liveroom/livedetail";
    private static final String SOCKET = "/live_api/liveroom/websocketinfo";

    private record Reply(int status, String body, List<String> setCookies) {}

    private final Map<String, Reply> replies = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<Headers> headers = new CopyOnWriteArrayList<>();
    private final CountDownLatch gate = new CountDownLatch(1);
    private final DefaultEventExecutor timer = new DefaultEventExecutor();
    private final ExecutorService serving = Executors.newVirtualThreadPerTaskExecutor();
    private final List<KuaishouResolver> open = new ArrayList<>();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.setExecutor(serving);
        server.createContext("/", this::serve);
        server.start();
        reply(PAGE, 200, Pages.LIVE);
        reply(SOCKET, 200, Pages.SOCKET_INFO);
    }

    @AfterEach
    void stop() {
        gate.countDown();
        open.forEach(KuaishouResolver::close);
        server.stop(0);
        serving.shutdownNow();
        timer.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    @Test
    void aLiveRoomTakesTwoCalls() throws Exception {
        var lookup = lookUp(resolver(0));

        assertThat(lookup).isInstanceOfSatisfying(Live.class, live -> {
            assertThat(live.found().live()).isEqualTo("XT8F1KPOf0c");
            assertThat(live.found().token()).isEqualTo("dG9r+/==");
            assertThat(live.found().title()).isEqualTo("冲分; 冲}分");
            assertThat(live.found().area()).isEqualTo("王者荣耀");
            assertThat(live.found().cover()).isEqualTo("https://cdn/p.jpg");
            assertThat(live.found().extra()).isEqualTo("1_v/0_unknown0");
        });
        assertThat(asked).containsExactly(PAGE, SOCKET + "?caver=2&liveStreamId=XT8F1KPOf0c");
    }

    @Test
    void anOfflineRoomTakesOne() throws Exception {
        reply(PAGE, 200, Pages.OFFLINE);

        assertThat(lookUp(resolver(0))).isInstanceOf(NotLive.class);
        assertThat(asked).containsExactly(PAGE);
    }

    @Test
    void aPageThatCannotBeReadIsFollowedByTheDetail() throws Exception {
        reply(PAGE, 200, "<html></html>");
        reply(DETAIL, 200, Pages.LIVE_DETAIL);

        var lookup = lookUp(resolver(0));

        assertThat(((Live) lookup).found().token()).isEqualTo("dG9r");
        assertThat(asked).containsExactly(PAGE, DETAIL + "?principalId=3xroom");
    }

    @Test
    void twoUnclearAnswersAreUndecidedForBothReasons() throws Exception {
        reply(PAGE, 500, "");
        reply(DETAIL, 200, "{\"data\":{\"result\":109}}");

        var lookup = lookUp(resolver(0));

        assertThat(((Undecided) lookup).reason())
                .contains("the room page: HTTP 500", "livedetail says 109");
    }

    @Test
    void aThrottledPageIsNotFollowedByAnything() throws Exception {
        reply(PAGE, 200, Pages.THROTTLED);

        assertThat(lookUp(resolver(0))).isInstanceOf(Undecided.class);
        assertThat(asked).containsExactly(PAGE);
    }

    @Test
    void anUnknownRoomIsUndecided() throws Exception {
        reply(PAGE, 200, Pages.UNKNOWN);

        var lookup = (Undecided) lookUp(resolver(0));

        assertThat(lookup.reason()).contains("22", "no such room");
        assertThat(lookup.retryAfter()).isNotNull();
    }

    @Test
    void afterThrottlingTheProcessLeavesTheSiteAlone() throws Exception {
        reply(PAGE, 200, Pages.THROTTLED);
        var resolver = resolver(100);

        var first = (Undecided) lookUp(resolver);
        var second = (Undecided)
                resolver.lookUp(new RoomId(Platform.KUAISHOU, "other")).get(10, TimeUnit.SECONDS);

        assertThat(first.retryAfter()).isGreaterThanOrEqualTo(Duration.ofMinutes(3));
        assertThat(second.reason()).startsWith("resting: the room page says 2");
        assertThat(second.retryAfter()).isGreaterThan(Duration.ofMinutes(2));
        assertThat(asked).containsExactly(PAGE);
    }

    @Test
    void withoutPacingNobodyRests() throws Exception {
        reply(PAGE, 200, Pages.THROTTLED);
        var resolver = resolver(0);

        var first = (Undecided) lookUp(resolver);
        reply(PAGE, 200, Pages.LIVE);

        assertThat(first.retryAfter()).isLessThan(Duration.ofSeconds(5));
        assertThat(lookUp(resolver)).isInstanceOf(Live.class);
    }

    @Test
    void aCaptchaRestsLonger() throws Exception {
        reply(SOCKET, 200, "{\"data\":{\"result\":400002,\"url\":\"https://captcha\"}}");

        var lookup = (Undecided) lookUp(resolver(100));

        assertThat(lookup.retryAfter()).isGreaterThanOrEqualTo(Duration.ofMinutes(30));
    }

    @Test
    void lookUpsOfOneRoomUnderWayAreShared() throws Exception {
        hold(PAGE);
        var resolver = resolver(0);

        var first = resolver.lookUp(ROOM);
        var second = resolver.lookUp(ROOM);
        var third = resolver.lookUp(ROOM);
        await().until(() -> asked.size() == 1);
        third.cancel(true);
        gate.countDown();

        assertThat(first.get(10, TimeUnit.SECONDS)).isInstanceOf(Live.class);
        assertThat(second.get(10, TimeUnit.SECONDS)).isEqualTo(first.join());
        assertThat(asked).hasSize(2);
    }

    @Test
    void aLookUpThatNobodyWaitsForIsNotMade() throws Exception {
        var resolver = resolver(0.001);
        lookUp(resolver);

        var waiting = resolver.lookUp(new RoomId(Platform.KUAISHOU, "other"));
        waiting.cancel(true);
        var again = resolver.lookUp(new RoomId(Platform.KUAISHOU, "other"));

        assertThat(again).isNotDone();
        assertThat(asked).hasSize(2);
    }

    @Test
    void theCookiesOfThePageGoWithTheNextCalls() throws Exception {
        replies.put(
                PAGE,
                new Reply(200, Pages.LIVE, List.of("did=web_01; path=/", "kwfv1=a%2Bb; path=/")));

        lookUp(resolver(0));

        assertThat(headers.get(0).getFirst("Cookie")).isNull();
        assertThat(headers.get(1).getFirst("Cookie")).isEqualTo("did=web_01; kwfv1=a%2Bb");
        assertThat(headers.get(1).getFirst("Kww")).isEqualTo("a+b");
        assertThat(headers.get(1).getFirst("Referer"))
                .isEqualTo("https://live.kuaishou.com/u/3xroom");
        assertThat(headers.get(1).getFirst("User-Agent")).contains("Chrome/");
    }

    @Test
    void theOperatorsCookieIsSentAsItIsAndReadAnew() throws Exception {
        replies.put(PAGE, new Reply(200, Pages.LIVE, List.of("did=web_01; path=/")));
        var cookie = new CopyOnWriteArrayList<>(List.of("did=mine; did=other"));
        var resolver =
                resolver(settings(0, () -> Optional.of(cookie.getFirst()), Secret.NONE, List.of()));

        lookUp(resolver);
        cookie.set(0, "did=newer");
        lookUp(resolver);

        assertThat(headers)
                .extracting(all -> all.getFirst("Cookie"))
                .containsExactly(
                        "did=mine; did=other", "did=mine; did=other", "did=newer", "did=newer");
    }

    @Test
    void aCookieThatCannotBeSentIsUndecidedAndNotQuoted() throws Exception {
        var resolver =
                resolver(settings(0, () -> Optional.of("secret\nvalue"), Secret.NONE, List.of()));

        var lookup = (Undecided) lookUp(resolver);

        assertThat(lookup.reason()).contains("cannot be sent").doesNotContain("secret");
    }

    @Test
    void theOperatorsTokenAndHostsSpareACallAndTheTokenStaysOut() throws Exception {
        var hosts = List.of(URI.create("wss://mine/websocket"));
        var resolver = resolver(settings(0, Secret.NONE, () -> Optional.of("mine"), hosts));

        var found = ((Live) lookUp(resolver)).found();

        assertThat(found.token()).isNull();
        assertThat(found.hosts()).isEqualTo(hosts);
        assertThat(asked).containsExactly(PAGE);
    }

    @Test
    void nobodyThereIsUndecided() throws Exception {
        server.stop(0);

        assertThat(lookUp(resolver(0))).isInstanceOf(Undecided.class);
    }

    @Test
    void aPageTooLargeIsUndecided() throws Exception {
        reply(PAGE, 200, Pages.LIVE + " ".repeat(HttpCalls.MAX_BODY_BYTES));

        assertThat(lookUp(resolver(0))).isInstanceOf(Undecided.class);
    }

    @Test
    void anAnswerThatNeverEndsIsUndecidedInTime() throws Exception {
        hold(PAGE);
        var settings = TestSettings.hasty(url().toString(), Duration.ofMillis(200));

        var lookup = (Undecided) lookUp(resolver(settings));

        assertThat(lookup.reason()).contains("no answer within 0.2 s");
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            var path = exchange.getRequestURI().getPath();
            asked.add(exchange.getRequestURI().toString());
            headers.add(exchange.getRequestHeaders());
            var reply = replies.getOrDefault(path, new Reply(404, "", List.of()));
            var body = reply.body().getBytes(StandardCharsets.UTF_8);
            reply.setCookies().forEach(c -> exchange.getResponseHeaders().add("Set-Cookie", c));
            exchange.sendResponseHeaders(
                    Math.abs(reply.status()), body.length == 0 ? -1 : body.length);
            if (reply.status() < 0) {
                // The head of the answer is out, its body waits.
                exchange.getResponseBody().flush();
                gate.await();
            }
            if (body.length > 0) {
                exchange.getResponseBody().write(body);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void reply(String path, int status, String body) {
        replies.put(path, new Reply(status, body, List.of()));
    }

    /** The body of that answer waits for the gate. */
    private void hold(String path) {
        var reply = replies.get(path);
        replies.put(path, new Reply(-reply.status(), reply.body(), reply.setCookies()));
    }

    private Lookup lookUp(KuaishouResolver resolver) throws Exception {
        return resolver.lookUp(ROOM).get(10, TimeUnit.SECONDS);
    }

    private KuaishouResolver resolver(double perSecond) {
        return resolver(settings(perSecond, Secret.NONE, Secret.NONE, List.of()));
    }

    private KuaishouResolver resolver(KuaishouSettings settings) {
        var resolver = new KuaishouResolver(settings, timer, new Random(7));
        open.add(resolver);
        return resolver;
    }

    private KuaishouSettings settings(
            double lookupsPerSecond, Secret cookie, Secret token, List<URI> hosts) {
        return TestSettings.of(
                url().toString(),
                cookie,
                token,
                hosts,
                0,
                lookupsPerSecond,
                Duration.ofSeconds(20));
    }

    private URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }
}
