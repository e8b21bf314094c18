package dev.danmaku.worker;

import dev.danmaku.room.Platform;
import dev.danmaku.room.RoomId;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The rooms this worker holds. Owned by the worker thread; the counts may be read by others. */
final class Slots {
    private volatile int capacity;
    private final Map<RoomId, Slot> byRoom = new HashMap<>();
    /** By platform; who joined since it was last asked for is still among them. */
    private final Map<Platform, Set<Slot>> opening = new EnumMap<>(Platform.class);

    private final Map<Platform, Integer> heldOf = new EnumMap<>(Platform.class);
    private volatile int held;
    private volatile int own;
    private int joining;

    Slots(int capacity) {
        this.capacity = capacity;
    }

    int capacity() {
        return capacity;
    }

    /** What is held beyond stays held. */
    void capacity(int now) {
        capacity = now;
    }

    /** How many rooms are held. */
    int held() {
        return held;
    }

    /** How many rooms are ours, without those that we join while another owns them. */
    int own() {
        return own;
    }

    /** How many rooms of a platform are held. */
    int held(Platform platform) {
        return heldOf.getOrDefault(platform, 0);
    }

    @Nullable Slot of(RoomId room) {
        return byRoom.get(room);
    }

    void add(Slot slot) {
        var platform = slot.room().platform();
        byRoom.put(slot.room(), slot);
        openingOf(platform).add(slot);
        heldOf.merge(platform, 1, Integer::sum);
        joining += slot.joining() ? 1 : 0;
        count();
    }

    void remove(Slot slot) {
        if (byRoom.remove(slot.room(), slot)) {
            var platform = slot.room().platform();
            openingOf(platform).remove(slot);
            heldOf.merge(platform, -1, Integer::sum);
            joining -= slot.joining() ? 1 : 0;
            count();
        }
    }

    /** A room that we joined became ours. */
    void owned() {
        joining--;
        count();
    }

    private void count() {
        held = byRoom.size();
        own = held - joining;
    }

    List<Slot> all() {
        return new ArrayList<>(byRoom.values());
    }

    /** Rooms that are ours and go on, as opposed to those on their way in or out. */
    List<Slot> goingOn() {
        return byRoom.values().stream()
                .filter(slot -> !slot.ending() && !slot.joining())
                .toList();
    }

    /** Rooms whose records are ours to keep: those that go on, and those whose end is not written yet. */
    List<Slot> recorded() {
        return byRoom.values().stream()
                .filter(slot -> !slot.joining() && (!slot.ending() || slot.unwritten()))
                .toList();
    }

    /** Rooms of a platform that are not joined yet. */
    int opening(Platform platform) {
        var slots = openingOf(platform);
        // who is joined stays so: each is looked at often while it opens, and once more
        slots.removeIf(Slot::joined);
        return slots.size();
    }

    private Set<Slot> openingOf(Platform platform) {
        return opening.computeIfAbsent(platform, p -> new HashSet<>());
    }
}
