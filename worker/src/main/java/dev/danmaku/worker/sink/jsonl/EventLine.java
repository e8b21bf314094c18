package dev.danmaku.worker.sink.jsonl;

import java.nio.charset.StandardCharsets;

/** A line of a file of events that is not blank. */
public sealed interface EventLine {

    /** From 1, blank lines counted. */
    long number();

    /**
     * One that ends as it should.
     *
     * @param bytes without the line's end; the reader's no more
     */
    record Whole(long number, byte[] bytes) implements EventLine {
        public String text() {
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    /**
     * The last one, where no line's end follows: of a file that is being written or mended soon, a part of a line at worst.
     *
     * @param bytes what there is of it; the reader's no more
     */
    record Torn(long number, byte[] bytes) implements EventLine {
        public String text() {
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    /**
     * One that is longer than an event can be. It was skipped, not loaded.
     *
     * @param bytes it has
     */
    record TooLong(long number, long bytes) implements EventLine {}
}
