package dev.danmaku.simulator.room;

import org.jspecify.annotations.Nullable;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/** The lasting faults of one room, or of a whole platform. Safe to use from any thread. */
public final class ActiveFaults {
    private final LongSupplier nanoTime;
    private @Nullable Running<Fault.Trouble> trouble;
    private @Nullable Running<Fault.Stall> stall;
    private @Nullable Running<Fault.Refuse> refuse;
    private @Nullable Running<Fault.ConnectionLimit> limit;

    ActiveFaults(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    synchronized void begin(Fault.Lasting fault) {
        var now = nanoTime.getAsLong();
        switch (fault) {
            case Fault.Trouble f -> trouble = new Running<>(f, now);
            case Fault.Stall f -> stall = new Running<>(f, now);
            case Fault.Refuse f -> refuse = new Running<>(f, now);
            case Fault.ConnectionLimit f -> limit = new Running<>(f, now);
        }
    }

    synchronized void heal() {
        trouble = null;
        stall = null;
        refuse = null;
        limit = null;
    }

    /** What a look-up meets; one that is limited to a number of times is used up only by look-ups it touches. */
    public synchronized Optional<LookupTrouble> trouble(Predicate<LookupTrouble> touched) {
        if (trouble == null
                || !trouble.lasts(nanoTime.getAsLong())
                || !touched.test(trouble.fault.trouble())) {
            return Optional.empty();
        }
        trouble.used();
        return Optional.of(trouble.fault.trouble());
    }

    /** What a new socket meets. */
    public synchronized Optional<Refusal> refusal() {
        if (refuse == null || !refuse.lasts(nanoTime.getAsLong())) {
            return Optional.empty();
        }
        refuse.used();
        return Optional.of(refuse.fault.refusal());
    }

    /** Whether that much of the server is silent. Asking uses nothing up; see {@link #usedStall()}. */
    public synchronized boolean stalled(Stillness stillness) {
        return stall != null
                && stall.lasts(nanoTime.getAsLong())
                && stall.fault.stillness() == stillness;
    }

    /** Whether heartbeats go unanswered: alone, or as everything does. */
    public boolean mutesHeartbeats() {
        return stalled(Stillness.NO_HEARTBEAT_ACK) || stalled(Stillness.FROZEN);
    }

    /** A socket met the stall. */
    public synchronized void usedStall() {
        if (stall != null) {
            stall.used();
        }
    }

    public synchronized OptionalInt connectionLimit() {
        return limit != null && limit.lasts(nanoTime.getAsLong())
                ? OptionalInt.of(limit.fault.sockets())
                : OptionalInt.empty();
    }

    private static final class Running<F extends Fault.Lasting> {
        private final F fault;
        private final long untilNanos;
        private final boolean timed;
        private int timesLeft = Integer.MAX_VALUE;

        Running(F fault, long nowNanos) {
            this.fault = fault;
            switch (fault.span()) {
                case Span.UntilHealed u -> {
                    timed = false;
                    untilNanos = 0;
                }
                case Span.Times times -> {
                    timed = false;
                    untilNanos = 0;
                    timesLeft = times.count();
                }
                case Span.For span -> {
                    timed = true;
                    untilNanos = nowNanos + span.time().toNanos();
                }
            }
        }

        boolean lasts(long nowNanos) {
            return timesLeft > 0 && (!timed || nowNanos - untilNanos < 0);
        }

        void used() {
            if (timesLeft != Integer.MAX_VALUE) {
                timesLeft--;
            }
        }
    }
}
