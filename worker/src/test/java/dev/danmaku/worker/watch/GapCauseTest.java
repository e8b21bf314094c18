package dev.danmaku.worker.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.platforms.SessionEnd;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.util.List;

class GapCauseTest {

    @Test
    void everyEndOfASessionHasALabelOfItsOwn() {
        var ends = List.of(
                new SessionEnd.StreamEnded("x"),
                new SessionEnd.Refused("x"),
                new SessionEnd.Lost("x"),
                new SessionEnd.Silent(Duration.ofSeconds(90)),
                new SessionEnd.Malformed("x"),
                new SessionEnd.ClosedByUs());

        assertThat(ends.stream().map(Recovery::cause).map(GapCause::label))
                .containsExactly("end-hinted", "refused", "lost", "silent", "malformed", "closed");
    }

    @ParameterizedTest
    @CsvSource({
        "nobody watched the room,unwatched",
        "paused,paused",
        "silent loss suspected: no event for 300 s of a live stream,quiet",
        "the former holder's sink was full,handover",
        "the former holder heard another broadcast,handover",
        "a new stream began,renewed",
        "whatever a newer version says,other"
    })
    void aCauseIsCountedUnderAFewWords(String cause, String label) {
        assertThat(GapCause.label(cause)).isEqualTo(label);
        assertThat(GapCause.LABELS).contains(label);
    }
}
