package dev.danmaku.platforms;

import dev.danmaku.event.Event;
import dev.danmaku.event.EventBody.Chat;
import dev.danmaku.simulator.room.NumberedText;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Keeps what a session says, for a test to read. */
public final class Heard implements RoomListener {
    public final AtomicInteger joins = new AtomicInteger();
    public final AtomicInteger frames = new AtomicInteger();
    public final List<Event> events = new CopyOnWriteArrayList<>();
    public final List<String> hints = new CopyOnWriteArrayList<>();

    @Override
    public void joined() {
        joins.incrementAndGet();
    }

    @Override
    public void heard(List<Event> heard) {
        frames.incrementAndGet();
        events.addAll(heard);
    }

    @Override
    public void endHinted(String reason) {
        hints.add(reason);
    }

    /** The numbers of the simulated chats, in the order they came. */
    public List<Long> sequence() {
        return events.stream()
                .filter(event -> event.body() instanceof Chat)
                .map(event -> NumberedText.sequenceOf(((Chat) event.body()).text()))
                .filter(number -> number.isPresent())
                .map(number -> number.getAsLong())
                .toList();
    }

    public List<String> types() {
        return events.stream().map(event -> event.body().type()).toList();
    }
}
