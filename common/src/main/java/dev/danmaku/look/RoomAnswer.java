package dev.danmaku.look;

import dev.danmaku.queue.QueueLook;
import dev.danmaku.registry.PlatformPause;
import dev.danmaku.registry.RoomRecord;
import dev.danmaku.registry.RoomView;
import dev.danmaku.registry.Transition;
import dev.danmaku.registry.WorkerView;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;

/**
 * Why a room is watched, or is not, in one sentence. The registry is asked first; the queue only where a job may wait on it.
 *
 * @param sentence begins with Yes, No, Not yet or Not known
 */
public record RoomAnswer(Watched watched, String sentence, Facts facts) {

    /** Is the room being watched? */
    public enum Watched {
        YES,
        NO,
        /** What the registry says is not understood by this version. */
        UNKNOWN
    }

    /**
     * What the answer is made of.
     *
     * @param workers all that are registered
     * @param queue where its job waits; null where that was not asked, or the broker does not answer
     * @param brokerAway why the broker does not answer; null where it does, or was not asked
     * @param badId why the id cannot be a room; null where it can
     */
    public record Facts(
            RoomView room,
            List<WorkerView> workers,
            @Nullable QueueLook queue,
            @Nullable String brokerAway,
            @Nullable String badId) {
        public Facts {
            workers = List.copyOf(workers);
        }

        long living() {
            return workers.stream().filter(WorkerView::alive).count();
        }

        long freeSlots() {
            return workers.stream().mapToLong(WorkerView::freeSlots).sum();
        }
    }

    /** Does the answer depend on what waits on the room's queue? */
    public static boolean dependsOnTheQueue(RoomView room) {
        var record = room.record();
        return record == null
                ? room.wanted()
                : !record.held()
                        && !record.state().equals("parked")
                        && !record.state().equals(RoomRecord.PAUSED);
    }

    /** @param zone that times are told in */
    public static RoomAnswer of(Facts facts, ZoneId zone) {
        return new Maker(facts, zone).answer();
    }

    private static final class Maker {
        /** A dispatcher looks at least every few seconds: what takes longer has another cause. */
        private static final Duration SOON = Duration.ofSeconds(15);

        private final Facts facts;
        private final RoomView room;
        private final Words words;
        private final Instant now;

        Maker(Facts facts, ZoneId zone) {
            this.facts = facts;
            this.room = facts.room();
            this.now = room.state().now();
            this.words = new Words(now, zone);
        }

        RoomAnswer answer() {
            var record = room.record();
            if (record != null) {
                return recorded(record);
            }
            if (room.unreadable()) {
                return unknown(
                        "its record is none that a cluster of ours has written; a dispatcher deletes it, and"
                                + " claims the room anew");
            }
            return room.wanted() ? wanted() : unwanted();
        }

        private RoomAnswer unwanted() {
            var lives = room.platform().livesKey();
            var last = room.last();
            if (last == null) {
                return no("nobody asked for it: it is not in %s".formatted(lives));
            }
            return switch (last.what()) {
                case "ended" ->
                    no(
                            "its stream ended %s%s, and with it the wish to watch it: it is not in %s any more"
                                    .formatted(words.distance(last.at()), because(last), lives));
                case "cancelled" ->
                    no("it was taken off %s, and given up %s%s"
                            .formatted(lives, words.distance(last.at()), because(last)));
                default -> no("it is not in %s (any more)".formatted(lives));
            };
        }

        /** It is in the lives set, and nobody has claimed it. */
        private RoomAnswer wanted() {
            if (facts.badId() != null) {
                return no(Words.clean(facts.badId()));
            }
            if (room.state().rebuilding()) {
                return notYet(
                        "the registry is being rebuilt: Redis is fresh or lost its data, and nothing is claimed"
                                + " before the workers have written their rooms back");
            }
            if (noDispatcher()) {
                return no("no dispatcher runs that would claim it");
            }
            if (facts.brokerAway() != null) {
                return notYet("RabbitMQ does not answer, so no job can be published: "
                        + facts.brokerAway());
            }
            if (room.pause() != null) {
                return no(platformPaused(room.pause()));
            }
            var last = room.last();
            if (last != null && last.what().equals("released")) {
                return notYet("RabbitMQ did not take its job %s%s; it is claimed anew"
                        .formatted(words.distance(last.at()), because(last)));
            }
            return notYet("a dispatcher claims it in its next pass");
        }

        private RoomAnswer recorded(RoomRecord record) {
            return switch (record.state()) {
                case "claimed" -> claimed(record);
                case "queued" -> queued();
                case "parked" -> parked(record);
                case RoomRecord.PAUSED -> paused(record);
                case "opening", "watching", "handing-over", "ending" -> held(record);
                default ->
                    unknown(
                            "its record says '%s', which this version does not know; its holder's session is %s"
                                    .formatted(
                                            Words.clean(record.state()),
                                            room.holder() == null
                                                    ? "not named"
                                                    : Words.clean(room.holder().session())));
            };
        }

        private RoomAnswer claimed(RoomRecord record) {
            if (facts.brokerAway() != null) {
                return notYet("RabbitMQ does not answer, so its job cannot be published: "
                        + facts.brokerAway());
            }
            if (noDispatcher()) {
                return no("the dispatcher that claimed it %s is gone, and no other runs"
                        .formatted(words.distance(record.since())));
            }
            return record.since().isAfter(now.minus(SOON))
                    ? notYet("a dispatcher claimed it %s and publishes its job"
                            .formatted(words.distance(record.since())))
                    : notYet(
                            "a dispatcher claimed it %s and did not get its job published; it gets a fresh one"
                                    .formatted(words.distance(record.since())));
        }

        private RoomAnswer queued() {
            var queue = facts.queue();
            if (facts.living() == 0) {
                return notYet("its job waits, and no worker runs");
            }
            if (queue == null) {
                return notYet(
                        "its job waits on RabbitMQ, which does not answer: " + facts.brokerAway());
            }
            if (facts.freeSlots() == 0) {
                var slots = facts.workers().stream()
                        .filter(WorkerView::alive)
                        .mapToLong(WorkerView::slots)
                        .sum();
                return notYet("its job waits, and no worker has a free slot (%s with %s)"
                        .formatted(
                                Words.count(facts.living(), "worker"), Words.count(slots, "slot")));
            }
            if (queue.consumers() == 0) {
                return notYet(
                        "its job waits, and no worker takes jobs from %s: see danmaku.worker.platforms"
                                .formatted(queue.queue()));
            }
            if (queue.waiting() == 0) {
                return notYet(
                        "its job is on its way to a worker, or was lost on it: then it gets a fresh one");
            }
            return notYet(
                    "its job is one of %d that wait on %s; workers take them at the pace that the platform's"
                                    .formatted(queue.waiting(), queue.queue())
                            + " connects-per-second allows");
        }

        private RoomAnswer paused(RoomRecord record) {
            var pause = room.pause();
            var leaves = record.leaving() == null
                    ? ""
                    : "; worker %s has yet to close its socket"
                            .formatted(Words.clean(record.leaving()));
            if (RoomRecord.BY_PLATFORM.equals(record.by())) {
                return pause == null
                        ? notYet(
                                "it was paused with its platform, which goes on: it gets a fresh job"
                                        + leaves)
                        : no(platformPaused(pause) + leaves);
            }
            return no("it was paused %s, %s; `danmaku resume %s:%s` lets it go on%s"
                    .formatted(
                            words.distance(record.since()),
                            Words.clean(Objects.requireNonNullElse(record.reason(), "by somebody")),
                            room.platform().keyPrefix(),
                            Words.clean(room.id()),
                            leaves));
        }

        private String platformPaused(PlatformPause pause) {
            return "all of %s is paused%s%s; `danmaku resume %s` lets it go on"
                    .formatted(
                            room.platform().label(),
                            pause.by().isEmpty() ? "" : ", by " + Words.clean(pause.by()),
                            pause.at() == null ? "" : " " + words.distance(pause.at()),
                            room.platform().label());
        }

        private RoomAnswer parked(RoomRecord record) {
            var reason = Words.clean(Objects.requireNonNullElse(record.reason(), "unknown"));
            var until = record.until();
            if (until == null || until.isBefore(now)) {
                return noDispatcher()
                        ? no("it was given a rest (%s) that is over, but no dispatcher runs"
                                .formatted(reason))
                        : notYet("it was given a rest (%s) that is over: it gets a fresh job"
                                .formatted(reason));
            }
            return no("it is given a rest until %s, %s: %s"
                    .formatted(words.clock(until), words.distance(until), reason));
        }

        private RoomAnswer held(RoomRecord record) {
            var holder = room.holder();
            if (holder == null || !holder.alive()) {
                return orphaned(holder);
            }
            var who = name(holder);
            var since = words.when(record.since());
            return switch (record.state()) {
                case "opening" ->
                    notYet("%s took it %s and is looking it up and joining it"
                            .formatted(who, words.distance(record.since())));
                case "handing-over" ->
                    yes("%s watches it, and has been giving it away since %s"
                            .formatted(who, since));
                case "ending" ->
                    no("its stream ended %s (%s); %s asks once more whether a new one runs"
                            .formatted(
                                    words.distance(record.since()),
                                    Words.clean(Objects.toString(record.reason(), "")),
                                    who));
                default ->
                    room.wanted()
                            ? yes("%s has watched it since %s".formatted(who, since))
                            : yes(
                                    "%s still watches it, but it was taken off %s: its socket closes within seconds"
                                            .formatted(who, room.platform().livesKey()));
            };
        }

        private RoomAnswer orphaned(@Nullable WorkerView holder) {
            var who = holder == null ? "its worker" : name(holder);
            var heard = holder == null || holder.lastBeat() == null
                    ? "ended"
                    : "died: it was last heard of " + words.distance(holder.lastBeat());
            var next = facts.living() == 0
                    ? "no other worker runs"
                    : noDispatcher()
                            ? "no dispatcher runs that would give it to another"
                            : "another takes it over within seconds";
            return notYet("%s %s; %s".formatted(who, heard, next));
        }

        private static String name(WorkerView worker) {
            return "worker %s%s"
                    .formatted(
                            Words.clean(worker.session()),
                            worker.host().isEmpty() ? "" : " on " + Words.clean(worker.host()));
        }

        private static String because(Transition last) {
            return last.reason() == null ? "" : " (" + Words.clean(last.reason()) + ")";
        }

        private boolean noDispatcher() {
            return room.state().dispatchers().orElse(1) == 0;
        }

        private RoomAnswer yes(String sentence) {
            return new RoomAnswer(Watched.YES, "Yes: " + sentence + ".", facts);
        }

        private RoomAnswer no(String sentence) {
            return new RoomAnswer(Watched.NO, "No: " + sentence + ".", facts);
        }

        private RoomAnswer notYet(String sentence) {
            return new RoomAnswer(Watched.NO, "Not yet: " + sentence + ".", facts);
        }

        private RoomAnswer unknown(String sentence) {
            return new RoomAnswer(Watched.UNKNOWN, "Not known: " + sentence + ".", facts);
        }
    }
}
