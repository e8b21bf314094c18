package dev.danmaku.platforms.douyu.gift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.danmaku.platforms.FakeSite;
import dev.danmaku.platforms.SharedSettings;
import dev.danmaku.platforms.douyu.TestSettings;
import dev.danmaku.platforms.douyu.gift.Gifts.KnownGift;
import dev.danmaku.platforms.douyu.gift.Gifts.Unit;
import dev.danmaku.platforms.net.HttpCalls;

import io.netty.util.concurrent.DefaultEventExecutor;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

@Timeout(60)
class GiftBookTest {
    private static final String ALL = "/resource/common/prop_gift_list/prop_gift_config.json";
    private static final String ROOM = "/api/gift/v3/web/list?rid=9999";
    private static final String OPEN = "/api/RoomApi/room/9999";
    private static final String PROP = "/api/prop/v1/web/single?pid=268";

    private final FakeSite site = new FakeSite();
    private final DefaultEventExecutor timer = new DefaultEventExecutor();
    private final HttpCalls http = new HttpCalls(Duration.ofSeconds(10));
    private final GiftBook book = new GiftBook(
            TestSettings.at(site, 1, new SharedSettings()), http, timer, new Random(7));

    @AfterEach
    void stop() {
        http.close();
        site.close();
        timer.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    @Test
    void theListOfAllRoomsComesInAFunctionCall() {
        site.reply(ALL, 200, """
                DYConfigCallback({"error":0,"data":{"824":{"name":"粉丝荧光棒","type":2,"pc":10},\
                "1":{"name":"鱼丸","type":"1","pc":100},"x":{"name":"y"}}});""");

        book.prepare(9999);

        await().until(() -> book.find(0, 824) != null);
        assertThat(book.find(0, 824)).isEqualTo(new KnownGift("粉丝荧光棒", 10, Unit.YUCHI));
        assertThat(book.find(0, 1)).isEqualTo(new KnownGift("鱼丸", 100, Unit.YUWAN));
    }

    @Test
    void aRoomsOwnListCountsInHundredths() {
        site.reply(ROOM, 200, """
                {"error":0,"data":{"giftList":[{"id":20003,"name":"飞机",\
                "priceInfo":{"price":10000,"priceType":"YUCHI"}},{"id":"5"}]}}""");

        book.prepare(9999);

        await().until(() -> book.find(0, 20003) != null);
        assertThat(book.find(0, 20003)).isEqualTo(new KnownGift("飞机", 10_000, Unit.YUCHI));
        assertThat(book.find(0, 5)).isNull();
        assertThat(site.asked).doesNotContain(OPEN);
    }

    @Test
    void theOpenApiCountsInWholeYuchi() {
        site.reply(OPEN, 200, """
                {"error":0,"data":{"room_id":"9999","gift":[{"id":"196","name":"火箭","type":"2",\
                "pc":500},{"id":"192","name":"赞","type":"2","pc":0.1}]}}""");

        book.prepare(9999);

        await().until(() -> book.find(0, 192) != null);
        assertThat(book.find(0, 196)).isEqualTo(new KnownGift("火箭", 50_000, Unit.YUCHI));
        assertThat(book.find(0, 192)).isEqualTo(new KnownGift("赞", 10, Unit.YUCHI));
    }

    @Test
    void aPropIsAskedForOnceAndComesBeforeTheGift() {
        site.reply(PROP, 200, """
                {"error":0,"data":{"id":268,"name":"办卡","price":600,"priceType":2}}""");

        assertThat(book.find(268, 7)).isNull();
        await().until(() -> book.find(268, 7) != null);

        assertThat(book.find(268, 7)).isEqualTo(new KnownGift("办卡", 600, Unit.YUCHI));
        assertThat(site.asked).containsExactly(PROP);
    }

    @Test
    void aRoomIsPreparedOnce() {
        book.prepare(9999);
        await().until(() -> site.asked.contains(OPEN));
        book.prepare(9999);
        book.prepare(5);

        await().until(() -> site.asked.contains("/api/RoomApi/room/5"));
        assertThat(site.asked).containsOnlyOnce(ALL, ROOM, OPEN);
    }

    @Test
    void hostileListsAreBoundedOrNothing() {
        assertThat(GiftAnswers.roomList("[".repeat(100_000))).isEmpty();
        assertThat(GiftAnswers.roomList("{\"data\":{\"giftList\":{\"a\":1}}}")).isEmpty();
        assertThat(GiftAnswers.all("f(g(" + ")".repeat(1_000))).isEmpty();
        assertThat(GiftAnswers.openApi(
                        "{\"data\":{\"gift\":[{\"id\":1,\"name\":\"a\",\"pc\":1e300}]}}"))
                .containsEntry(1L, new KnownGift("a", 0, Unit.YUCHI));
        assertThat(GiftAnswers.prop("Not Found")).isEmpty();
    }

    @Test
    void whatIsOldIsAskedForAgain() {
        var now = new AtomicLong();
        var asked = new Asked(now::get);

        assertThat(asked.isDue("a")).isTrue();
        assertThat(asked.isDue("a")).isFalse();
        now.addAndGet(Asked.AGE.toNanos());
        assertThat(asked.isDue("a")).isTrue();
    }

    @Test
    void whatWasAskedInVainIsDueSooner() {
        var now = new AtomicLong();
        var asked = new Asked(now::get);
        asked.isDue("a");
        asked.inVain("a");
        asked.inVain("never asked");

        now.addAndGet(Asked.RETRY.toNanos() - 1);
        assertThat(asked.isDue("a")).isFalse();
        now.incrementAndGet();
        assertThat(asked.isDue("a")).isTrue();
        assertThat(asked.isDue("never asked")).isTrue();
    }

    @Test
    void beyondTheBoundTheOldestIsForgotten() {
        var asked = new Asked(() -> 0);
        for (var i = 0; i <= Asked.MAX_ASKED; i++) {
            asked.isDue("n" + i);
        }

        assertThat(asked.isDue("n1")).isFalse();
        assertThat(asked.isDue("n0")).isTrue();
    }
}
