package dev.danmaku.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.danmaku.simulator.kuaishou.wire.PayloadType;
import dev.danmaku.simulator.room.Moment.What;
import dev.danmaku.simulator.room.Quirk;
import dev.danmaku.simulator.room.StreamEnding;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Duration;
import java.time.Instant;

/** A stream as a socket hears it, with its quirks, and how it ends. */
class StreamTest extends OneRoom {
    @ParameterizedTest
    @CsvSource({"ANNOUNCED,1000", "CLOSED,1000", "ABRUPT,1006", "THROTTLED,1006", "NEW_STREAM,1000"
    })
    void streamsEndInTheirManner(StreamEnding how, int code) {
        var stream = room.broadcast().orElseThrow().streamId();
        try (var guest = Guest.in(http, simulator, ROOM)) {
            room.chat(2).end(how);

            assertThat(guest.awaitClose()).isEqualTo(code);
            assertThat(guest.sequences()).containsExactly(1L, 2L);
            assertThat(guest.messages(PayloadType.SC_AUTHOR_PUSH_TRAFFIC_ZERO))
                    .hasSize(how == StreamEnding.ANNOUNCED ? 1 : 0);
        }
        if (how == StreamEnding.NEW_STREAM) {
            assertThat(room.broadcast().orElseThrow().streamId()).isNotEqualTo(stream);
        } else {
            assertThat(room.broadcast()).isEmpty();
        }
    }

    @Test
    void aStreamMayEndWithoutAWordOnTheSocket() {
        try (var guest = Guest.in(http, simulator, ROOM)) {
            room.end(StreamEnding.SILENT);
            guest.beat(1).await(PayloadType.SC_HEARTBEAT_ACK);

            assertThat(guest.isOpen()).isTrue();
            assertThat(room.counts().joined()).isEqualTo(1);
            assertThat(room.broadcast()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Quirk.class,
            names = {
                "GLUED",
                "FRAGMENTED",
                "UNKNOWN_FIELDS",
                "UNPACKED",
                "NO_TIME",
                "RICH_TEXT",
                "UNKNOWN_TYPES"
            })
    void quirksLoseNothing(Quirk quirk) {
        room.quirks(quirk);
        try (var guest = Guest.in(http, simulator, ROOM)) {
            room.chat(3);
            guest.awaitSequence(3);

            assertThat(guest.sequences()).containsExactly(1L, 2L, 3L);
        }
    }

    @Test
    void aGiftComboGoesOnOverPushes() {
        try (var guest = Guest.in(http, simulator, ROOM)) {
            room.gift(114, 1, 3);
            await().atMost(Connection.LIMIT).until(() -> room.counts().gifts() == 3);
            room.chat(1);
            guest.awaitSequence(1);

            var pushes = guest.messages(PayloadType.SC_FEED_PUSH).stream()
                    .map(Guest::feed)
                    .filter(feed -> feed.getGiftFeedsCount() > 0)
                    .toList();
            assertThat(pushes).hasSize(3);
            assertThat(pushes.stream().map(feed -> feed.getGiftFeeds(0).getComboCount()))
                    .containsExactly(1, 2, 3);
            assertThat(pushes.stream()
                            .map(feed -> feed.getGiftFeeds(0).getMergeKey())
                            .distinct())
                    .hasSize(1);
        }
    }

    @Test
    void countersTravelAloneWhileNothingHappens() {
        room.counters("200+", "4.0万");
        try (var guest = Guest.in(http, simulator, ROOM)) {
            var feed = Guest.feed(guest.await(PayloadType.SC_FEED_PUSH));

            assertThat(feed.getDisplayWatchingCount()).isEqualTo("200+");
            assertThat(feed.getDisplayLikeCount()).isEqualTo("4.0万");
            assertThat(feed.getCommentFeedsCount()).isZero();
        }
    }

    @Test
    void theTimelineTellsWhoWasThereWhen() {
        try (var first = Guest.in(http, simulator, ROOM)) {
            room.chat(2);
            first.awaitSequence(2);
            Guest.in(http, simulator, ROOM).close();
            await().atMost(Connection.LIMIT).until(() -> room.counts().joined() == 1);
        }
        await().atMost(Connection.LIMIT).until(() -> room.counts().joined() == 0);
        room.end(StreamEnding.CLOSED);

        var timeline = room.timeline();
        assertThat(timeline.moments())
                .extracting("what")
                .containsExactly(
                        What.LIVE, What.JOINED, What.JOINED, What.CLOSED, What.CLOSED, What.ENDED);
        assertThat(timeline.moments()).extracting("joined").containsExactly(0, 1, 2, 1, 0, 0);
        assertThat(timeline.moments())
                .extracting("sequence")
                .containsExactly(0L, 0L, 2L, 2L, 2L, 2L);
        var doubly = Duration.between(
                timeline.moments().get(2).at(), timeline.moments().get(3).at());
        assertThat(timeline.doublyWatched(Instant.MAX)).isEqualTo(doubly);
    }
}
