package dev.danmaku.simulator.room;

import java.util.Optional;
import java.util.OptionalLong;

/** Which tokens open a room: those minted here after the given one. */
record TokenRule(long expiredUpTo, EntryRefusal answer) {

    Optional<EntryRefusal> objection(OptionalLong serial) {
        return serial.isPresent() && serial.getAsLong() > expiredUpTo
                ? Optional.empty()
                : Optional.of(answer);
    }
}
