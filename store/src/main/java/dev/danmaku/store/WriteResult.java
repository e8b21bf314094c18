package dev.danmaku.store;

/**
 * What became of a batch; the numbers add up to its size.
 *
 * @param added not seen before
 * @param replaced took the place of what an older epoch had told under the same key
 * @param refused seen before, or told under an older epoch than what is there
 * @param unfit can't be stored ever: no room, or an impossible time
 */
public record WriteResult(int added, int replaced, int refused, int unfit) {
    static final WriteResult NONE = new WriteResult(0, 0, 0, 0);

    WriteResult plus(WriteResult other) {
        return new WriteResult(
                added + other.added,
                replaced + other.replaced,
                refused + other.refused,
                unfit + other.unfit);
    }
}
