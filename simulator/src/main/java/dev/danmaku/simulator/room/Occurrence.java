package dev.danmaku.simulator.room;

import java.time.Duration;

/** One thing that a viewer did. */
public sealed interface Occurrence {

    Viewer from();

    /** @param text what was said, its number in front ({@link NumberedText}) */
    record Chat(Viewer from, long sequence, String text) implements Occurrence {}

    record Like(Viewer from) implements Occurrence {}

    /**
     * One step of a gift combo.
     *
     * @param batchSize how many were given with one press
     * @param comboCount which press of the combo this is, from 1 on
     * @param combo the combo's number in its room; the same for all its steps
     */
    record Gift(Viewer from, int giftId, int batchSize, int comboCount, long combo)
            implements Occurrence {}

    record Enter(Viewer from) implements Occurrence {}

    /**
     * A paid chat that stays on the screen for a while.
     *
     * @param number the super chat's number in its room, from 1 on
     * @param priceCents in hundredths of a yuan
     */
    record SuperChat(Viewer from, long number, String text, int priceCents, Duration shown)
            implements Occurrence {}

    /**
     * A viewer became a paying member of the room.
     *
     * @param tier the platform's number of the rank, from 1 on
     * @param months for how long
     */
    record Membership(Viewer from, int tier, int months) implements Occurrence {}
}
