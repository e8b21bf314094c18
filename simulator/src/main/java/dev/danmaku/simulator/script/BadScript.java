package dev.danmaku.simulator.script;

/** A script or an order that cannot be understood. The message says where and what would be right. */
public final class BadScript extends IllegalArgumentException {
    BadScript(String message) {
        super(message);
    }

    /** The same mistake, with the place it was found in front. */
    BadScript in(String place) {
        return new BadScript(place + ": " + getMessage());
    }
}
