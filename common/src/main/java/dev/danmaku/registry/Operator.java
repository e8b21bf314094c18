package dev.danmaku.registry;

import dev.danmaku.registry.ControlMessage.Changed;
import dev.danmaku.registry.OperatorAnswer.Outcome;
import dev.danmaku.room.Platform;
import dev.danmaku.room.RoomId;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/**
 * What a person does to rooms and workers, from a command line or a page: any number of rooms, in steps that keep Redis free, and
 * holders are told. Calls throw {@link RegistryUnavailable} where Redis does not answer or the registry is being rebuilt; what was done
 * before that stays done, and asking again does no harm.
 */
public final class Operator {
    private static final Logger LOG = LoggerFactory.getLogger(Operator.class);
    private static final int BATCH = 100;

    private final OperatorRegistry registry;
    private final RegistryReader reader;
    private final ControlChannel control;
    private final String who;

    /** @param who does it, for the rooms' histories */
    public Operator(
            OperatorRegistry registry, RegistryReader reader, ControlChannel control, String who) {
        this.registry = registry;
        this.reader = reader;
        this.control = control;
        this.who = who;
    }

    /** No session and no job until they are resumed. */
    public List<Outcome> pause(List<RoomId> rooms) {
        var outcomes = each(rooms, (platform, some) -> registry.pause(platform, who, some));
        outcomes.stream()
                .filter(outcome -> outcome.holder() != null)
                .collect(Collectors.groupingBy(
                        outcome -> String.valueOf(outcome.holder()),
                        Collectors.mapping(Outcome::room, Collectors.toList())))
                .forEach(this::tellChanged);
        return outcomes;
    }

    private void tellChanged(String session, List<RoomId> rooms) {
        for (var from = 0; from < rooms.size(); from += BATCH) {
            var some = rooms.subList(from, Math.min(from + BATCH, rooms.size()));
            try {
                control.tell(session, new Changed(some));
            } catch (RegistryUnavailable e) {
                LOG.debug("{} hears of it by its next beat: {}", session, e.getMessage());
            }
        }
    }

    /** Paused rooms go on. */
    public List<Outcome> resume(List<RoomId> rooms) {
        return each(rooms, (platform, some) -> registry.resume(platform, who, some));
    }

    /** Parked rooms are tried again now. */
    public List<Outcome> retry(List<RoomId> rooms) {
        return each(rooms, (platform, some) -> registry.retry(platform, who, "", some));
    }

    /**
     * All parked rooms of a platform are tried again now.
     *
     * @param reason what must be in the reason that they were parked for; empty for any
     */
    public List<Outcome> retryAll(Platform platform, String reason) {
        return each(
                reader.rooms(platform, "parked"),
                (same, some) -> registry.retry(same, who, reason, some));
    }

    /** @return false if it was paused before */
    public boolean pause(Platform platform) {
        return registry.pausePlatform(platform, who);
    }

    /** @return false if it was not paused */
    public boolean resume(Platform platform) {
        return registry.resumePlatform(platform);
    }

    /**
     * Has the holder of a room offer it to the other workers. What comes of it is seen in its record and its history.
     *
     * @param holder session of it
     * @return whether it heard
     */
    public boolean move(String holder, RoomId room) {
        return control.tell(holder, new ControlMessage.Move(List.of(room))) > 0;
    }

    /**
     * Has a worker give its rooms away and end.
     *
     * @return whether it heard
     */
    public boolean drain(String session) {
        return control.tell(session, new ControlMessage.Drain()) > 0;
    }

    /**
     * Has a worker give its rooms away and take none until {@link #goOn}.
     *
     * @return whether it heard
     */
    public boolean standBy(String session) {
        return control.tell(session, new ControlMessage.StandBy()) > 0;
    }

    /**
     * Has a worker take rooms again.
     *
     * @return whether it heard
     */
    public boolean goOn(String session) {
        return control.tell(session, new ControlMessage.GoOn()) > 0;
    }

    private static List<Outcome> each(
            List<RoomId> rooms, BiFunction<Platform, List<RoomId>, OperatorAnswer> script) {
        var outcomes = new ArrayList<Outcome>();
        var byPlatform = rooms.stream().distinct().collect(Collectors.groupingBy(RoomId::platform));
        byPlatform.forEach((platform, own) -> {
            for (var from = 0; from < own.size(); from += BATCH) {
                var some = own.subList(from, Math.min(from + BATCH, own.size()));
                switch (script.apply(platform, some)) {
                    case OperatorAnswer.Done(var done) -> outcomes.addAll(done);
                    case OperatorAnswer.Rebuilding() ->
                        throw new RegistryUnavailable(
                                "its registry", "it is being rebuilt; try again in some seconds");
                }
            }
        });
        return outcomes;
    }
}
