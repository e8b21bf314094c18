package dev.danmaku.registry;

import dev.danmaku.registry.OperatorAnswer.Outcome;
import dev.danmaku.registry.OperatorAnswer.Verdict;
import dev.danmaku.room.Platform;
import dev.danmaku.room.RoomId;

import redis.clients.jedis.UnifiedJedis;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;

/** People's scripts on Redis. Safe for use by many threads. */
public final class RedisOperatorRegistry implements OperatorRegistry {
    /** Names of people come from outside, and go into every room's history. */
    private static final int WHO_MAX_CHARS = 64;

    private final Scripts scripts;

    public RedisOperatorRegistry(UnifiedJedis redis) {
        this(redis, System::nanoTime);
    }

    /** @param nanoTime as {@link System#nanoTime} */
    public RedisOperatorRegistry(UnifiedJedis redis, LongSupplier nanoTime) {
        this.scripts = new Scripts(redis, nanoTime);
    }

    @Override
    public OperatorAnswer pause(Platform platform, String who, List<RoomId> rooms) {
        return pause(scripts, platform, "room", who, rooms);
    }

    static OperatorAnswer pause(
            Scripts scripts, Platform platform, String by, String who, List<RoomId> rooms) {
        var reply = scripts.run(
                "pause", platform, arguments(platform, rooms, List.of(by, printable(who))));
        if (Replies.rebuilding(reply)) {
            return new OperatorAnswer.Rebuilding();
        }
        var outcomes = new ArrayList<Outcome>();
        for (var i = 0; i < rooms.size(); i++) {
            outcomes.add(new Outcome(
                    rooms.get(i),
                    verdict(reply, 1 + 2 * i),
                    Replies.absentIfEmpty(Replies.text(reply, 2 + 2 * i))));
        }
        return new OperatorAnswer.Done(outcomes);
    }

    @Override
    public OperatorAnswer resume(Platform platform, String who, List<RoomId> rooms) {
        return verdicts(
                rooms,
                scripts.run(
                        "resume", platform, arguments(platform, rooms, List.of(printable(who)))));
    }

    @Override
    public OperatorAnswer retry(Platform platform, String who, String reason, List<RoomId> rooms) {
        return verdicts(
                rooms,
                scripts.run(
                        "retry",
                        platform,
                        arguments(platform, rooms, List.of(printable(who), reason))));
    }

    @Override
    public boolean pausePlatform(Platform platform, String who) {
        return "ok".equals(scripts.run("pause-platform", platform, List.of(printable(who), "1")));
    }

    @Override
    public boolean resumePlatform(Platform platform) {
        return "ok".equals(scripts.run("pause-platform", platform, List.of("", "")));
    }

    private static List<String> arguments(
            Platform platform, List<RoomId> rooms, List<String> before) {
        var arguments = new ArrayList<>(before);
        for (var room : rooms) {
            if (room.platform() != platform) {
                throw new IllegalArgumentException("a script works on the rooms of one platform");
            }
            arguments.add(room.id());
        }
        return arguments;
    }

    private static String printable(String who) {
        var clean = who.replaceAll("[\\p{Cc}\\p{Cf}]", "?");
        return clean.length() <= WHO_MAX_CHARS ? clean : clean.substring(0, WHO_MAX_CHARS);
    }

    private static OperatorAnswer verdicts(List<RoomId> rooms, Object reply) {
        if (Replies.rebuilding(reply)) {
            return new OperatorAnswer.Rebuilding();
        }
        var outcomes = new ArrayList<Outcome>();
        for (var i = 0; i < rooms.size(); i++) {
            outcomes.add(new Outcome(rooms.get(i), verdict(reply, 1 + i), null));
        }
        return new OperatorAnswer.Done(outcomes);
    }

    private static Verdict verdict(Object reply, int index) {
        return Verdict.valueOf(
                Replies.text(reply, index).toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
