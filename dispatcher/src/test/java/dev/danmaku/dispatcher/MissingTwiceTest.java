package dev.danmaku.dispatcher;

import static dev.danmaku.dispatcher.Rig.room;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MissingTwiceTest {
    private static final long GENERATION = 7;

    private final MissingTwice missing = new MissingTwice();

    @Test
    void aRoomIsGoneWhenTwoPassesInARowMissedIt() {
        assertThat(missing.again(room("a"), GENERATION)).isFalse();
        missing.passed();

        assertThat(missing.again(room("a"), GENERATION)).isTrue();
    }

    @Test
    void twiceWithinOnePassIsOnce() {
        missing.again(room("a"), GENERATION);

        assertThat(missing.again(room("a"), GENERATION)).isFalse();
    }

    @Test
    void aRoomThatWasThereInBetweenIsMissedAnew() {
        missing.again(room("a"), GENERATION);
        missing.passed();
        missing.passed();

        assertThat(missing.again(room("a"), GENERATION)).isFalse();
    }

    @Test
    void aMissOfAnotherGenerationDoesNotCount() {
        missing.again(room("a"), GENERATION);
        missing.passed();

        assertThat(missing.again(room("a"), GENERATION + 1)).isFalse();
    }
}
