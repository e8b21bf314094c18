package dev.danmaku.worker;

import dev.danmaku.room.Platform;
import dev.danmaku.room.RoomId;
import dev.danmaku.worker.Intake.Pending;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Delivered jobs that the registry was not asked about yet; those of a room that is on its way out wait behind it. */
final class Questions {
    /** Keeps each script short. */
    private static final int BATCH = 100;

    private final Slots slots;
    private final Map<Platform, List<Pending>> unasked = new EnumMap<>(Platform.class);
    private final Map<RoomId, List<Pending>> behind = new HashMap<>();

    Questions(Slots slots) {
        this.slots = slots;
    }

    void add(Pending pending) {
        var room = pending.job().room();
        if (isEnding(room)) {
            behind.computeIfAbsent(room, r -> new ArrayList<>()).add(pending);
        } else {
            unasked.computeIfAbsent(room.platform(), p -> new ArrayList<>()).add(pending);
        }
    }

    private boolean isEnding(RoomId room) {
        var slot = slots.of(room);
        return slot != null && slot.ending();
    }

    /** The room is gone: what waited behind it, which is for the caller to add again. */
    List<Pending> gone(RoomId room) {
        var waiting = behind.remove(room);
        return waiting == null ? List.of() : waiting;
    }

    void removeIf(Predicate<Pending> moot) {
        unasked.values().forEach(questions -> questions.removeIf(moot));
        behind.values().forEach(questions -> questions.removeIf(moot));
        behind.values().removeIf(List::isEmpty);
    }

    /** All of them; none is left. */
    List<Pending> takeAll() {
        var all = Stream.concat(unasked.values().stream(), behind.values().stream())
                .flatMap(List::stream)
                .toList();
        unasked.clear();
        behind.clear();
        return all;
    }

    /** Is a job of this room not asked about yet? */
    boolean anyOf(RoomId room, long job) {
        return unasked.getOrDefault(room.platform(), List.of()).stream()
                .anyMatch(p -> p.job().room().equals(room)
                        && (job == ControlDesk.ANY_JOB || p.job().id() == job));
    }

    /** How many there are. */
    int open() {
        return Stream.concat(unasked.values().stream(), behind.values().stream())
                .mapToInt(List::size)
                .sum();
    }

    /** But for those that wait behind a room. */
    boolean allAsked() {
        return unasked.values().stream().allMatch(List::isEmpty);
    }

    /** The next ones to ask, a batch of each platform that has any. They stay until they are {@link #asked}. */
    List<List<Pending>> batches() {
        putOffWhatIsEnding();
        return unasked.values().stream()
                .filter(questions -> !questions.isEmpty())
                .map(questions ->
                        List.copyOf(questions.subList(0, Math.min(BATCH, questions.size()))))
                .toList();
    }

    /** A room may have come to its end while the question waited for the registry. */
    private void putOffWhatIsEnding() {
        for (var questions : unasked.values()) {
            var waiting =
                    questions.stream().filter(p -> isEnding(p.job().room())).toList();
            if (!waiting.isEmpty()) {
                questions.removeAll(waiting);
                waiting.forEach(this::add);
            }
        }
    }

    /** There is an answer to all of this batch. */
    void asked(List<Pending> batch) {
        var questions = unasked.get(batch.getFirst().job().room().platform());
        if (questions != null) {
            questions.subList(0, batch.size()).clear();
        }
    }
}
