package dev.danmaku.worker;

import dev.danmaku.room.Platform;
import dev.danmaku.room.RoomId;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The rooms this worker holds. Owned by the worker thread; the counts may be read by others. */
final class Slots {
    private volatile int capacity;
    private final Map<RoomId, Slot> byRoom = new HashMap<>();
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
        return (int) byRoom.keySet().stream()
                .filter(room -> room.platform() == platform)
                .count();
    }

    @Nullable Slot of(RoomId room) {
        return byRoom.get(room);
    }

    void add(Slot slot) {
        byRoom.put(slot.room(), slot);
        joining += slot.joining() ? 1 : 0;
        count();
    }

    void remove(Slot slot) {
        if (byRoom.remove(slot.room(), slot)) {
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
        return count(byRoom.values(), platform);
    }

    private static int count(Collection<Slot> slots, Platform platform) {
        var opening = 0;
        for (var slot : slots) {
            if (!slot.joined() && slot.room().platform() == platform) {
                opening++;
            }
        }
        return opening;
    }
}
