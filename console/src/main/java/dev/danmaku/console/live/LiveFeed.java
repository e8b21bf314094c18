package dev.danmaku.console.live;

import dev.danmaku.output.LiveTail;
import dev.danmaku.rate.RateKeys;
import dev.danmaku.rate.RatesSummary;
import dev.danmaku.rate.RoomRates;
import dev.danmaku.room.RoomId;

import redis.clients.jedis.UnifiedJedis;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Brings what workers publish on Redis into the topics. */
public final class LiveFeed implements AutoCloseable {
    /** Somebody has to be listened to, so that a connection stands; nobody speaks there. */
    private static final String NOBODY = "danmaku_console";

    private final Hub hub;
    private final Consumer<RatesSummary> summaries;
    private final boolean comments;
    private final Tail rates;
    private final Tail events;
    private final boolean shared;
    private volatile Map<String, RoomId> eventChannels = Map.of();
    private volatile Map<String, RoomId> rateChannels = Map.of();

    /**
     * @param rates the Redis of rates
     * @param tail the Redis of the sink's live tail; the same object where it is the same
     * @param comments whether workers publish events there
     */
    public LiveFeed(
            Hub hub,
            UnifiedJedis rates,
            UnifiedJedis tail,
            boolean comments,
            Consumer<RatesSummary> summaries) {
        this.hub = hub;
        this.comments = comments;
        this.summaries = summaries;
        this.shared = rates == tail;
        this.rates = new Tail(rates, "console-rates", RateKeys.SUMMARY, this::heard);
        this.events = shared ? this.rates : new Tail(tail, "console-tail", NOBODY, this::heard);
    }

    public void start() {
        rates.start();
        if (!shared) {
            events.start();
        }
    }

    /** Other rooms are looked at. */
    public synchronized void follow() {
        var rooms = hub.looked();
        var byEvents = new HashMap<String, RoomId>();
        var byRates = new HashMap<String, RoomId>();
        for (var room : rooms) {
            byRates.put(RateKeys.seconds(room), room);
            if (comments) {
                byEvents.put(LiveTail.key(room.platform(), room.id()), room);
            }
        }
        eventChannels = Map.copyOf(byEvents);
        rateChannels = Map.copyOf(byRates);
        if (shared) {
            rates.want(both(byRates.keySet(), byEvents.keySet()));
        } else {
            rates.want(byRates.keySet());
            events.want(byEvents.keySet());
        }
    }

    private static Set<String> both(Set<String> a, Set<String> b) {
        return java.util.stream.Stream.concat(a.stream(), b.stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    private void heard(String channel, String message) {
        var room = eventChannels.get(channel);
        if (room != null) {
            if (EventLine.isSound(message)) {
                hub.room(room).ifPresent(topic -> topic.event(message));
            }
            return;
        }
        var counted = rateChannels.get(channel);
        if (counted != null) {
            RoomRates.parse(message)
                    .ifPresent(told -> hub.room(counted).ifPresent(topic -> topic.rates(told)));
        } else if (channel.equals(RateKeys.SUMMARY)) {
            RatesSummary.parse(message).ifPresent(summaries);
        }
    }

    @Override
    public void close() {
        rates.close();
        if (!shared) {
            events.close();
        }
    }
}
