package dev.danmaku.simulator.room;

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
}
