package dev.danmaku.worker.watch;

import dev.danmaku.event.Event;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * How a watch leaves its room to another that is joined already: it goes on until it heard what the other heard first. A socket tells
 * in order, so all that the platform said before is handed on then, and all that it says later the other hears. To be used in the
 * watch's turn.
 *
 * <pre>
 *   staying --asked--> hearing on --what the mark names, or out of patience--> gone
 *      '---------no socket, or heard already---------------------------------^
 * </pre>
 */
final class Departure {
    /** For what the mark names; sockets of one room are rarely further apart. */
    static final Duration PATIENCE = Duration.ofMillis(1_500);
    /** Where the other heard nothing: for what was on its way to us when it joined. And for what lies in a socket that was not read. */
    static final Duration LINGER = Duration.ofMillis(300);
    /** Events that are handed on in haste though the sink is full. */
    static final int MAX_OVERRUN = 20_000;

    private final WatchTools tools;
    private final Turn turn;
    private final Handover handover;
    private final RoomFeed feed;
    private final Chronicle chronicle;
    private final Unread unread;
    private final Room watch;
    private final List<CompletableFuture<String>> asking = new ArrayList<>(1);
    private @Nullable Mark mark;
    private @Nullable ScheduledFuture<?> timer;
    private @Nullable String cut;
    private long askedMillis;
    private int overrun;

    /** What leaves. */
    interface Room {
        /** Whether a socket is joined, and nobody ends the watch. */
        boolean hears();

        /** Reads its socket, however full the sink is. */
        void readOn();

        /** Hands on nothing more and ends. */
        void leave();
    }

    Departure(
            WatchTools tools,
            Turn turn,
            Handover handover,
            RoomFeed feed,
            Chronicle chronicle,
            Unread unread,
            Room watch) {
        this.tools = tools;
        this.turn = turn;
        this.handover = handover;
        this.feed = feed;
        this.chronicle = chronicle;
        this.unread = unread;
        this.watch = watch;
    }

    /** Asking again gets the same answer. It is given on the timer. */
    void ask(Mark of, CompletableFuture<String> answer) {
        asking.add(answer);
        if (cut != null) {
            answer();
        } else if (mark == null) {
            mark = of;
            askedMillis = now();
            begin(of);
        }
    }

    private void begin(Mark of) {
        feed.passIfAllowed();
        var known = handover.handedOn(of, joined(of));
        if (!watch.hears() || feed.keepsBack() || (known && !isBehind())) {
            go(of);
            return;
        }
        if (isBehind()) {
            watch.readOn();
        }
        var wait = known || of.first().isEmpty() ? LINGER : PATIENCE;
        timer = tools.timer()
                .schedule(
                        () -> turn.execute(() -> outOfPatience(of)),
                        wait.toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    private void outOfPatience(Mark of) {
        if (cut == null) {
            go(of);
        }
    }

    /** Events were handed on. */
    void heard(List<Event> events) {
        var awaited = mark;
        if (awaited == null || cut != null) {
            return;
        }
        overrun += events.size();
        var reached = events.stream().map(Fingerprint::of).anyMatch(awaited::names);
        if (reached || !watch.hears() || (isBehind() && overrun > MAX_OVERRUN)) {
            go(awaited);
        }
    }

    /** The socket is gone: who is joined hears what we don't. */
    void lost() {
        if (mark != null && cut == null) {
            go(mark);
        }
    }

    /** Whether the sink's fullness is no reason to stop reading: we are about to leave. */
    boolean isHasty() {
        return mark != null && cut == null;
    }

    boolean isGone() {
        return cut != null;
    }

    private void go(Mark of) {
        if (timer != null) {
            timer.cancel(false);
        }
        feed.passIfAllowed();
        var joined = joined(of);
        var covered = chronicle.heardUntilMillis();
        var trouble = chronicle.trouble();
        if (feed.keepsBack()) {
            // what is read now never will be handed on: the room is another's
            covered = Math.min(Math.min(covered, feed.passedMillis()), unread.sinceMillis(now()));
            trouble = "the former holder stood still";
        } else if (trouble == null && handover.handedOn(of, joined)) {
            // what lies in our socket the other has heard, or names a gap of its own
            covered = Math.min(covered, unread.sinceMillis(now()));
        } else if (trouble == null) {
            if (isBehind()) {
                covered = unread.sinceMillis(now());
                trouble = "the former holder's sink was full";
            } else if (!of.first().isEmpty() && chronicle.lastHeardMillis() < joined) {
                covered = chronicle.lastHeardMillis();
                trouble = "the former holder heard nothing more";
            }
        }
        cut = handover.cut(chronicle.live(), joined, covered, trouble, now()).toText();
        answer();
        watch.leave();
    }

    /** When the other joined, by our clock; too late by the time that its word took to us. */
    private long joined(Mark of) {
        return askedMillis - of.joinedAgoMillis();
    }

    private void answer() {
        var said = cut;
        var waiting = List.copyOf(asking);
        asking.clear();
        tools.timer().execute(() -> waiting.forEach(one -> one.complete(said)));
    }

    private boolean isBehind() {
        return unread.sinceMillis(now()) != Unread.NOTHING;
    }

    private long now() {
        return tools.clock().millis();
    }
}
