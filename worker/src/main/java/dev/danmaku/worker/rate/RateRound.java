package dev.danmaku.worker.rate;

import dev.danmaku.rate.RateKeys;
import dev.danmaku.rate.RatesSummary;
import dev.danmaku.rate.RoomRates;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Takes from every room what is over, makes minutes of it, and tells it. Used by one thread. */
final class RateRound {
    private static final long MINUTE = 60;

    private final Set<RoomCount> rooms;
    private final String session;
    private final Clock clock;
    private final RateWriter writer;
    private final Map<RoomCount, Ongoing> ongoing = new HashMap<>();
    private long toldUntil;

    /** What the rounds know of a room between them. */
    private static final class Ongoing {
        final RoomStreams streams;
        final List<Tally> minutes = new ArrayList<>(1);
        boolean active;

        Ongoing(RoomStreams streams) {
            this.streams = streams;
        }
    }

    RateRound(Set<RoomCount> rooms, String session, Clock clock, RateWriter writer) {
        this.rooms = rooms;
        this.session = session;
        this.clock = clock;
        this.writer = writer;
        this.toldUntil = now();
    }

    private long now() {
        return Math.floorDiv(clock.millis(), 1000);
    }

    /** @param last whether the worker ends: what runs counts as over */
    void run(boolean last) {
        var now = now();
        var seconds = Math.clamp(now - toldUntil, 1, Integer.MAX_VALUE);
        toldUntil = now;
        var told = new ArrayList<RatesSummary.Room>(rooms.size());
        for (var room : rooms) {
            told.add(oneRoom(room, now, seconds, last));
        }
        summarize(told, now, seconds);
        writer.write();
    }

    private RatesSummary.Room oneRoom(RoomCount room, long now, int seconds, boolean last) {
        var own = ongoing.computeIfAbsent(room, r -> new Ongoing(new RoomStreams(r.room())));
        var taken = room.take(last ? null : now);
        var all = new Tally(now - seconds);
        for (var second : taken.over()) {
            writer.add(own.streams, false, second.bucket());
            minute(own, second).add(second);
            all.add(second);
        }
        all.viewers(taken.viewers());
        var counted = all.bucket();
        var active = !taken.over().isEmpty();
        if (active || own.active) {
            var rates = new RoomRates(room.room(), now * 1000, seconds, counted);
            writer.publish(RateKeys.seconds(room.room()), rates.toJson());
        }
        own.active = active;
        endMinutes(own, now, last || taken.last());
        if (taken.last()) {
            rooms.remove(room);
            ongoing.remove(room);
        }
        return new RatesSummary.Room(
                room.room(), counted.chats(), counted.users(), counted.viewers());
    }

    private static Tally minute(Ongoing own, Tally second) {
        var at = Math.floorDiv(second.at(), MINUTE) * MINUTE;
        for (var minute : own.minutes) {
            if (minute.at() == at) {
                return minute;
            }
        }
        var minute = new Tally(at);
        own.minutes.add(minute);
        return minute;
    }

    /** A minute is over when its seconds are; what comes late makes a further part of it. */
    private void endMinutes(Ongoing own, long now, boolean all) {
        var running = Math.floorDiv(now, MINUTE) * MINUTE;
        own.minutes.removeIf(minute -> {
            var over = all || minute.at() != running;
            if (over) {
                writer.add(own.streams, true, minute.bucket());
            }
            return over;
        });
    }

    private void summarize(List<RatesSummary.Room> told, long now, int seconds) {
        var parts = (told.size() + RatesSummary.MAX_ROOMS - 1) / RatesSummary.MAX_ROOMS;
        for (var part = 0; part < parts; part++) {
            var from = part * RatesSummary.MAX_ROOMS;
            var some = told.subList(from, Math.min(from + RatesSummary.MAX_ROOMS, told.size()));
            var summary = new RatesSummary(now * 1000, seconds, session, part + 1, parts, some);
            writer.publish(RateKeys.SUMMARY, summary.toJson());
        }
    }
}
