package dev.danmaku.simulator.bilibili;

import dev.danmaku.simulator.room.Counters;

import java.math.BigDecimal;
import java.util.List;

/** The room's figures: people so far, people now, likes. */
final class CounterMessages {
    /** {@code count} stands still here, {@code online_count} does not. */
    private static final long RANK_COUNT_CAP = 10_000;

    private static final int WATCHED_FOR_EACH_ONLINE = 10;
    private static final BigDecimal TEN_THOUSAND = BigDecimal.valueOf(10_000);

    private CounterMessages() {}

    static List<String> of(Counters counters) {
        var online = number(counters.watching());
        var watched = Json.object("{\"cmd\":\"WATCHED_CHANGE\",\"data\":{}}");
        watched.withObject("/data")
                .put("num", online * WATCHED_FOR_EACH_ONLINE)
                .put("text_small", display(online * WATCHED_FOR_EACH_ONLINE))
                .put("text_large", display(online * WATCHED_FOR_EACH_ONLINE) + "人看过");
        var rank = Json.object("{\"cmd\":\"ONLINE_RANK_COUNT\",\"data\":{}}");
        rank.withObject("/data")
                .put("count", Math.min(online, RANK_COUNT_CAP))
                .put("count_text", display(Math.min(online, RANK_COUNT_CAP)))
                .put("online_count", online)
                .put("online_count_text", display(online));
        var likes = Json.object("{\"cmd\":\"LIKE_INFO_V3_UPDATE\",\"data\":{}}");
        likes.withObject("/data").put("click_count", number(counters.likes()));
        return List.of(Json.text(watched), Json.text(rank), Json.text(likes));
    }

    /** What a display text says: {@code 3309}, {@code 1000+}, {@code 4.0万}. */
    static long number(String display) {
        var tenThousands = display.endsWith("万");
        var digits = display.replaceAll("[^0-9.]", "");
        if (digits.isEmpty()) {
            return 0;
        }
        var number = new BigDecimal(digits);
        return (tenThousands ? number.multiply(TEN_THOUSAND) : number).longValue();
    }

    private static String display(long number) {
        return number < 10_000
                ? Long.toString(number)
                : "%d.%d万".formatted(number / 10_000, number / 1_000 % 10);
    }
}
