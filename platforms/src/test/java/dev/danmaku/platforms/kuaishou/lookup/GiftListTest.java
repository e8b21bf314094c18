package dev.danmaku.platforms.kuaishou.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.platforms.net.HttpResult;
import dev.danmaku.platforms.net.HttpResult.Answer;
import dev.danmaku.platforms.net.HttpResult.NoAnswer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

class GiftListTest {
    private static final String DICTIONARY = "/live_api/emoji/allgifts";
    private static final String PANEL = "/live_api/emoji/gift-list?liveStreamId=";

    private final Map<String, CompletableFuture<HttpResult>> answers = new HashMap<>();
    private final List<String> asked = new ArrayList<>();
    private long nanos = -5;
    private final GiftList gifts = new GiftList(this::get, () -> nanos);

    @Test
    void nobodyWaitsForTheLists() {
        var names = new CompletableFuture<HttpResult>();
        answers.put(DICTIONARY, names);
        answer(PANEL + "a", "{\"data\":{\"gifts\":[{\"id\":9,\"name\":\"啤酒\",\"unitPrice\":10}]}}");

        assertThat(gifts.find(9, "a")).isEqualTo(GiftKind.UNKNOWN);
        assertThat(gifts.find(9, "b")).isEqualTo(GiftKind.UNKNOWN);
        assertThat(asked).containsExactly(DICTIONARY, PANEL + "a");

        names.complete(ok("{\"data\":{\"9\":{\"giftName\":\"啤酒\"},\"7\":{\"giftName\":\"么么哒\"}}}"));
        assertThat(gifts.find(9, "a")).isEqualTo(new GiftKind("啤酒", 10L));
        assertThat(gifts.find(7, "a")).isEqualTo(new GiftKind("么么哒", null));
    }

    @Test
    void aGiftWithoutAPriceWaitsForAnotherRoomsPanel() {
        answer(DICTIONARY, "{\"data\":{\"7\":{\"giftName\":\"么么哒\"}}}");
        answer(PANEL + "b", "{\"data\":{\"gifts\":[{\"id\":7,\"unitPrice\":5}]}}");

        gifts.find(7, "a");
        gifts.find(7, "b");
        assertThat(asked).hasSize(2);

        nanos += GiftList.PAUSE.toNanos();
        gifts.find(7, "b");
        assertThat(gifts.find(7, "b")).isEqualTo(new GiftKind("么么哒", 5L));
    }

    @Test
    void whatIsKnownIsAskedForAgainAfterADayAndStaysMeanwhile() {
        answer(DICTIONARY, "{\"data\":{\"9\":{\"giftName\":\"啤酒\"}}}");
        answer(PANEL + "a", "{\"data\":{\"gifts\":[{\"id\":9,\"unitPrice\":10}]}}");
        gifts.find(9, "a");

        nanos += Duration.ofHours(23).toNanos();
        gifts.find(9, "a");
        assertThat(asked).hasSize(2);

        answers.clear();
        nanos += Duration.ofHours(2).toNanos();
        gifts.find(9, "a");
        assertThat(asked).hasSize(4);
        assertThat(gifts.find(9, "a")).isEqualTo(new GiftKind("啤酒", 10L));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{\"data\":null}",
                "{\"data\":{\"result\":2}}",
                "{\"data\":{\"x\":{\"giftName\":\"a\"},\"9\":7,\"-1\":{}}}",
                "{\"data\":{\"gifts\":[7,null,{\"id\":\"x\"},{\"id\":-9}]}}"
            })
    void nonsenseIsNoGift(String body) {
        assertThat(GiftAnswers.dictionary(body)).isEmpty();
        assertThat(GiftAnswers.panel(body)).isEmpty();
    }

    @Test
    void namesAndPricesAreBounded() {
        var long101 = "x".repeat(GiftAnswers.MAX_NAME_CHARS + 1);

        assertThat(GiftAnswers.panel(
                        "{\"data\":{\"gifts\":[{\"id\":1,\"name\":\"%s\",\"unitPrice\":-3},"
                                        .formatted(long101)
                                + "{\"id\":4294967295,\"name\":\"a\",\"unitPrice\":1000000001}]}}"))
                .isEqualTo(Map.of(1, GiftKind.UNKNOWN, -1, new GiftKind("a", null)));
    }

    private CompletableFuture<HttpResult> get(String path) {
        asked.add(path);
        return answers.getOrDefault(
                path, CompletableFuture.completedFuture(new NoAnswer("nobody there")));
    }

    private void answer(String path, String body) {
        answers.put(path, CompletableFuture.completedFuture(ok(body)));
    }

    private static Answer ok(String body) {
        return new Answer(200, body, List.of(), null);
    }
}
