package dev.danmaku.console.api;

import dev.danmaku.console.picture.Picture;
import dev.danmaku.console.picture.PlatformPicture;
import dev.danmaku.room.Platform;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Rooms that are wanted and not watched, and why.
 *
 * @param cause a word that does not change, for translation
 * @param platform null where it is of all
 * @param values numbers of the sentence; times are Unix milliseconds
 */
record Shortfall(
        String cause,
        @Nullable Platform platform,
        long rooms,
        Map<String, Long> values,
        String sentence) {
    /** A job that waits longer, while there are free slots, waits for the platform's pace. */
    private static final Duration ON_ITS_WAY = Duration.ofSeconds(10);

    static List<Shortfall> of(Picture picture) {
        var all = new ArrayList<Shortfall>();
        var state = picture.state();
        if (state == null) {
            return all;
        }
        for (var platform : picture.platforms()) {
            unclaimed(platform, state.rebuilding(), all);
            queued(platform, picture, state.now(), all);
            parked(platform, all);
            paused(platform, all);
            if (platform.rejected() > 0) {
                all.add(new Shortfall(
                        "rejected",
                        platform.platform(),
                        platform.rejected(),
                        Map.of(),
                        "%s in %s cannot be a room: remove them"
                                .formatted(
                                        count(platform.rejected(), "id"),
                                        platform.platform().livesKey())));
            }
        }
        return all;
    }

    private static void unclaimed(
            PlatformPicture platform, boolean rebuilding, List<Shortfall> all) {
        var rooms = platform.claimable();
        if (rooms == 0) {
            return;
        }
        if (rebuilding) {
            all.add(new Shortfall(
                    "rebuilding",
                    platform.platform(),
                    rooms,
                    Map.of(),
                    "%s of %s: the registry is being rebuilt, nothing is claimed before the workers have written back"
                            .formatted(waiting(rooms), platform.platform().label())));
        } else if (platform.pause() != null) {
            all.add(pausedPlatform(platform, rooms));
        } else {
            all.add(new Shortfall(
                    "queued",
                    platform.platform(),
                    rooms,
                    Map.of(),
                    "%s of %s to be claimed by a dispatcher"
                            .formatted(waiting(rooms), platform.platform().label())));
        }
    }

    private static void queued(
            PlatformPicture platform, Picture picture, Instant now, List<Shortfall> all) {
        var rooms = platform.in("queued") + platform.in("claimed");
        if (rooms == 0) {
            return;
        }
        var name = platform.platform().label();
        var values = new LinkedHashMap<String, Long>();
        var oldest = platform.oldestQueued();
        if (oldest != null) {
            values.put("oldest", oldest.toEpochMilli());
        }
        if (picture.living() == 0) {
            all.add(new Shortfall(
                    "no-worker",
                    platform.platform(),
                    rooms,
                    values,
                    "%s of %s: no worker runs".formatted(waiting(rooms), name)));
        } else if (picture.freeSlots() == 0) {
            values.put("slots", picture.slots());
            values.put("workers", picture.living());
            all.add(new Shortfall(
                    "no-free-slot",
                    platform.platform(),
                    rooms,
                    values,
                    "%s of %s: no free slot (%s with %s)"
                            .formatted(
                                    waiting(rooms),
                                    name,
                                    count(picture.living(), "worker"),
                                    count(picture.slots(), "slot"))));
        } else if (oldest != null && oldest.isBefore(now.minus(ON_ITS_WAY))) {
            all.add(new Shortfall(
                    "paced",
                    platform.platform(),
                    rooms,
                    values,
                    "%s of %s: workers join at the pace that connects-per-second allows"
                            .formatted(waiting(rooms), name)));
        } else {
            all.add(new Shortfall(
                    "queued",
                    platform.platform(),
                    rooms,
                    values,
                    "%s of %s on its queue".formatted(waiting(rooms), name)));
        }
    }

    private static void parked(PlatformPicture platform, List<Shortfall> all) {
        var rooms = platform.in("parked");
        if (rooms > 0) {
            var retry = platform.nextRetry();
            all.add(new Shortfall(
                    "parked",
                    platform.platform(),
                    rooms,
                    retry == null ? Map.of() : Map.of("nextRetry", retry.toEpochMilli()),
                    "%s of %s %s after failures"
                            .formatted(
                                    count(rooms, "room"),
                                    platform.platform().label(),
                                    rooms == 1 ? "rests" : "rest")));
        }
    }

    private static void paused(PlatformPicture platform, List<Shortfall> all) {
        var rooms = platform.in("paused");
        if (rooms > 0) {
            all.add(pausedPlatform(platform, rooms));
        }
    }

    private static Shortfall pausedPlatform(PlatformPicture platform, long rooms) {
        return new Shortfall(
                "paused",
                platform.platform(),
                rooms,
                Map.of(),
                "%s of %s %s paused by a person"
                        .formatted(
                                count(rooms, "room"),
                                platform.platform().label(),
                                rooms == 1 ? "is" : "are"));
    }

    private static String waiting(long rooms) {
        return rooms == 1 ? "1 room waits" : rooms + " rooms wait";
    }

    private static String count(long number, String one) {
        return number + " " + one + (number == 1 ? "" : "s");
    }
}
