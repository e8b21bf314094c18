package dev.danmaku.simulator.room;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** A room's last chats, for platforms where they can be polled. Written by the room, read by any thread. */
public final class RecentChats {
    private static final int MAX_CHATS = 100;

    private final Deque<Said> said = new ArrayDeque<>();

    public record Said(Occurrence.Chat chat, Instant at) {}

    synchronized void add(List<Occurrence> occurrences, Instant at) {
        for (var occurrence : occurrences) {
            if (occurrence instanceof Occurrence.Chat chat) {
                if (said.size() == MAX_CHATS) {
                    said.removeFirst();
                }
                said.addLast(new Said(chat, at));
            }
        }
    }

    /** Those numbered higher than the given one, oldest first. */
    public synchronized List<Said> after(long sequence) {
        return said.stream().filter(s -> s.chat().sequence() > sequence).toList();
    }
}
