package dev.danmaku.worker.sink.jsonl;

import org.jspecify.annotations.Nullable;

/** What becomes of a line of a file of events. */
@FunctionalInterface
public interface LineEdit {
    byte[] GONE = {};

    /**
     * @param line without its end
     * @return null to leave it as it is, {@link #GONE}, or what takes its place
     */
    byte @Nullable [] of(byte[] line);

    /**
     * What edits did.
     *
     * @param gone lines
     * @param edited lines
     */
    record Count(long gone, long edited) {
        public static final Count NOTHING = new Count(0, 0);

        public boolean isNothing() {
            return gone + edited == 0;
        }

        public Count plus(Count other) {
            return new Count(gone + other.gone, edited + other.edited);
        }

        /** One line more. */
        public Count and(byte @Nullable [] instead) {
            return instead == null
                    ? this
                    : instead.length == 0
                            ? new Count(gone + 1, edited)
                            : new Count(gone, edited + 1);
        }
    }
}
