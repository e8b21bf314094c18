package dev.danmaku.simulator.room;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.concurrent.TimeUnit;

class CrowdTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final Crowd crowd = crowd(1);

    @Test
    void ratesAreKeptToTheEventWhateverThePushInterval() {
        crowd.rates(new Rates(2.5, 1, 0.5, 0.25));

        var chats = 0;
        var likes = 0;
        var gifts = 0;
        var entries = 0;
        for (var tick = 1; tick <= 1_000; tick++) {
            for (var occurrence : crowd.gather(tick * SECOND / 100)) {
                switch (occurrence) {
                    case Occurrence.Chat chat -> chats++;
                    case Occurrence.Like like -> likes++;
                    case Occurrence.Gift gift -> gifts++;
                    case Occurrence.Enter enter -> entries++;
                    case Occurrence.SuperChat superChat -> throw new AssertionError();
                    case Occurrence.Membership membership -> throw new AssertionError();
                }
            }
        }

        assertThat(chats).isBetween(24, 25);
        assertThat(likes).isBetween(9, 10);
        assertThat(gifts).isBetween(4, 5);
        assertThat(entries).isBetween(2, 3);
    }

    @Test
    void oneSeedTellsOneStory() {
        var other = crowd(1);
        var stranger = crowd(2);
        List.of(crowd, other, stranger).forEach(c -> c.chat(20, null));

        var story = crowd.gather(1);
        assertThat(other.gather(1)).isEqualTo(story);
        assertThat(stranger.gather(1)).isNotEqualTo(story);
    }

    @Test
    void everyTextCarriesItsNumber() {
        crowd.chat(2, "你好");

        assertThat(crowd.gather(1)).extracting("text").containsExactly("#1 你好", "#2 你好");
        assertThat(NumberedText.sequenceOf("#42 你好\nzwei")).hasValue(42);
        assertThat(NumberedText.sequenceOf("42 你好")).isEmpty();
        assertThat(NumberedText.sequenceOf("#042 你好")).isEmpty();
    }

    @Test
    void aFrozenProcessOwesOnlySoMuch() {
        crowd.rates(Rates.chatting(10));

        assertThat(crowd.gather(3_600 * SECOND)).hasSize(50);
    }

    private static Crowd crowd(long seed) {
        return new Crowd("3xroom", new Content(seed), List.of(1, 2));
    }
}
