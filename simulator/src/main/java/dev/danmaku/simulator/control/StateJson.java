package dev.danmaku.simulator.control;

import dev.danmaku.simulator.room.Moment;
import dev.danmaku.simulator.room.SimulatedPlatform;
import dev.danmaku.simulator.room.SimulatedRoom;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Counts as JSON objects. */
final class StateJson {
    private StateJson() {}

    static Map<String, Object> platform(SimulatedPlatform platform) {
        var counts = platform.counts();
        var json = new LinkedHashMap<String, Object>();
        json.put("rooms", platform.rooms().size());
        json.put(
                "live",
                platform.rooms().stream()
                        .filter(room -> room.broadcast().isPresent())
                        .count());
        json.put("open", counts.open());
        json.put("opened", counts.opened());
        json.put("closes", counts.closes());
        json.put("refused", counts.refused());
        json.put("joins", counts.joins());
        json.put("lookups", counts.lookups());
        return json;
    }

    static Map<String, Object> room(SimulatedRoom room) {
        var counts = room.counts();
        var json = new LinkedHashMap<String, Object>();
        var broadcast = room.broadcast();
        json.put("live", broadcast.isPresent());
        broadcast.ifPresent(b -> json.put("stream", b.streamId()));
        json.put("joined", counts.joined());
        json.put("maxJoined", counts.maxJoined());
        json.put("joins", counts.joins());
        json.put("closes", counts.closes());
        json.put("lastSequence", counts.lastSequence());
        json.put("gifts", counts.gifts());
        json.put("likes", counts.likes());
        json.put("lookups", counts.lookups());
        return json;
    }

    /** With its time line, and for how long it was watched by nobody or by too many up to now. */
    static Map<String, Object> roomInFull(SimulatedRoom room, Instant now) {
        var json = room(room);
        var timeline = room.timeline();
        json.put("unwatchedMillis", timeline.unwatched(now).toMillis());
        json.put("doublyWatchedMillis", timeline.doublyWatched(now).toMillis());
        json.put("momentsForgotten", timeline.forgotten());
        json.put("timeline", timeline.moments().stream().map(StateJson::moment).toList());
        return json;
    }

    private static Map<String, Object> moment(Moment moment) {
        var json = new LinkedHashMap<String, Object>();
        json.put("at", moment.at().toString());
        json.put("what", moment.what().name().toLowerCase(Locale.ROOT));
        json.put("joined", moment.joined());
        json.put("sequence", moment.sequence());
        return json;
    }
}
