package dev.danmaku.standalone.simulation;

import dev.danmaku.registry.ControlChannel;
import dev.danmaku.registry.ControlMessage;
import dev.danmaku.registry.Keys;
import dev.danmaku.registry.OperatorAnswer;
import dev.danmaku.registry.OperatorAnswer.Outcome;
import dev.danmaku.registry.OperatorAnswer.Verdict;
import dev.danmaku.registry.OperatorRegistry;
import dev.danmaku.registry.RedisOperatorRegistry;
import dev.danmaku.room.Platform;
import dev.danmaku.room.RoomId;

import redis.clients.jedis.UnifiedJedis;

import tools.jackson.databind.json.JsonMapper;

import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** What people do to rooms: pause, resume, retry, move. They say again what a registry that is rebuilt would not hear. */
final class Pauses {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String WHO = "people";

    private final World world;
    private final UnifiedJedis redis;
    private final OperatorRegistry registry;
    private final ControlChannel control;
    private final Set<RoomId> rooms = new LinkedHashSet<>();
    private final Set<Platform> platforms = EnumSet.noneOf(Platform.class);

    Pauses(World world, UnifiedJedis redis, ControlChannel control) {
        this.world = world;
        this.redis = redis;
        this.registry = new RedisOperatorRegistry(redis, world.timeline()::nanos);
        this.control = control;
    }

    /** Is it to be without a socket in the end? */
    boolean paused(RoomId room) {
        return rooms.contains(room) || platforms.contains(room.platform());
    }

    /** Then it may have no record yet: nothing of its platform is claimed. */
    boolean withItsPlatform(RoomId room) {
        return platforms.contains(room.platform());
    }

    void pause(RoomId room) {
        say(room, "pause", () -> registry.pause(room.platform(), WHO, List.of(room)), outcome -> {
            if (outcome.verdict() == Verdict.PAUSED || outcome.verdict() == Verdict.ALREADY) {
                rooms.add(room);
            }
            var holder = outcome.holder();
            if (holder != null && world.timeline().oneIn(2)) {
                tell(holder, new ControlMessage.Changed(List.of(room)));
            }
        });
    }

    void resume(RoomId room) {
        say(
                room,
                "resume",
                () -> registry.resume(room.platform(), WHO, List.of(room)),
                outcome -> rooms.remove(room));
    }

    void retry(RoomId room) {
        say(
                room,
                "retry",
                () -> registry.retry(room.platform(), WHO, "", List.of(room)),
                outcome -> {});
    }

    private void say(
            RoomId room,
            String what,
            java.util.function.Supplier<OperatorAnswer> script,
            Consumer<Outcome> then) {
        world.sayUntilDone(() -> switch (script.get()) {
            case OperatorAnswer.Rebuilding() -> false;
            case OperatorAnswer.Done(var outcomes) -> {
                world.trace("people", "%s %s: %s", what, room, outcomes.getFirst());
                then.accept(outcomes.getFirst());
                yield true;
            }
        });
    }

    void pause(Platform platform) {
        world.sayUntilDone(() -> {
            registry.pausePlatform(platform, WHO);
            platforms.add(platform);
            world.trace("people", "pause %s", platform);
            return true;
        });
    }

    void resume(Platform platform) {
        world.sayUntilDone(() -> {
            registry.resumePlatform(platform);
            platforms.remove(platform);
            world.trace("people", "resume %s", platform);
            return true;
        });
    }

    /** Whoever holds the room is told to give it to another. */
    void move(RoomId room) {
        world.sayUntilDone(() -> {
            var json = redis.hget(Keys.running(room.platform()), room.id());
            var holder = json == null ? "" : JSON.readTree(json).path("session").asString("");
            if (!holder.isEmpty()) {
                tell(holder, new ControlMessage.Move(List.of(room)));
            }
            return true;
        });
    }

    void tell(String session, ControlMessage message) {
        world.sayUntilDone(() -> {
            control.tell(session, message);
            return true;
        });
    }

    /** Workers that stand by take rooms again. */
    void goOn() {
        world.living().forEach(worker -> tell(worker.session(), new ControlMessage.GoOn()));
    }

    /** What only a lost Redis knew. */
    void repeat() {
        goOn();
        for (var platform : World.PLATFORMS) {
            if (platforms.contains(platform)) {
                pause(platform);
            } else {
                resume(platform);
            }
        }
        for (var room : world.wishes().keySet()) {
            if (rooms.contains(room)) {
                pause(room);
            }
        }
    }
}
