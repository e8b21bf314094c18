package dev.danmaku.standalone;

import dev.danmaku.registry.RoomView;
import dev.danmaku.registry.Transition;
import dev.danmaku.room.RoomId;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Rooms that are told to move, until each has or has not. */
final class MoveOrder {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

    private final Shell shell;
    private final OperatorFlags.Access access;
    private final Duration limit;
    private final Map<RoomId, Begun> underWay = new LinkedHashMap<>();
    private boolean failed;

    /** @param at by Redis' clock */
    private record Begun(String holder, Instant at) {}

    MoveOrder(Shell shell, OperatorFlags.Access access, Duration limit) {
        this.shell = shell;
        this.access = access;
        this.limit = limit;
    }

    void begin(RoomId room) {
        var view = view(room);
        var record = view.record();
        var holder = view.holder();
        if (record == null || holder == null || !holder.alive()) {
            fail(room, "is watched by nobody: see danmaku why " + room);
        } else if (!record.state().equals("watching")) {
            fail(room, "is '%s' and cannot be moved now".formatted(record.state()));
        } else if (!access.operator().move(holder.session(), room)) {
            fail(room, "stays: worker %s does not listen; is it hung?".formatted(holder.session()));
        } else {
            underWay.put(room, new Begun(holder.session(), view.state().now()));
        }
    }

    /** Waits; true if all of them moved. */
    boolean await() throws InterruptedException {
        var end = System.nanoTime() + limit.toNanos();
        while (!underWay.isEmpty() && System.nanoTime() < end) {
            underWay.entrySet().removeIf(entry -> settled(entry.getKey(), entry.getValue()));
            if (!underWay.isEmpty() && shell.stop().requestedWithin(LOOK_AGAIN)) {
                break;
            }
        }
        underWay.forEach((room, begun) -> fail(
                room, "has not moved yet; worker %s goes on with it".formatted(begun.holder())));
        return !failed;
    }

    private boolean settled(RoomId room, Begun begun) {
        var view = view(room);
        var record = view.record();
        if (record == null || !record.held()) {
            fail(room, "is over, or not watched any more");
            return true;
        }
        if (!Objects.equals(record.session(), begun.holder())) {
            shell.out().println("%s moved to %s".formatted(room, record.session()));
            return true;
        }
        var kept = kept(view, begun.at());
        kept.ifPresent(line -> fail(
                room,
                "stays with worker %s: %s"
                        .formatted(
                                begun.holder(), Objects.toString(line.reason(), "it was kept"))));
        return kept.isPresent();
    }

    private static Optional<Transition> kept(RoomView view, Instant since) {
        return view.history().stream()
                .filter(line -> line.what().equals("kept") && !line.at().isBefore(since))
                .findFirst();
    }

    private RoomView view(RoomId room) {
        return access.reader().room(room.platform(), room.id());
    }

    private void fail(RoomId room, String why) {
        failed = true;
        shell.err().println("danmaku: " + room + " " + why);
    }
}
