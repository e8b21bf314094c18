package dev.danmaku.rate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.danmaku.event.EventBody.ViewerCountKind;
import dev.danmaku.room.RoomId;
import dev.danmaku.testing.Golden;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Collections;
import java.util.List;
import java.util.Map;

/** What is published: as earlier releases wrote it, and what strangers may write. */
class RatesJsonTest {
    private static final RoomId ROOM = RoomId.parse("kuaishou:3xabc");
    private static final RoomRates RATES = new RoomRates(
            ROOM,
            1_795_300_002_000L,
            2,
            new RateBucket(
                    1_795_300_000,
                    12,
                    9,
                    2,
                    Map.of("gold", 200L, "CNY/1000", 1000L),
                    Map.of(ViewerCountKind.ONLINE, 5120L, ViewerCountKind.WATCHED, 70_000L)));
    private static final RoomRates QUIET = new RoomRates(
            RoomId.parse("bilibili:21452505"),
            1_795_300_004_000L,
            2,
            RateBucket.quiet(1_795_300_002));
    private static final RatesSummary SUMMARY = new RatesSummary(
            1_795_300_002_000L,
            2,
            "host-1a2b3c",
            1,
            1,
            List.of(
                    new RatesSummary.Room(ROOM, 12, 9, Map.of(ViewerCountKind.ONLINE, 5120L)),
                    new RatesSummary.Room(RoomId.parse("douyu:71415"), 0, 0, Map.of())));

    @Test
    void aRoomsMessageIsAsItAlwaysWas() {
        assertThat(RATES.toJson()).isEqualTo(Golden.line("rates-room.json"));
        assertThat(RoomRates.parse(Golden.line("rates-room.json"))).contains(RATES);
        assertThat(QUIET.toJson()).isEqualTo(Golden.line("rates-room-quiet.json"));
        assertThat(RoomRates.parse(Golden.line("rates-room-quiet.json"))).contains(QUIET);
    }

    @Test
    void aSummaryIsAsItAlwaysWas() {
        assertThat(SUMMARY.toJson()).isEqualTo(Golden.line("rates-summary.json"));
        assertThat(RatesSummary.parse(Golden.line("rates-summary.json"))).contains(SUMMARY);
    }

    @Test
    void whatANewerVersionAddsIsPassedOver() {
        var newer = Golden.line("rates-room.json")
                .replace("\"seconds\"", "\"mood\":\"good\",\"seconds\"")
                .replace("\"online\"", "\"rockets\":3,\"online\"");

        assertThat(RoomRates.parse(newer)).contains(RATES);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{\"v\":2,\"platform\":\"kuaishou\",\"room\":\"3xabc\"}",
                "{\"v\":1,\"platform\":\"kuaishou\",\"room\":\"../x\"}",
                "{\"v\":1,\"platform\":\"nowhere\",\"room\":\"x\"}",
                "{\"v\":1,\"rooms\":{}}",
                "{\"v\":1"
            })
    void whatIsNoSuchMessageIsNone(String text) {
        assertThat(RoomRates.parse(text)).isEmpty();
        assertThat(RatesSummary.parse(text)).isEmpty();
    }

    @Test
    void messagesAreBounded() {
        var room = SUMMARY.rooms().getFirst();
        assertThatThrownBy(() -> new RatesSummary(
                        1, 1, "s", 1, 1, Collections.nCopies(RatesSummary.MAX_ROOMS + 1, room)))
                .hasMessageContaining("at most 500");
        assertThat(RoomRates.parse(RATES.toJson() + " ".repeat(2 << 20))).isEmpty();
    }

    @Test
    void anEntryIsReadAsItWasWritten() {
        var bucket = RATES.counted();

        assertThat(bucket.fields().keySet())
                .containsExactly(
                        "at",
                        "chats",
                        "users",
                        "viewers.online",
                        "viewers.watched",
                        "gifts",
                        "value.CNY/1000",
                        "value.gold");
        assertThat(RateBucket.parse(bucket.fields())).contains(bucket);
        assertThat(RateBucket.parse(Map.of("at", "7", "chats", "x", "viewers.mood", "3")))
                .contains(RateBucket.quiet(7));
        assertThat(RateBucket.parse(Map.of("at", "-7"))).isEmpty();
        assertThat(RateBucket.parse(Map.of("chats", "7"))).isEmpty();
    }

    @Test
    void partsAddUpAndNeverBeyondTheLargestNumber() {
        var much = new RateBucket(
                7, 1, 2, 3, Map.of("gold", Long.MAX_VALUE), Map.of(ViewerCountKind.ONLINE, 5L));
        var more = new RateBucket(
                7,
                10,
                20,
                30,
                Map.of("gold", 5L, "silver", 6L),
                Map.of(ViewerCountKind.ONLINE, 4L));

        assertThat(much.plus(more))
                .isEqualTo(new RateBucket(
                        7,
                        11,
                        22,
                        33,
                        Map.of("gold", Long.MAX_VALUE, "silver", 6L),
                        Map.of(ViewerCountKind.ONLINE, 4L)));
    }
}
