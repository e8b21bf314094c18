package dev.danmaku.worker.sink.erase;

/**
 * What an erasure did.
 *
 * @param files that were looked at
 * @param deleted events
 * @param edited events of others
 */
public record Erased(long files, long deleted, long edited) {
    static final Erased NOTHING = new Erased(0, 0, 0);
}
