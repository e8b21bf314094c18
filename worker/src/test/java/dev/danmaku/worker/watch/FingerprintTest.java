package dev.danmaku.worker.watch;

import static dev.danmaku.worker.watch.Heard.ANN;
import static dev.danmaku.worker.watch.Heard.anonymous;
import static dev.danmaku.worker.watch.Heard.event;
import static dev.danmaku.worker.watch.Heard.gift;
import static dev.danmaku.worker.watch.Heard.known;
import static dev.danmaku.worker.watch.Heard.like;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.event.Event;
import dev.danmaku.event.EventBody.Enter;
import dev.danmaku.event.EventBody.Gift;
import dev.danmaku.event.EventBody.Like;
import dev.danmaku.event.User;

import org.junit.jupiter.api.Test;

import java.util.HashSet;

class FingerprintTest {

    @Test
    void theKeyIsEnoughWhereThePlatformSaysAnIdOrATime() {
        var byId = event("id:1", 5, 5, new Like(ANN, 1));
        var byTime = event("h:1", 4, 5, new Like(ANN, 1));

        assertThat(Fingerprint.of(byId).content()).isEqualTo(Fingerprint.NONE);
        assertThat(Fingerprint.of(byTime).content()).isEqualTo(Fingerprint.NONE);
        assertThat(Fingerprint.of(known("1", 9))).isEqualTo(Fingerprint.of(known("1", 7)));
    }

    @Test
    void byTheClockOfWhoHeardItTheContentTells() {
        assertThat(content(like(5))).isEqualTo(content(like(7))).isNotEqualTo(Fingerprint.NONE);
        assertThat(Fingerprint.of(like(5)).key())
                .isNotEqualTo(Fingerprint.of(like(7)).key());
        assertThat(content(like(5))).isNotEqualTo(content(anonymous(5, new Like(ANN, 2))));
        assertThat(content(like(5)))
                .isNotEqualTo(content(anonymous(5, new Like(User.of("8", "Bob"), 1))));
        assertThat(content(like(5))).isNotEqualTo(content(anonymous(5, new Enter(ANN))));
    }

    @Test
    void aGiftIsTheSameWhateverItsHolderKnew() {
        var counted = anonymous(5, gift("c", 3, 9, false));
        var late = anonymous(
                6, new Gift(ANN, "9", null, 9, null, gift("c", 9, 9, true).combo()));
        var next = anonymous(6, gift("c", 3, 12, false));

        assertThat(content(counted)).isEqualTo(content(late)).isNotEqualTo(content(next));
    }

    @Test
    void nearTextsAreFarApart() {
        var seen = new HashSet<Long>();
        for (var n = 0; n < 200_000; n++) {
            seen.add(Fingerprint.hash("h:" + n));
        }

        assertThat(seen).hasSize(200_000).doesNotContain(Fingerprint.NONE);
    }

    private static long content(Event event) {
        return Fingerprint.of(event).content();
    }
}
