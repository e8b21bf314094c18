package dev.danmaku.platforms.douyu.gift;

import static java.util.concurrent.CompletableFuture.completedFuture;

import dev.danmaku.config.DouyuSettings;
import dev.danmaku.platforms.douyu.lookup.Browser;
import dev.danmaku.platforms.net.Budget;
import dev.danmaku.platforms.net.HttpCalls;
import dev.danmaku.platforms.net.HttpResult;

import io.netty.util.concurrent.EventExecutor;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.net.URI;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * The gifts of all rooms of a process. Asks the platform beside the rooms, within a budget of its own, and never makes anybody
 * wait: who asks too early gets nothing. One list serves all rooms and is large; a room's own list adds what is new in it; a
 * prop that neither has is asked for alone. Bounded; safe for use by many threads.
 */
public final class GiftBook implements Gifts {
    /** At once; beyond it no new ones are taken. A gift has a name and a number. */
    static final int MAX_GIFTS = 20_000;

    private static final int AT_ONCE = 2;
    private static final double JITTER = 0.5;
    private static final String REAL_OPEN_API = "open.douyucdn.cn";
    private static final String ALL = "all";
    private static final Logger LOG = LoggerFactory.getLogger(GiftBook.class);

    private final DouyuSettings settings;
    private final HttpCalls http;
    private final Budget budget;
    private final Asked asked;
    private final Map<Long, KnownGift> gifts = new ConcurrentHashMap<>();
    private final Map<Long, KnownGift> props = new ConcurrentHashMap<>();

    /**
     * @param http the caller's to close
     * @param timer one thread, on which calls begin
     */
    public GiftBook(
            DouyuSettings settings, HttpCalls http, EventExecutor timer, RandomGenerator random) {
        this.settings = settings;
        this.http = http;
        budget = new Budget(settings.shared().lookupsPerSecond(), AT_ONCE, JITTER, timer, random);
        asked = new Asked(timer.ticker()::nanoTime);
    }

    /** A room is about to be joined: sees to it that its gifts are known soon. Returns at once. */
    public void prepare(long rid) {
        ask(
                ALL,
                "webconf",
                "/resource/common/prop_gift_list/prop_gift_config.json",
                body -> completedFuture(keep(gifts, GiftAnswers.all(body))));
        ask(
                "room " + rid,
                "gift",
                "/api/gift/v3/web/list?rid=" + rid,
                body -> keep(gifts, GiftAnswers.roomList(body))
                        ? completedFuture(true)
                        : askOpenApi(rid));
    }

    /** The open API tells the gifts of a room too, if fewer. */
    private CompletableFuture<Boolean> askOpenApi(long rid) {
        return call("open", "/api/RoomApi/room/" + rid)
                .thenApply(body -> keep(gifts, GiftAnswers.openApi(body)));
    }

    @Override
    public @Nullable KnownGift find(long pid, long gfid) {
        var prop = pid > 0 ? props.get(pid) : null;
        if (pid > 0 && prop == null) {
            ask(
                    "prop " + pid,
                    "gift",
                    "/api/prop/v1/web/single?pid=" + pid,
                    body -> completedFuture(keep(props, GiftAnswers.prop(body))));
        }
        return prop != null || gfid <= 0 ? prop : gifts.get(gfid);
    }

    /** @return whether there was anything to keep */
    private static boolean keep(Map<Long, KnownGift> known, Map<Long, KnownGift> told) {
        told.forEach((id, gift) -> {
            if (known.size() < MAX_GIFTS || known.containsKey(id)) {
                known.put(id, gift);
            }
        });
        return !told.isEmpty();
    }

    /**
     * Asks in its turn, unless it was asked lately, and has the answer read on a thread that may take its time.
     *
     * @param reader tells whether the answer told anything
     */
    private void ask(
            String what,
            String service,
            String path,
            Function<String, CompletableFuture<Boolean>> reader) {
        if (!asked.isDue(what)) {
            return;
        }
        // Its call may end before the turn is in our hands.
        var turn = new CompletableFuture<Budget.Turn>();
        turn.complete(budget.queue(() -> call(service, path)
                .thenComposeAsync(reader)
                .whenComplete((told, failure) -> {
                    if (failure != null) {
                        LOG.warn("The gifts at {} could not be read", path, failure);
                    }
                    if (!Boolean.TRUE.equals(told)) {
                        asked.inVain(what);
                    }
                    turn.thenAccept(Budget.Turn::leave);
                })));
    }

    /** The body; empty where there is none. */
    private CompletableFuture<String> call(String service, String path) {
        var headers = Map.of(
                "User-Agent",
                Browser.USER_AGENT,
                "Accept",
                "application/json, text/plain, */*",
                "Referer",
                Browser.SITE + "/");
        return http.get(HttpCalls.under(base(service), path), headers)
                .thenApply(result -> switch (result) {
                    case HttpResult.Answer answer when answer.status() == 200 -> answer.body();
                    case HttpResult.Answer answer -> {
                        LOG.debug("No gifts at {}: HTTP {}", path, answer.status());
                        yield "";
                    }
                    case HttpResult.NoAnswer(var reason) -> {
                        LOG.debug("No gifts at {}: {}", path, reason);
                        yield "";
                    }
                });
    }

    /** The real site has a host for each service; whoever stands in for it has one for all. */
    private URI base(String service) {
        var open = settings.openApiUrl();
        return REAL_OPEN_API.equals(open.getHost())
                ? URI.create(open.toString().replace(REAL_OPEN_API, service + ".douyucdn.cn"))
                : open;
    }
}
