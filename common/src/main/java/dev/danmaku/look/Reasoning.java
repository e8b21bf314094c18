package dev.danmaku.look;

import dev.danmaku.look.RoomAnswer.Facts;
import dev.danmaku.look.RoomAnswer.Watched;
import dev.danmaku.registry.PlatformPause;
import dev.danmaku.registry.RoomRecord;
import dev.danmaku.registry.RoomView;
import dev.danmaku.registry.Transition;
import dev.danmaku.registry.WorkerView;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Objects;

/** Finds the answer for one room. */
final class Reasoning {
    /** A dispatcher looks at least every few seconds: what takes longer has another cause. */
    private static final Duration SOON = Duration.ofSeconds(15);

    private final Facts facts;
    private final RoomView room;
    private final Named say;
    private final Instant now;

    Reasoning(Facts facts, ZoneId zone) {
        this.facts = facts;
        this.room = facts.room();
        this.now = room.state().now();
        this.say = new Named(now, zone);
    }

    RoomAnswer answer() {
        var record = room.record();
        if (record != null) {
            return recorded(record);
        }
        if (room.unreadable()) {
            return unknown(
                    WhyCode.UNREADABLE,
                    "its record is none that a cluster of ours has written; a dispatcher deletes it, and"
                            + " claims the room anew");
        }
        return room.wanted() ? wanted() : unwanted();
    }

    private RoomAnswer unwanted() {
        var lives = lives();
        var last = room.last();
        if (last == null) {
            return no(
                    WhyCode.NOT_ASKED_FOR, "nobody asked for it: it is not in %s".formatted(lives));
        }
        return switch (last.what()) {
            case "ended" ->
                no(
                        WhyCode.STREAM_OVER,
                        "its stream ended %s%s, and with it the wish to watch it: it is not in %s any more"
                                .formatted(say.distance("at", last.at()), because(last), lives));
            case "cancelled" ->
                no(
                        WhyCode.TAKEN_OFF,
                        "it was taken off %s, and given up %s%s"
                                .formatted(lives, say.distance("at", last.at()), because(last)));
            default -> no(WhyCode.NOT_IN_LIVES, "it is not in %s (any more)".formatted(lives));
        };
    }

    /** It is in the lives set, and nobody has claimed it. */
    private RoomAnswer wanted() {
        if (facts.badId() != null) {
            return no(WhyCode.BAD_ID, say.text("detail", facts.badId()));
        }
        if (room.state().rebuilding()) {
            return notYet(
                    WhyCode.REBUILDING,
                    "the registry is being rebuilt: Redis is fresh or lost its data, and nothing is claimed"
                            + " before the workers have written their rooms back");
        }
        if (noDispatcher()) {
            return no(WhyCode.NO_DISPATCHER, "no dispatcher runs that would claim it");
        }
        if (facts.brokerAway() != null) {
            return notYet(
                    WhyCode.NO_BROKER,
                    "RabbitMQ does not answer, so no job can be published: "
                            + say.text("detail", facts.brokerAway()));
        }
        if (room.pause() != null) {
            return platformPaused(room.pause(), "");
        }
        var last = room.last();
        if (last != null && last.what().equals("released")) {
            return notYet(
                    WhyCode.NOT_PUBLISHED,
                    "RabbitMQ did not take its job %s%s; it is claimed anew"
                            .formatted(say.distance("at", last.at()), because(last)));
        }
        return notYet(WhyCode.TO_BE_CLAIMED, "a dispatcher claims it in its next pass");
    }

    private RoomAnswer recorded(RoomRecord record) {
        return switch (record.state()) {
            case "claimed" -> claimed(record);
            case "queued" -> queued();
            case "parked" -> parked(record);
            case RoomRecord.PAUSED -> paused(record);
            case "opening", "watching", "handing-over", "ending" -> held(record);
            default -> {
                var holder = room.holder();
                yield unknown(
                        WhyCode.UNKNOWN_STATE,
                        "its record says '%s', which this version does not know; its holder's session is %s"
                                .formatted(
                                        say.text("state", record.state()),
                                        holder == null
                                                ? "not named"
                                                : say.text("worker", holder.session())));
            }
        };
    }

    private RoomAnswer claimed(RoomRecord record) {
        if (facts.brokerAway() != null) {
            return notYet(
                    WhyCode.NO_BROKER,
                    "RabbitMQ does not answer, so its job cannot be published: "
                            + say.text("detail", facts.brokerAway()));
        }
        var claimed = say.distance("at", record.since());
        if (noDispatcher()) {
            return no(
                    WhyCode.CLAIM_ORPHANED,
                    "the dispatcher that claimed it %s is gone, and no other runs"
                            .formatted(claimed));
        }
        return record.since().isAfter(now.minus(SOON))
                ? notYet(
                        WhyCode.PUBLISHING,
                        "a dispatcher claimed it %s and publishes its job".formatted(claimed))
                : notYet(
                        WhyCode.CLAIM_LATE,
                        "a dispatcher claimed it %s and did not get its job published; it gets a fresh one"
                                .formatted(claimed));
    }

    private RoomAnswer queued() {
        var queue = facts.queue();
        if (facts.living() == 0) {
            return notYet(WhyCode.NO_WORKER, "its job waits, and no worker runs");
        }
        if (queue == null) {
            return notYet(
                    WhyCode.QUEUE_UNKNOWN,
                    "its job waits on RabbitMQ, which does not answer: "
                            + say.text(
                                    "detail", Objects.requireNonNullElse(facts.brokerAway(), "")));
        }
        if (facts.freeSlots() == 0) {
            var slots = facts.workers().stream()
                    .filter(WorkerView::alive)
                    .mapToLong(WorkerView::slots)
                    .sum();
            return notYet(
                    WhyCode.NO_FREE_SLOT,
                    "its job waits, and no worker has a free slot (%s with %s)"
                            .formatted(
                                    say.count("workers", facts.living(), "worker"),
                                    say.count("slots", slots, "slot")));
        }
        if (queue.consumers() == 0) {
            return notYet(
                    WhyCode.NO_CONSUMER,
                    "its job waits, and no worker takes jobs from %s: see danmaku.worker.platforms"
                            .formatted(say.text("queue", queue.queue())));
        }
        var waiting = queue.waiting();
        if (waiting != null && waiting == 0) {
            return notYet(
                    WhyCode.ON_ITS_WAY,
                    "its job is on its way to a worker, or was lost on it: then it gets a fresh one");
        }
        return notYet(
                WhyCode.PACED,
                "its job %s on %s; workers take them at the pace that the platform's connects-per-second allows"
                        .formatted(
                                waiting == null
                                        ? "waits"
                                        : "is one of %s that wait"
                                                .formatted(say.number("jobs", waiting)),
                                say.text("queue", queue.queue())));
    }

    private RoomAnswer paused(RoomRecord record) {
        var pause = room.pause();
        var leaves = record.leaving() == null
                ? ""
                : "; worker %s has yet to close its socket"
                        .formatted(say.text("leaving", record.leaving()));
        if (RoomRecord.BY_PLATFORM.equals(record.by())) {
            return pause == null
                    ? notYet(
                            WhyCode.PLATFORM_RESUMED,
                            "it was paused with its platform, which goes on: it gets a fresh job"
                                    + leaves)
                    : platformPaused(pause, leaves);
        }
        var room = "%s:%s".formatted(this.room.platform().keyPrefix(), this.room.id());
        return no(
                WhyCode.PAUSED,
                "it was paused %s, %s; `danmaku resume %s` lets it go on%s"
                        .formatted(
                                say.distance("at", record.since()),
                                record.reason() == null
                                        ? "by somebody"
                                        : say.text("reason", record.reason()),
                                say.text("room", room),
                                leaves));
    }

    private RoomAnswer platformPaused(PlatformPause pause, String leaves) {
        var platform = say.text("platform", room.platform().label());
        return no(
                WhyCode.PLATFORM_PAUSED,
                "all of %s is paused%s%s; `danmaku resume %s` lets it go on%s"
                        .formatted(
                                platform,
                                pause.by().isEmpty() ? "" : ", by " + say.text("by", pause.by()),
                                pause.at() == null ? "" : " " + say.distance("at", pause.at()),
                                platform,
                                leaves));
    }

    private RoomAnswer parked(RoomRecord record) {
        var reason = say.text("reason", Objects.requireNonNullElse(record.reason(), "unknown"));
        var until = record.until();
        if (until == null || until.isBefore(now)) {
            return noDispatcher()
                    ? no(
                            WhyCode.REST_OVER_NO_DISPATCHER,
                            "it was given a rest (%s) that is over, but no dispatcher runs"
                                    .formatted(reason))
                    : notYet(
                            WhyCode.REST_OVER,
                            "it was given a rest (%s) that is over: it gets a fresh job"
                                    .formatted(reason));
        }
        return no(
                WhyCode.RESTING,
                "it is given a rest until %s, %s: %s"
                        .formatted(
                                say.clock("until", until), say.distance("until", until), reason));
    }

    private RoomAnswer held(RoomRecord record) {
        var holder = room.holder();
        if (holder == null || !holder.alive()) {
            return orphaned(holder);
        }
        var who = name(holder);
        var at = record.since();
        return switch (record.state()) {
            case "opening" ->
                notYet(
                        WhyCode.JOINING,
                        "%s took it %s and is looking it up and joining it"
                                .formatted(who, say.distance("at", at)));
            case "handing-over" ->
                yes(
                        WhyCode.HANDING_OVER,
                        "%s watches it, and has been giving it away since %s"
                                .formatted(who, say.when("at", at)));
            case "ending" ->
                no(
                        WhyCode.ENDING,
                        "its stream ended %s (%s); %s asks once more whether a new one runs"
                                .formatted(
                                        say.distance("at", at),
                                        say.text("reason", Objects.toString(record.reason(), "")),
                                        who));
            default ->
                room.wanted()
                        ? yes(
                                WhyCode.WATCHING,
                                "%s has watched it since %s".formatted(who, say.when("at", at)))
                        : yes(
                                WhyCode.CLOSING,
                                "%s still watches it, but it was taken off %s: its socket closes within seconds"
                                        .formatted(who, lives()));
        };
    }

    private RoomAnswer orphaned(@Nullable WorkerView holder) {
        var who = holder == null ? "its worker" : name(holder);
        var heard = holder == null || holder.lastBeat() == null
                ? "ended"
                : "died: it was last heard of " + say.distance("lastBeat", holder.lastBeat());
        var gone = "%s %s; ".formatted(who, heard);
        if (facts.living() == 0) {
            return notYet(WhyCode.WORKER_GONE_NO_OTHER, gone + "no other worker runs");
        }
        return noDispatcher()
                ? notYet(
                        WhyCode.WORKER_GONE_NO_DISPATCHER,
                        gone + "no dispatcher runs that would give it to another")
                : notYet(WhyCode.WORKER_GONE, gone + "another takes it over within seconds");
    }

    private String name(WorkerView worker) {
        return "worker %s%s"
                .formatted(
                        say.text("worker", worker.session()),
                        worker.host().isEmpty() ? "" : " on " + say.text("host", worker.host()));
    }

    private String because(Transition last) {
        return last.reason() == null ? "" : " (" + say.text("reason", last.reason()) + ")";
    }

    private boolean noDispatcher() {
        return room.state().dispatchers().orElse(1) == 0;
    }

    private String lives() {
        return say.text("lives", room.platform().livesKey());
    }

    private RoomAnswer yes(WhyCode code, String sentence) {
        return answer(Watched.YES, code, "Yes: ", sentence);
    }

    private RoomAnswer no(WhyCode code, String sentence) {
        return answer(Watched.NO, code, "No: ", sentence);
    }

    private RoomAnswer notYet(WhyCode code, String sentence) {
        return answer(Watched.NO, code, "Not yet: ", sentence);
    }

    private RoomAnswer unknown(WhyCode code, String sentence) {
        return answer(Watched.UNKNOWN, code, "Not known: ", sentence);
    }

    private RoomAnswer answer(Watched watched, WhyCode code, String word, String sentence) {
        return new RoomAnswer(watched, code, say.values(), word + sentence + ".", facts);
    }
}
