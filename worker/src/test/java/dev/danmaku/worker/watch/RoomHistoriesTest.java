package dev.danmaku.worker.watch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Whatever happens to a room and its holders, each chat is stored once, or a gap says that it was not heard; and every watch ends. */
class RoomHistoriesTest {
    private static final int HISTORIES = 5_000;

    @Test
    void eachChatIsStoredOnceOrAGapSaysThatItWasNotHeard() {
        for (var seed = 0; seed < HISTORIES; seed++) {
            var history = new RoomHistory(seed).run();
            assertThat(history.faults()).as("seed %d:%s", seed, history).isEmpty();
        }
    }
}
