package dev.danmaku.worker.watch;

import dev.danmaku.event.Epoch;
import dev.danmaku.event.Event;
import dev.danmaku.platforms.Found;
import dev.danmaku.platforms.Lookup;
import dev.danmaku.platforms.PlatformAdapter;
import dev.danmaku.platforms.SessionEnd;
import dev.danmaku.room.RoomId;
import dev.danmaku.worker.Beginning;
import dev.danmaku.worker.watch.NextStep.Kind;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The course of one watch: its states, and what leads from one to the next. The package's description draws them. To be used in the
 * watch's turn, but for {@link #epoch}, {@link #mark} and {@link #end}.
 */
final class Course implements OwnSocket.Owner, Departure.Room {
    private static final Logger LOG = LoggerFactory.getLogger(Course.class);

    private final WatchTools tools;
    private final PlatformAdapter adapter;
    private final RoomId room;
    private final WatchListener listener;
    private final Turn turn;
    private final CompletableFuture<WatchEnd> ended = new CompletableFuture<>();
    private final OwnSocket socket;
    private final Handover handover;
    private final RoomFeed feed;
    private final Chronicle chronicle;
    private final Arrival arrival;
    private final Departure departure;
    private final Patience patience;
    private final NextStep next;
    private final QuietCheck quiet;
    private final Unread unread = new Unread();

    /** What a join needs; null while a look-up must come first. */
    private @Nullable Found found;

    /** What comes after the socket that is closing; null where it closes for good or by itself. */
    private @Nullable Renewal renewal;

    private boolean saidNotLive;
    private @Nullable WatchEnd ending;
    private boolean concluded;
    /** Over, but for what was heard and may not be handed on yet. */
    private @Nullable WatchEnd concluding;
    /** It was closed while it ended by itself: nobody will say any more whether what is withheld may be handed on. */
    private @Nullable WatchEnd unconfirmed;

    /** @param otherBroadcast whether a new broadcast runs; else it is the same by a fresh socket */
    private record Renewal(Found found, boolean otherBroadcast) {}

    Course(
            WatchTools tools,
            PlatformAdapter adapter,
            RoomId room,
            Turn turn,
            WatchListener listener) {
        this.turn = turn;
        this.tools = tools;
        this.adapter = adapter;
        this.room = room;
        this.listener = listener;
        this.socket = new OwnSocket(adapter, room, turn, this);
        this.next = new NextStep(tools, turn, this::due);
        this.handover = new Handover(adapter.combosTellTotals());
        this.feed = new RoomFeed(
                room,
                tools,
                handover,
                () -> tools.timer().execute(() -> turn.execute(this::drained)));
        this.chronicle = new Chronicle(room, feed, tools);
        this.arrival = new Arrival(tools, handover, feed, chronicle);
        this.departure = new Departure(tools, turn, handover, feed, chronicle, unread, this);
        this.patience = new Patience(tools);
        this.quiet = new QuietCheck(tools, turn, this::wentQuiet);
    }

    /** Safe for use by any thread. */
    void epoch(@Nullable Epoch epoch) {
        feed.epoch(epoch);
    }

    /** Safe for use by any thread. */
    Mark mark() {
        return handover.mark(tools.clock().millis());
    }

    /** Completes on the timer. */
    CompletableFuture<WatchEnd> end() {
        return ended;
    }

    void offered(boolean on) {
        handover.remember(on);
    }

    void cut(Mark mark, CompletableFuture<String> answer) {
        departure.ask(mark, answer);
    }

    /** The room is ours. */
    void take(@Nullable Cut cut) {
        if (!arrival.isPending() || concluded) {
            return;
        }
        var otherBroadcast = arrival.take(cut);
        if (otherBroadcast && next.kind() == Kind.NOTHING && ending == null) {
            // Only the platform knows which of the two runs.
            ask();
        }
        if (!feed.full()) {
            drained();
        }
    }

    void begin(@Nullable Found known, Beginning beginning) {
        arrival.begin(beginning);
        if (known == null) {
            ask();
            return;
        }
        found = known;
        chronicle.watches(known);
        join(known);
    }

    private void ask() {
        next.set(Kind.ANSWER);
        adapter.lookUp(room)
                .exceptionally(e -> new Lookup.Undecided(e.toString(), null))
                .thenAccept(answer -> turn.execute(() -> answered(answer)));
    }

    private void answered(Lookup answer) {
        if (ending != null) {
            return;
        }
        next.set(Kind.NOTHING);
        switch (answer) {
            case Lookup.Live fresh -> foundLive(fresh.found());
            case Lookup.NotLive notLive -> foundNotLive(notLive.reason());
            case Lookup.Undecided undecided -> foundNothing(undecided);
        }
    }

    private void foundLive(Found fresh) {
        patience.decided();
        saidNotLive = false;
        found = fresh;
        listener.found(fresh);
        if (chronicle.isOther(fresh)) {
            renew(fresh);
        } else if (!socket.isOpen()) {
            chronicle.watches(fresh);
            join(fresh);
        } else if (!socket.isTo(fresh)) {
            rejoin(fresh, "the former holder heard another broadcast");
        } else if (quiet.isQuiet() && !feed.full()) {
            joinAnew(fresh);
        } else {
            patience.hintDenied();
        }
    }

    private void foundNotLive(String reason) {
        patience.decided();
        if (!saidNotLive) {
            saidNotLive = true;
            next.after(tools.settings().endConfirmInterval(), Kind.CONFIRM);
        } else if (chronicle.wasLive()) {
            finish(new WatchEnd.StreamEnded(reason));
        } else {
            finish(new WatchEnd.NotLive(reason));
        }
    }

    private void foundNothing(Lookup.Undecided undecided) {
        if (socket.isOpen()) {
            next.after(patience.undecidedMeanwhile(undecided), Kind.ASK);
            return;
        }
        // Once the API has said that nothing runs, a join would be in vain: it is asked until it
        // says something else.
        var joinable = found != null && !saidNotLive;
        recover(patience.undecided(undecided, joinable));
    }

    /** The old broadcast is over and a new one runs: the old socket goes before the new one comes. */
    private void renew(Found fresh) {
        if (!socket.isOpen()) {
            chronicle.renewed(fresh);
            join(fresh);
        } else if (socket.isTo(fresh)) {
            chronicle.renewed(fresh);
        } else {
            renewal = new Renewal(fresh, true);
            chronicle.interrupted("a new stream began");
            socket.close();
        }
    }

    /** Only the platform knows whether its stream goes on. A question that is due or under way is as good. */
    private void wentQuiet() {
        if (next.kind() == Kind.NOTHING && ending == null && renewal == null && !feed.full()) {
            ask();
        }
    }

    /** The stream runs, and its socket says nothing: others may be heard where this one is not. */
    private void joinAnew(Found fresh) {
        var cause = "silent loss suspected: no event for %d s of a live stream"
                .formatted(quiet.silence().toSeconds());
        LOG.warn("{}: {}; joining it anew", room, cause);
        tools.metrics().silentLoss(room.platform());
        chronicle.fellSilent(quiet.sinceMillis(), cause);
        quiet.suspected();
        rejoin(fresh, cause);
    }

    private void rejoin(Found fresh, String cause) {
        listener.unsettled(cause);
        chronicle.interrupted(cause);
        renewal = new Renewal(fresh, false);
        socket.close();
    }

    private void join(Found with) {
        if (feed.full()) {
            next.set(Kind.SPACE);
            return;
        }
        next.set(Kind.NOTHING);
        socket.open(with);
    }

    @Override
    public void joined() {
        if (ending == null && renewal == null) {
            arrival.joined();
            tools.metrics().joined(room.platform(), chronicle.trouble());
            chronicle.resumed();
            quiet.begin();
            listener.joined();
        }
    }

    @Override
    public void heard(List<Event> events) {
        patience.heard();
        keepUp();
        if (!events.isEmpty()) {
            quiet.event();
        }
        feed.add(events);
        departure.heard(events);
        if (feed.full() && !departure.isHasty()) {
            unread.paused(chronicle.lastHeardMillis());
            socket.reading(false);
        }
    }

    /** What is read late was sent long ago, and more of it may lie in the socket: then data flows no more than before. */
    private void keepUp() {
        if (feed.keepsBack()) {
            // the process stood still
            unread.paused(chronicle.lastHeardMillis());
            unread.resumed(now());
        }
        if (unread.sinceMillis(now()) == Unread.NOTHING) {
            chronicle.heard();
        }
    }

    private long now() {
        return tools.clock().millis();
    }

    private void drained() {
        feed.drained();
        if (concluding != null) {
            concludeIfAllIsPassed();
            return;
        }
        if (feed.full()) {
            return;
        }
        if (socket.isOpen()) {
            if (!departure.isHasty()) {
                unread.resumed(now());
            }
            quiet.listenAgain();
            socket.reading(true);
        }
        if (next.kind() == Kind.SPACE && found != null) {
            join(found);
        }
    }

    @Override
    public void hinted(String reason) {
        if (next.kind() == Kind.NOTHING && ending == null && renewal == null) {
            LOG.debug("{}: the platform hints that the stream ends: {}", room, reason);
            next.after(patience.afterHint(), Kind.CONFIRM);
        }
    }

    @Override
    public void ended(SessionEnd end) {
        quiet.end();
        unread.clear();
        tools.metrics().sessionEnded(room.platform(), end);
        if (ending != null) {
            conclude(ending);
        } else if (renewal != null) {
            var fresh = renewal;
            renewal = null;
            if (fresh.otherBroadcast()) {
                chronicle.renewed(fresh.found());
            }
            join(fresh.found());
        } else {
            lost(end);
        }
    }

    private void lost(SessionEnd end) {
        var cause = Recovery.cause(end);
        LOG.debug("{}: {}", room, cause);
        chronicle.interrupted(cause);
        departure.lost();
        if (ending != null) {
            return;
        }
        var recovery = patience.ended(end);
        if (end instanceof SessionEnd.Refused) {
            found = null;
        }
        listener.unsettled(cause);
        var settling = next.kind() == Kind.ANSWER || next.kind() == Kind.CONFIRM || saidNotLive;
        if (!settling || end instanceof SessionEnd.ClosedByUs) {
            recover(recovery);
        }
    }

    private void recover(Recovery recovery) {
        switch (recovery) {
            case Recovery.Reconnect reconnect -> next.after(reconnect.after(), Kind.JOIN);
            case Recovery.ResolveAgain resolve -> next.after(resolve.after(), Kind.ASK);
            case Recovery.ConfirmEnd confirm -> next.after(confirm.after(), Kind.CONFIRM);
            case Recovery.Park park -> {
                tools.metrics().parked(room.platform());
                finish(new WatchEnd.GivenUp(park.reason(), park.rest()));
            }
            case Recovery.Finish finish -> finish(new WatchEnd.Closed(finish.reason()));
        }
    }

    private void due(Kind step) {
        if (step == Kind.JOIN && found != null) {
            join(found);
        } else {
            ask();
        }
    }

    /** Ends it, once. */
    void finish(WatchEnd end) {
        if (ending != null) {
            if (end instanceof WatchEnd.Closed) {
                unconfirmed = end;
                concludeAnyway();
            }
            return;
        }
        ending = end;
        next.set(Kind.NOTHING);
        if (socket.isOpen()) {
            socket.close();
        } else {
            conclude(end);
        }
    }

    /** The socket is closed: says how it ended, and lets the sink write it all. */
    private void conclude(WatchEnd end) {
        if (end instanceof WatchEnd.StreamEnded) {
            chronicle.streamEnded(end.reason());
        } else {
            chronicle.resumed();
        }
        concluded = true;
        feed.passIfAllowed();
        if (feed.withholds() && !(end instanceof WatchEnd.Closed)) {
            concluding = end;
            concludeAnyway();
        } else {
            close(end);
        }
    }

    /** Whether we are still the holder is known: so all that was heard is handed on. */
    private void concludeIfAllIsPassed() {
        var end = concluding;
        if (end != null && !feed.withholds()) {
            concluding = null;
            close(end);
        }
    }

    /** What may not be handed on yet never will be, if nobody is going to confirm the room. */
    private void concludeAnyway() {
        if (concluding != null && unconfirmed != null) {
            concluding = null;
            close(unconfirmed);
        }
    }

    private void close(WatchEnd end) {
        feed.close().thenRun(() -> tools.timer().execute(() -> ended.complete(end)));
    }

    @Override
    public boolean hears() {
        return socket.isJoined() && ending == null && renewal == null;
    }

    @Override
    public void readOn() {
        socket.reading(true);
    }

    @Override
    public void leave() {
        feed.leave();
        finish(new WatchEnd.Closed("handed over"));
    }
}
