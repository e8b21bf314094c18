package dev.danmaku.platforms.kuaishou;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.platforms.kuaishou.BroadcastMemory.Kept;

import org.junit.jupiter.api.Test;

class BroadcastMemoryTest {
    private final BroadcastMemory memory = new BroadcastMemory();

    @Test
    void whatOneSocketLeavesTheNextOneTakes() {
        var combos = new Combos();
        combos.added("k", 1, 1, 0, 0);

        memory.keep("XT8F1KPOf0c", new Kept(combos, 7));

        assertThat(memory.take("XT8F1KPOf0c")).isEqualTo(new Kept(combos, 7));
        assertThat(memory.take("XT8F1KPOf0c").lastErrorCode()).isZero();
        assertThat(memory.take("XT8F1KPOf0c").combos().isEmpty()).isTrue();
    }

    @Test
    void theOldestIsForgottenWhenThereAreTooMany() {
        for (var i = 0; i <= BroadcastMemory.MAX_KEPT; i++) {
            memory.keep("live" + i, new Kept(new Combos(), 7));
        }

        assertThat(memory.take("live0").lastErrorCode()).isZero();
        assertThat(memory.take("live1").lastErrorCode()).isEqualTo(7);
    }
}
