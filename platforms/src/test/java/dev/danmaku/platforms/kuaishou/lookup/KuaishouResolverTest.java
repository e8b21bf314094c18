package dev.danmaku.platforms.kuaishou.lookup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.danmaku.platforms.FakeSite;
import dev.danmaku.platforms.Lookup;
import dev.danmaku.platforms.Lookup.Live;
import dev.danmaku.platforms.Lookup.NotLive;
import dev.danmaku.platforms.Lookup.Undecided;
import dev.danmaku.platforms.SharedSettings;
import dev.danmaku.platforms.kuaishou.TestSettings;
import dev.danmaku.platforms.net.HttpCalls;
import dev.danmaku.room.Platform;
import dev.danmaku.room.RoomId;

import io.netty.util.concurrent.DefaultEventExecutor;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** Look-ups against a site whose every answer the test chooses. */
@Timeout(60)
class KuaishouResolverTest {
    private static final RoomId ROOM = new RoomId(Platform.KUAISHOU, "3xroom");
    private static final String PAGE = "/u/3xroom";
    private static final String DETAIL = "/live_api/liveroom/livedetail";
    private static final String SOCKET = "/live_api/liveroom/websocketinfo";

    private final FakeSite site = new FakeSite();
    private final DefaultEventExecutor timer = new DefaultEventExecutor();
    private final List<KuaishouResolver> open = new ArrayList<>();

    @BeforeEach
    void start() {
        site.reply(PAGE, 200, Pages.LIVE);
        site.reply(SOCKET, 200, Pages.SOCKET_INFO);
    }

    @AfterEach
    void stop() {
        open.forEach(KuaishouResolver::close);
        site.close();
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
        assertThat(site.asked).containsExactly(PAGE, SOCKET + "?caver=2&liveStreamId=XT8F1KPOf0c");
    }

    @Test
    void anOfflineRoomTakesOne() throws Exception {
        site.reply(PAGE, 200, Pages.OFFLINE);

        assertThat(lookUp(resolver(0))).isInstanceOf(NotLive.class);
        assertThat(site.asked).containsExactly(PAGE);
    }

    @Test
    void aPageThatCannotBeReadIsFollowedByTheDetail() throws Exception {
        site.reply(PAGE, 200, "<html></html>");
        site.reply(DETAIL, 200, Pages.LIVE_DETAIL);

        var lookup = lookUp(resolver(0));

        assertThat(((Live) lookup).found().token()).isEqualTo("dG9r");
        assertThat(site.asked).containsExactly(PAGE, DETAIL + "?principalId=3xroom");
    }

    @Test
    void twoUnclearAnswersAreUndecidedForBothReasons() throws Exception {
        site.reply(PAGE, 500, "");
        site.reply(DETAIL, 200, "{\"data\":{\"result\":109}}");

        var lookup = lookUp(resolver(0));

        assertThat(((Undecided) lookup).reason())
                .contains("the room page: HTTP 500", "livedetail says 109");
    }

    @Test
    void aThrottledPageIsNotFollowedByAnything() throws Exception {
        site.reply(PAGE, 200, Pages.THROTTLED);

        assertThat(lookUp(resolver(0))).isInstanceOf(Undecided.class);
        assertThat(site.asked).containsExactly(PAGE);
    }

    @Test
    void anUnknownRoomIsUndecided() throws Exception {
        site.reply(PAGE, 200, Pages.UNKNOWN);

        var lookup = (Undecided) lookUp(resolver(0));

        assertThat(lookup.reason()).contains("22", "no such room");
        assertThat(lookup.retryAfter()).isNotNull();
    }

    @Test
    void afterThrottlingTheProcessLeavesTheSiteAlone() throws Exception {
        site.reply(PAGE, 200, Pages.THROTTLED);
        var resolver = resolver(100);

        var first = (Undecided) lookUp(resolver);
        var second = (Undecided)
                resolver.lookUp(new RoomId(Platform.KUAISHOU, "other")).get(10, TimeUnit.SECONDS);

        assertThat(first.retryAfter()).isGreaterThanOrEqualTo(Duration.ofMinutes(3));
        assertThat(second.reason()).startsWith("resting: the room page says 2");
        assertThat(second.retryAfter()).isGreaterThan(Duration.ofMinutes(2));
        assertThat(site.asked).containsExactly(PAGE);
    }

    @Test
    void withoutPacingNobodyRests() throws Exception {
        site.reply(PAGE, 200, Pages.THROTTLED);
        var resolver = resolver(0);

        var first = (Undecided) lookUp(resolver);
        site.reply(PAGE, 200, Pages.LIVE);

        assertThat(first.retryAfter()).isLessThan(Duration.ofSeconds(5));
        assertThat(lookUp(resolver)).isInstanceOf(Live.class);
    }

    @Test
    void aCaptchaRestsLonger() throws Exception {
        site.reply(SOCKET, 200, "{\"data\":{\"result\":400002,\"url\":\"https://captcha\"}}");

        var lookup = (Undecided) lookUp(resolver(100));

        assertThat(lookup.retryAfter()).isGreaterThanOrEqualTo(Duration.ofMinutes(30));
    }

    @Test
    void lookUpsOfOneRoomUnderWayAreShared() throws Exception {
        site.hold(PAGE);
        var resolver = resolver(0);

        var first = resolver.lookUp(ROOM);
        var second = resolver.lookUp(ROOM);
        var third = resolver.lookUp(ROOM);
        await().until(() -> site.asked.size() == 1);
        third.cancel(true);
        site.release();

        assertThat(first.get(10, TimeUnit.SECONDS)).isInstanceOf(Live.class);
        assertThat(second.get(10, TimeUnit.SECONDS)).isEqualTo(first.join());
        assertThat(site.asked).hasSize(2);
    }

    @Test
    void aLookUpThatNobodyWaitsForIsNotMade() throws Exception {
        var resolver = resolver(0.001);
        lookUp(resolver);

        var waiting = resolver.lookUp(new RoomId(Platform.KUAISHOU, "other"));
        waiting.cancel(true);
        var again = resolver.lookUp(new RoomId(Platform.KUAISHOU, "other"));

        assertThat(again).isNotDone();
        assertThat(site.asked).hasSize(2);
    }

    @Test
    void theCookiesOfThePageGoWithTheNextCalls() throws Exception {
        site.replyWithCookies(PAGE, Pages.LIVE, "did=web_01; path=/", "kwfv1=a%2Bb; path=/");

        lookUp(resolver(0));

        assertThat(site.headers.get(0).getFirst("Cookie")).isNull();
        assertThat(site.headers.get(1).getFirst("Cookie")).isEqualTo("did=web_01; kwfv1=a%2Bb");
        assertThat(site.headers.get(1).getFirst("Kww")).isEqualTo("a+b");
        assertThat(site.headers.get(1).getFirst("Referer"))
                .isEqualTo("https://live.kuaishou.com/u/3xroom");
        assertThat(site.headers.get(1).getFirst("User-Agent")).contains("Chrome/");
    }

    @Test
    void theOperatorsCookieIsSentAsItIsAndReadAnew() throws Exception {
        site.replyWithCookies(PAGE, Pages.LIVE, "did=web_01; path=/");
        var cookie = new CopyOnWriteArrayList<>(List.of("did=mine; did=other"));
        var resolver = resolver(new SharedSettings().cookie(() -> Optional.of(cookie.getFirst())));

        lookUp(resolver);
        cookie.set(0, "did=newer");
        lookUp(resolver);

        assertThat(site.headers)
                .extracting(all -> all.getFirst("Cookie"))
                .containsExactly(
                        "did=mine; did=other", "did=mine; did=other", "did=newer", "did=newer");
    }

    @Test
    void aCookieThatCannotBeSentIsUndecidedAndNotQuoted() throws Exception {
        var resolver = resolver(new SharedSettings().cookie(() -> Optional.of("secret\nvalue")));

        var lookup = (Undecided) lookUp(resolver);

        assertThat(lookup.reason()).contains("cannot be sent").doesNotContain("secret");
    }

    @Test
    void theOperatorsTokenAndHostsSpareACallAndTheTokenStaysOut() throws Exception {
        var host = URI.create("wss://mine/websocket");
        var resolver = resolver(new SharedSettings().token(() -> Optional.of("mine")), host);

        var found = ((Live) lookUp(resolver)).found();

        assertThat(found.token()).isNull();
        assertThat(found.hosts()).containsExactly(host);
        assertThat(site.asked).containsExactly(PAGE);
    }

    @Test
    void nobodyThereIsUndecided() throws Exception {
        site.close();

        assertThat(lookUp(resolver(0))).isInstanceOf(Undecided.class);
    }

    @Test
    void aPageTooLargeIsUndecided() throws Exception {
        site.reply(PAGE, 200, Pages.LIVE + " ".repeat(HttpCalls.MAX_BODY_BYTES));

        assertThat(lookUp(resolver(0))).isInstanceOf(Undecided.class);
    }

    @Test
    void anAnswerThatNeverEndsIsUndecidedInTime() throws Exception {
        site.hold(PAGE);
        var hasty = new SharedSettings().lookupTimeout(Duration.ofMillis(200));

        var lookup = (Undecided) lookUp(resolver(hasty));

        assertThat(lookup.reason()).contains("no answer within 0.2 s");
    }

    private Lookup lookUp(KuaishouResolver resolver) throws Exception {
        return resolver.lookUp(ROOM).get(10, TimeUnit.SECONDS);
    }

    private KuaishouResolver resolver(double perSecond) {
        return resolver(new SharedSettings().lookupsPerSecond(perSecond));
    }

    private KuaishouResolver resolver(SharedSettings shared, URI... hosts) {
        var settings = TestSettings.at(site.url(), shared, List.of(hosts));
        var resolver = new KuaishouResolver(settings, timer, new Random(7));
        open.add(resolver);
        return resolver;
    }
}
