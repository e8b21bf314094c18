package dev.danmaku.simulator.room;

import org.jspecify.annotations.Nullable;

/** Something that goes wrong on the platform's side, as a value: scripts hold them, rooms carry them out. */
public sealed interface Fault {

    /** What goes wrong once, with the sockets joined at that moment. */
    sealed interface Instantly extends Fault {}

    /** What stays wrong for a while. A later one of its kind replaces it. */
    sealed interface Lasting extends Fault {
        Span span();
    }

    /** Every joined socket is closed. */
    record Drop(DropManner manner) implements Instantly {}

    /** Every joined socket is sent bytes that no client should trust. */
    record Hostile(HostileBytes bytes) implements Instantly {}

    /**
     * Every joined socket is sent the platform's error message.
     *
     * @param then how the sockets end; or they stay open and are never told anything again
     */
    record Error(int code, @Nullable DropManner then) implements Instantly {}

    /** Tokens handed out so far are no longer good for entering; fresh ones are. */
    record ExpireTokens(EntryRefusal answer) implements Instantly {}

    /** Sockets stay open and fall silent, in part or altogether. */
    record Stall(Stillness stillness, Span span) implements Lasting {}

    /**
     * New sockets are turned away. On a whole platform that happens at the upgrade; in one room, which the upgrade
     * request does not name, when the socket asks to enter: by a reset, whatever the refusal says.
     */
    record Refuse(Refusal refusal, Span span) implements Lasting {}

    /** Look-ups get another answer than the truth. */
    record Trouble(LookupTrouble trouble, Span span) implements Lasting {}

    /** No more than so many sockets at once. */
    record ConnectionLimit(int sockets, Span span) implements Lasting {
        public ConnectionLimit {
            if (sockets < 0) {
                throw new IllegalArgumentException("a limit of sockets cannot be " + sockets);
            }
        }
    }
}
