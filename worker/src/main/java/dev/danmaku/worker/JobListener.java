package dev.danmaku.worker;

/** Hears how a job goes on. May be called from any thread; must not block. */
public interface JobListener {

    /** A look-up found this: worth keeping for whoever takes the room over. */
    void found(String found);

    /** The room is joined. */
    void joined();

    /** Something for the room's history that changes nothing else, such as a reconnect. */
    void noted(String what, String reason);
}
