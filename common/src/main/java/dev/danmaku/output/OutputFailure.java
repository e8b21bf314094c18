package dev.danmaku.output;

import org.jspecify.annotations.Nullable;

/** A batch could not be taken out. */
public final class OutputFailure extends RuntimeException {
    private final boolean passing;

    private OutputFailure(String message, boolean passing, @Nullable Throwable cause) {
        super(message, cause);
        this.passing = passing;
    }

    /** The other side is away, full or busy: the same batch may work later. */
    public static OutputFailure passing(String message, @Nullable Throwable cause) {
        return new OutputFailure(message, true, cause);
    }

    /** Something in the batch itself can never be taken: the others of it will be tried without. */
    public static OutputFailure lasting(String message, @Nullable Throwable cause) {
        return new OutputFailure(message, false, cause);
    }

    public boolean isPassing() {
        return passing;
    }
}
