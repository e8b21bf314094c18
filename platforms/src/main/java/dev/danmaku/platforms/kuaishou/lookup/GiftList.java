package dev.danmaku.platforms.kuaishou.lookup;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.danmaku.platforms.net.HttpResult;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.net.URLEncoder;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Names and prices of gifts, for all rooms of the process. A gift that is not known, or known for too long, has the lists
 * fetched, in the background: the one who asks gets what is known now. The dictionary has no prices and a room's panel not all
 * gifts, so each room that shows an unpriced gift may add its panel. Safe for use by many threads.
 */
public final class GiftList {
    static final Duration MAX_AGE = Duration.ofDays(1);
    /** Between two fetches, whatever they brought: strangers choose the ids. */
    static final Duration PAUSE = Duration.ofMinutes(10);

    private static final String DICTIONARY = "/live_api/emoji/allgifts";
    private static final String PANEL = "/live_api/emoji/gift-list?liveStreamId=";
    private static final Logger LOG = LoggerFactory.getLogger(GiftList.class);

    private final Function<String, CompletableFuture<HttpResult>> get;
    private final LongSupplier nanoTime;
    private final AtomicBoolean fetching = new AtomicBoolean();
    private volatile Known known;

    /** @param fetchAgainNanos before that no fetch begins */
    private record Known(Map<Integer, GiftKind> gifts, long staleNanos, long fetchAgainNanos) {}

    /** @param get asks the site for a path, within the look-up budget */
    GiftList(Function<String, CompletableFuture<HttpResult>> get, LongSupplier nanoTime) {
        this.get = get;
        this.nanoTime = nanoTime;
        var now = nanoTime.getAsLong();
        known = new Known(Map.of(), now, now);
    }

    /**
     * What is known of a gift. Returns at once.
     *
     * @param live the broadcast in which it was given
     */
    public GiftKind find(int id, String live) {
        var now = nanoTime.getAsLong();
        var current = known;
        var kind = current.gifts.getOrDefault(id, GiftKind.UNKNOWN);
        var wanting = kind.coins() == null || now - current.staleNanos >= 0;
        if (wanting && now - current.fetchAgainNanos >= 0 && fetching.compareAndSet(false, true)) {
            fetch(live);
        }
        return kind;
    }

    private void fetch(String live) {
        var names = get.apply(DICTIONARY)
                .thenApply(GiftList::bodyOf)
                .thenApply(GiftAnswers::dictionary);
        var priced = get.apply(PANEL + URLEncoder.encode(live, UTF_8))
                .thenApply(GiftList::bodyOf)
                .thenApply(GiftAnswers::panel);
        names.thenCombine(priced, this::keep).whenComplete((_, failure) -> {
            if (failure != null) {
                LOG.error("Fetching the gift lists failed", failure);
            }
            fetching.set(false);
        });
    }

    private Known keep(Map<Integer, GiftKind> names, Map<Integer, GiftKind> priced) {
        var now = nanoTime.getAsLong();
        var gifts = new HashMap<>(known.gifts);
        names.forEach((id, kind) -> add(gifts, id, kind));
        priced.forEach((id, kind) -> add(gifts, id, kind));
        var stale = names.isEmpty() ? known.staleNanos : now + MAX_AGE.toNanos();
        known = new Known(Map.copyOf(gifts), stale, now + PAUSE.toNanos());
        LOG.debug(
                "{} gifts known; {} named, {} priced just now",
                gifts.size(),
                names.size(),
                priced.size());
        return known;
    }

    /** What the newer list leaves out stays as it was. */
    private static void add(Map<Integer, GiftKind> gifts, int id, GiftKind newer) {
        var older = gifts.get(id);
        if (older != null) {
            gifts.put(
                    id,
                    new GiftKind(
                            newer.name() == null ? older.name() : newer.name(),
                            newer.coins() == null ? older.coins() : newer.coins()));
        } else if (gifts.size() < GiftAnswers.MAX_GIFTS) {
            gifts.put(id, newer);
        }
    }

    private static String bodyOf(HttpResult result) {
        return switch (result) {
            case HttpResult.Answer answer -> answer.status() == 200 ? answer.body() : "";
            case HttpResult.NoAnswer _ -> "";
        };
    }
}
