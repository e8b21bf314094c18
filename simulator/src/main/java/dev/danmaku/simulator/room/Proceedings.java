package dev.danmaku.simulator.room;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

/** What goes on in a room: its broadcast, its sockets, its pushes. Every method is called on the room's home loop. */
final class Proceedings {
    /** More occurrences than this travel in several messages. */
    private static final int MAX_IN_A_PUSH = 500;

    private final SimulatedRoom room;
    private final Stage stage;
    private final Crowd crowd;
    private final List<RoomSocket> sockets = new ArrayList<>(1);
    private Set<Quirk> quirks = Set.of();
    private long broadcasts;
    private long tellings;
    private long pushedNanos;

    /** What a socket asked to hear, and how. */
    private record Hearing(int form, Slice slice) {
        static Hearing of(RoomSocket socket) {
            return new Hearing(socket.form(), socket.slice());
        }
    }

    Proceedings(SimulatedRoom room, Stage stage) {
        this.room = room;
        this.stage = stage;
        this.crowd = new Crowd(room.id().id(), stage.content(), stage.wire().giftIds());
    }

    void carryOut(Action action) {
        switch (action) {
            case Action.GoLive live -> goLive(live.rates());
            case Action.SetRates set -> crowd.rates(set.rates());
            case Action.Chat chat -> {
                requireLive("chat");
                crowd.chat(chat.count(), chat.text());
            }
            case Action.Like like -> {
                requireLive("like");
                crowd.like(like.count());
            }
            case Action.Gift gift -> {
                requireLive("gift");
                crowd.gift(gift.giftId(), gift.batchSize(), gift.presses());
            }
            case Action.Enter enter -> {
                requireLive("entry");
                crowd.enter(enter.count());
            }
            case Action.SuperChat superChat -> {
                requireLive("super chat");
                crowd.superChat(superChat);
            }
            case Action.Join join -> {
                requireLive("membership");
                crowd.join(join.tier(), join.months());
            }
            case Action.Tell tell -> tell(tell);
            case Action.Show show -> {
                crowd.show(show.counters());
                room.show(show.counters());
            }
            case Action.End end -> {
                requireLive("end");
                end(end.how());
            }
            case Action.Break broken -> suffer(broken.fault());
            case Action.Heal heal -> room.faults().heal();
            case Action.SetQuirks set ->
                quirks = set.quirks().isEmpty() ? Set.of() : EnumSet.copyOf(set.quirks());
        }
    }

    void enter(RoomSocket socket, @Nullable String streamId, Consumer<Entry> answer) {
        var faults = room.faults();
        if (faults.stalled(Stillness.NO_ENTRY) || faults.stalled(Stillness.FROZEN)) {
            faults.usedStall();
            answer.accept(Entry.IGNORED);
        } else if (faults.refusal().isPresent()) {
            answer.accept(Entry.FULL);
        } else if (!runs(streamId)) {
            answer.accept(Entry.NO_SUCH_STREAM);
        } else if (sockets.size() >= faults.connectionLimit().orElse(Integer.MAX_VALUE)) {
            answer.accept(Entry.FULL);
        } else {
            room.ledger().joined(stage.clock().instant());
            stage.totals().joined();
            socket.joined(true);
            answer.accept(Entry.JOINED);
            sockets.add(socket);
        }
    }

    void leave(RoomSocket socket) {
        sockets.remove(socket);
        if (socket.joined()) {
            socket.joined(false);
            room.ledger().closed(stage.clock().instant());
        }
    }

    void tick(long nowNanos) {
        closeSilent(nowNanos);
        if (room.broadcast().isEmpty()) {
            return;
        }
        if (room.faults().stalled(Stillness.FROZEN)) {
            crowd.holdBreath(nowNanos);
            return;
        }
        var happened = crowd.gather(nowNanos);
        var idle = nowNanos - pushedNanos >= stage.rules().idleInterval().toNanos();
        if (!happened.isEmpty() || idle) {
            pushedNanos = nowNanos;
            push(happened);
        }
    }

    private void push(List<Occurrence> happened) {
        room.remember(happened);
        if (sockets.isEmpty() || room.faults().stalled(Stillness.NO_PUSHES)) {
            return;
        }
        for (var from = 0; from == 0 || from < happened.size(); from += MAX_IN_A_PUSH) {
            var part = happened.subList(from, Math.min(from + MAX_IN_A_PUSH, happened.size()));
            var now = stage.clock().millis();
            var push = new Push(crowd.counters(), part);
            send((wire, slice) -> wire.push(name(), slice.of(push), quirks, now));
        }
        room.ledger().sent(happened);
    }

    private void send(Function<Wire, List<WireFrame>> said) {
        send((wire, slice) -> said.apply(wire));
    }

    /** Made once for all sockets that hear the same. */
    private void send(BiFunction<Wire, Slice, List<WireFrame>> said) {
        var hearings = new LinkedHashSet<Hearing>();
        sockets.forEach(socket -> hearings.add(Hearing.of(socket)));
        for (var hearing : hearings) {
            var alike = sockets.stream()
                    .filter(socket -> Hearing.of(socket).equals(hearing))
                    .toList();
            said.apply(stage.wire().in(hearing.form()), hearing.slice())
                    .forEach(frame -> send(frame, alike));
        }
    }

    private void send(WireFrame frame, List<RoomSocket> alike) {
        for (var socket : alike) {
            if (socket.clogged()) {
                sockets.remove(socket);
                socket.drop(DropManner.RESET);
            } else {
                socket.send(frame);
            }
        }
        frame.release();
    }

    private void tell(Action.Tell wanted) {
        var number = ++tellings;
        var telling = new Telling(
                name(),
                room.broadcast(),
                wanted.what(),
                wanted.text(),
                number,
                stage.content().viewer(name(), -number),
                quirks);
        var now = stage.clock().millis();
        if (sockets.isEmpty()) {
            // A word that the platform does not know is a mistake, whoever listens.
            stage.wire().tell(telling, now).forEach(WireFrame::release);
        }
        send(wire -> wire.tell(telling, now));
    }

    private void goLive(@Nullable Rates rates) {
        if (rates != null) {
            crowd.rates(rates);
        }
        if (room.broadcast().isEmpty()) {
            begin();
        }
    }

    private void begin() {
        crowd.holdBreath(System.nanoTime());
        var id = stage.wire().streamId(room.id().id(), ++broadcasts);
        room.begun(new Broadcast(id, stage.clock().instant()));
        var now = stage.clock().millis();
        room.broadcast().ifPresent(b -> send(wire -> wire.streamBegan(name(), b, now)));
    }

    private void end(StreamEnding how) {
        // What was said before the end is heard before the end.
        if (!room.faults().stalled(Stillness.FROZEN)) {
            var last = crowd.gather(System.nanoTime());
            if (!last.isEmpty()) {
                push(last);
            }
        }
        var now = stage.clock().instant();
        room.ended(now, how == StreamEnding.REPLAY);
        switch (how) {
            case ANNOUNCED, REPLAY, CUT_OFF -> announceEnd(how, now.toEpochMilli());
            case LOCKED -> {
                room.faults()
                        .begin(new Fault.Trouble(LookupTrouble.UNWATCHABLE, Span.untilHealed()));
                announceEnd(how, now.toEpochMilli());
            }
            case CLOSED -> drop(DropManner.CLOSE);
            case ABRUPT -> drop(DropManner.EOF);
            case THROTTLED -> {
                room.faults()
                        .begin(new Fault.Trouble(
                                LookupTrouble.THROTTLED,
                                Span.times(StreamEnding.THROTTLED_LOOKUPS)));
                drop(DropManner.EOF);
            }
            case NEW_STREAM -> {
                drop(DropManner.CLOSE);
                begin();
            }
            case SILENT -> {
                if (!stage.rules().offlineEntry()) {
                    sockets.clear();
                }
            }
        }
    }

    private void announceEnd(StreamEnding how, long nowMillis) {
        send(wire -> wire.streamEnded(name(), how, nowMillis));
        if (!stage.rules().offlineEntry()) {
            drop(DropManner.CLOSE);
        }
    }

    private void suffer(Fault fault) {
        switch (fault) {
            case Fault.Lasting lasting -> room.faults().begin(lasting);
            case Fault.Drop drop -> drop(drop.manner());
            case Fault.Hostile hostile ->
                send(wire -> wire.hostile(name(), hostile.bytes(), stage.clock().millis()));
            case Fault.Error error -> {
                send(wire -> wire.error(error.code(), stage.clock().millis()));
                if (error.then() != null) {
                    drop(error.then());
                } else {
                    sockets.forEach(RoomSocket::mute);
                }
            }
            case Fault.ExpireTokens expired -> room.expireTokens(expired.answer());
        }
    }

    /** A socket that is being closed gets nothing more; it counts as joined until it is gone. */
    private void drop(DropManner manner) {
        var all = List.copyOf(sockets);
        sockets.clear();
        all.forEach(socket -> socket.drop(manner));
    }

    private void closeSilent(long nowNanos) {
        var limit = nowNanos - stage.rules().silenceLimit().toNanos();
        for (var i = sockets.size() - 1; i >= 0; i--) {
            if (sockets.get(i).silentSince(limit)) {
                sockets.remove(i).drop(DropManner.CLOSE);
            }
        }
    }

    /** No stream's name is asked for where sockets enter rooms, live or not. */
    private boolean runs(@Nullable String streamId) {
        var current = room.broadcast();
        return streamId == null
                ? stage.rules().offlineEntry() || current.isPresent()
                : current.isPresent() && current.get().streamId().equals(streamId);
    }

    private String name() {
        return room.id().id();
    }

    private void requireLive(String action) {
        if (room.broadcast().isEmpty()) {
            throw new IllegalStateException(
                    "%s: no %s while the room is not live".formatted(room.id(), action));
        }
    }
}
