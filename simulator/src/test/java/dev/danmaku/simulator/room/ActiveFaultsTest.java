package dev.danmaku.simulator.room;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;

class ActiveFaultsTest {
    private long nanos;
    private final ActiveFaults faults = new ActiveFaults(() -> nanos);

    @Test
    void aTimedFaultEndsByItself() {
        faults.begin(
                new Fault.Trouble(LookupTrouble.THROTTLED, Span.lasting(Duration.ofNanos(10))));

        nanos = 9;
        assertThat(faults.trouble(any -> true)).contains(LookupTrouble.THROTTLED);
        nanos = 10;
        assertThat(faults.trouble(any -> true)).isEmpty();
    }

    @Test
    void onlyWhatAFaultTouchesUsesItUp() {
        faults.begin(new Fault.Trouble(LookupTrouble.CAPTCHA, Span.times(1)));

        assertThat(faults.trouble(other -> false)).isEmpty();
        assertThat(faults.trouble(any -> true)).contains(LookupTrouble.CAPTCHA);
        assertThat(faults.trouble(any -> true)).isEmpty();
    }

    @Test
    void kindsOfFaultsDoNotReplaceEachOther() {
        faults.begin(new Fault.Refuse(Refusal.FORBIDDEN, Span.untilHealed()));
        faults.begin(new Fault.Stall(Stillness.FROZEN, Span.untilHealed()));
        faults.begin(new Fault.Refuse(Refusal.RESET, Span.untilHealed()));

        assertThat(faults.refusal()).contains(Refusal.RESET);
        assertThat(faults.stalled(Stillness.FROZEN)).isTrue();
        assertThat(faults.stalled(Stillness.NO_ENTRY)).isFalse();
        faults.heal();
        assertThat(faults.refusal()).isEmpty();
        assertThat(faults.stalled(Stillness.FROZEN)).isFalse();
    }
}
