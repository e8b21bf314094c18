package dev.danmaku.worker.watch;

import static dev.danmaku.worker.watch.WatchedRoom.START;

import dev.danmaku.event.Epoch;
import dev.danmaku.event.Event;
import dev.danmaku.event.EventBody.Chat;
import dev.danmaku.event.EventBody.Gap;
import dev.danmaku.platforms.SessionEnd;
import dev.danmaku.worker.Beginning;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * A random history of one room: its numbered chats reach each socket that is joined, and it goes from worker to worker, as the registry
 * has it. Workers stand still, are handed the room, and are taken it from; their sockets break, and their sinks are full. Whoever stood
 * still for longer than a session's deadline may have lost the room. All of it is drawn by a seed.
 */
final class RoomHistory {
    private static final int STEPS = 60;
    private static final long STEP_MILLIS = 100;
    private static final long DEADLINE_MILLIS = 5_000;
    /** As the pause that a process notices. */
    private static final long PAUSE_MILLIS = DEADLINE_MILLIS / 2;

    private final Random random;
    private final List<Holder> all = new ArrayList<>();
    private final TreeMap<Integer, Long> said = new TreeMap<>();
    /** Chats that were missing to a holder which died before it could say so. */
    private final Set<Integer> untold = new HashSet<>();

    private final StringBuilder told = new StringBuilder();
    private long now = START.toEpochMilli();
    private long term;
    private Holder owner;
    /** The former owner, of which the owner still wants the cut. */
    private @Nullable Holder giving;

    private @Nullable Holder joining;
    /** Somebody took over while the former holder's word could not be had: what both heard is there twice. */
    private boolean unheard;

    RoomHistory(long seed) {
        random = new Random(seed);
        owner = new Holder(new Beginning.Fresh());
        owner.joins();
        say();
    }

    /** One worker's watch of the room. */
    private final class Holder {
        final WatchedRoom room;
        final int number = all.size();
        final Set<FakePlatform.FakeSession> joined = new HashSet<>();
        /** What the platform sent and nobody read. */
        final Deque<String> unread = new ArrayDeque<>();

        final List<Runnable> messages = new ArrayList<>();
        boolean frozen;
        long frozenSince;
        /** Whether something was missing when it froze. */
        boolean behind;

        boolean unchecked;

        Holder(Beginning beginning) {
            room = WatchedRoom.started(
                    FakePlatform.found("live-1", "known"), beginning, Instant.ofEpochMilli(now));
            room.watch.epoch(new Epoch(1, 1, ++term));
            all.add(this);
        }

        boolean hasSocket() {
            return !room.platform.sessions.isEmpty() && !socket().ended().isDone();
        }

        FakePlatform.FakeSession socket() {
            return room.platform.session();
        }

        boolean isJoined() {
            return hasSocket() && joined.contains(socket());
        }

        void joins() {
            if (hasSocket() && joined.add(socket())) {
                unread.clear();
                socket().joins();
            }
        }

        void reads() {
            while (!frozen && isJoined() && socket().reading && !unread.isEmpty()) {
                socket().chats(unread.remove());
            }
            if (!isJoined()) {
                unread.clear();
            }
        }

        int lastStored() {
            return HolderAndFollower.texts(room).stream()
                    .mapToInt(Integer::parseInt)
                    .max()
                    .orElse(0);
        }

        boolean isOver() {
            return room.ended();
        }

        boolean missedItsDeadline() {
            return frozen && now - frozenSince > DEADLINE_MILLIS;
        }

        void says(Runnable message) {
            if (frozen) {
                messages.add(message);
            } else {
                message.run();
            }
        }

        void freezes() {
            behind = !isJoined() || !unread.isEmpty() || room.sink.keepsBack;
            frozen = true;
            frozenSince = now;
        }

        void thaws() {
            frozen = false;
            var stood = now - frozenSince;
            room.clock.advance(Duration.ofMillis(stood));
            if (stood > PAUSE_MILLIS) {
                room.sink.keepsBack = true;
                unchecked = true;
            } else {
                // not drawn here: what a standstill that nobody notices does together with a full
                // sink or a quick message
                room.sink.drain();
                reads();
            }
            List<Runnable> first =
                    new ArrayList<>(List.of(() -> room.passes(Duration.ZERO), this::reads));
            first.addAll(messages);
            messages.clear();
            while (!first.isEmpty()) {
                first.remove(random.nextInt(first.size())).run();
            }
        }

        /** Its room's record is looked at. */
        void checks() {
            unchecked = false;
            if (this == owner || this == joining) {
                room.sink.confirm();
            } else if (this != giving) {
                room.watch.close("taken over");
            }
        }
    }

    RoomHistory run() {
        for (var step = 0; step < STEPS; step++) {
            passes(1);
            draw(random.nextInt(100));
            settles();
        }
        ends();
        return this;
    }

    private void draw(int what) {
        var one = all.get(random.nextInt(all.size()));
        if (what < 40) {
            say();
        } else if (what < 60) {
            passes(random.nextInt(1, 2_000));
        } else if (what < 66) {
            offers();
        } else if (what < 74) {
            all.stream()
                    .filter(holder -> !holder.frozen && holder.hasSocket() && !holder.isJoined())
                    .forEach(holder -> {
                        note(holder, "joins");
                        holder.joins();
                    });
        } else if (what < 80) {
            swaps();
        } else if (what < 85 && !one.frozen && !one.isOver()) {
            note(one, one.isJoined() ? "freezes" : "freezes, not joined");
            one.freezes();
        } else if (what < 91 && one.frozen) {
            note(one, "thaws");
            one.thaws();
        } else if (what < 95 && one.unchecked && !one.frozen) {
            note(one, "checks");
            one.checks();
        } else if (what < 97 && !one.frozen && one.isJoined()) {
            note(one, "loses its socket");
            one.socket().ends(new SessionEnd.Lost("connection reset"));
        } else if (what < 98 && !one.isOver()) {
            one.room.sink.full = true;
        } else if (one.room.sink.full && !one.frozen) {
            one.room.sink.drain();
        }
    }

    private void say() {
        var number = said.isEmpty() ? 1 : said.lastKey() + 1;
        said.put(number, now);
        all.stream().filter(Holder::isJoined).forEach(holder -> holder.unread.add("" + number));
        told.append(" ").append(number);
    }

    /** In small steps: a socket that is read gives what it has at once. */
    private void passes(long millis) {
        for (var left = millis; left > 0; left -= STEP_MILLIS) {
            var step = Math.min(left, STEP_MILLIS);
            now += step;
            all.stream()
                    .filter(holder -> !holder.frozen)
                    .forEach(holder -> holder.room.passes(Duration.ofMillis(step)));
            all.forEach(Holder::reads);
        }
    }

    private void offers() {
        if (joining == null && giving == null && !owner.frozen && owner.isJoined()) {
            owner.room.watch.offered(true);
            joining = new Holder(new Beginning.Offered());
            note(joining, "is offered it");
        }
    }

    private void swaps() {
        var next = joining;
        if (next == null || next.frozen || !next.isJoined() || next.unchecked) {
            return;
        }
        note(next, "owns it");
        var former = owner;
        giving = former;
        owner = next;
        joining = null;
        former.says(() -> former.room
                .watch
                .cut(next.room.watch.mark())
                .thenAccept(cut -> next.says(() -> takes(next, cut))));
    }

    private void takes(Holder next, @Nullable String cut) {
        if (owner == next && giving != null) {
            note(next, "takes it with " + (cut == null ? "nothing" : "a cut"));
            giving = null;
            next.room.watch.take(new Epoch(1, 1, ++term), cut);
        }
    }

    /** What follows by itself: sockets are read, and whoever is dead loses the room. */
    private void settles() {
        all.forEach(Holder::reads);
        var next = joining;
        if (next != null && (next.missedItsDeadline() || next.isOver())) {
            joining = null;
            var holder = owner;
            holder.says(() -> holder.room.watch.offered(false));
        }
        if (giving != null && owner.frozen && now - owner.frozenSince > DEADLINE_MILLIS - 1_000) {
            // not drawn here: that the next one dies as well before it has the former one's word
            owner.thaws();
        }
        var former = giving;
        if (former != null && (former.missedItsDeadline() || former.isOver())) {
            unheard = true;
            leavesUntold(former);
            takes(owner, null);
        }
        if (owner.missedItsDeadline() || owner.isOver()) {
            takenOver();
        }
    }

    private void takenOver() {
        var dead = owner;
        leavesUntold(dead);
        var next = joining;
        if (next != null && !next.frozen) {
            note(next, "has it, since the former one is dead");
            unheard = true;
            joining = null;
            owner = next;
            next.room.watch.take(new Epoch(1, 1, ++term), null);
        } else {
            joining = null;
            var ago = now - dead.frozenSince + random.nextInt(1_000);
            owner = new Holder(new Beginning.TakenOver(Duration.ofMillis(ago), null));
            note(owner, "takes it over");
        }
    }

    /** A gap that it knew of and had not told yet: nobody else knows of it. */
    private void leavesUntold(Holder dead) {
        if (dead.behind) {
            untold.addAll(said.tailMap(dead.lastStored(), false).keySet());
        }
    }

    /** Everybody goes on, and the room is heard by its last holder alone. */
    private void ends() {
        for (var round = 0; round < 40; round++) {
            List.copyOf(all).forEach(holder -> {
                if (holder.frozen) {
                    holder.thaws();
                }
                if (holder.unchecked) {
                    holder.checks();
                }
                if (holder.room.sink.full) {
                    holder.room.sink.drain();
                }
                if (!holder.isOver()) {
                    holder.joins();
                }
            });
            swaps();
            passes(1_000);
            settles();
        }
        say();
        settles();
        all.forEach(holder -> holder.room.watch.close("the test ends"));
        passes(60_000);
    }

    private void note(Holder holder, String what) {
        told.append(System.lineSeparator())
                .append(now - START.toEpochMilli())
                .append(" w")
                .append(holder.number)
                .append(" ")
                .append(what)
                .append(";");
    }

    /** What is wrong with what is stored; nothing in the end. */
    List<String> faults() {
        var faults = new ArrayList<String>();
        var stored = new TreeMap<Integer, Integer>();
        var gaps = new ArrayList<Gap>();
        for (var holder : all) {
            if (!holder.isOver()) {
                faults.add("w" + holder.number + " never ends");
            }
            for (Event event : holder.room.sink.events) {
                if (event.body() instanceof Chat chat) {
                    stored.merge(Integer.parseInt(chat.text()), 1, Integer::sum);
                } else if (event.body() instanceof Gap gap) {
                    gaps.add(gap);
                }
            }
        }
        said.forEach((number, at) -> {
            var times = stored.getOrDefault(number, 0);
            if (times == 0 && !untold.contains(number) && !isTold(gaps, at)) {
                faults.add("#%d of %d is missing, and no gap"
                        .formatted(number, at - START.toEpochMilli()));
            } else if (times > 1 && !unheard) {
                faults.add("#%d is there %d times".formatted(number, times));
            }
        });
        return faults;
    }

    /** A standstill that is too short to be noticed makes what is read after it look younger than it is. */
    private static boolean isTold(List<Gap> gaps, long at) {
        return gaps.stream().anyMatch(gap -> gap.from() - PAUSE_MILLIS <= at && at <= gap.to());
    }

    /** What happened, and what each worker stored in the end; times in ms since the beginning. */
    @Override
    public String toString() {
        var text = new StringBuilder(told);
        for (var holder : all) {
            text.append(System.lineSeparator())
                    .append("w")
                    .append(holder.number)
                    .append(" stores");
            holder.room.sink.events.forEach(event -> text.append(stored(event)));
        }
        return text.toString();
    }

    private static String stored(Event event) {
        return switch (event.body()) {
            case Chat chat -> " " + chat.text();
            case Gap gap ->
                " %d..%d (%s)"
                        .formatted(
                                gap.from() - START.toEpochMilli(),
                                gap.to() - START.toEpochMilli(),
                                gap.cause());
            default -> "";
        };
    }
}
