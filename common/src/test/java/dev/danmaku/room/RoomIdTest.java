package dev.danmaku.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.stream.Stream;

class RoomIdTest {

    @ParameterizedTest
    @CsvSource({
        "kuaishou:3xabcdef, KUAISHOU, 3xabcdef",
        "ks:3xabcdef, KUAISHOU, 3xabcdef",
        "ks:A-b_9, KUAISHOU, A-b_9",
        "douyu:9999, DOUYU, 9999",
        "dy:alias_1, DOUYU, alias_1",
        "bilibili:21452505, BILIBILI, 21452505",
        "bili:6, BILIBILI, 6",
    })
    void aRoomIsReadByItsPlatformsNameOrPrefix(String text, Platform platform, String id) {
        assertThat(RoomId.parse(text)).isEqualTo(new RoomId(platform, id));
    }

    @Test
    void aRoomIsWrittenByItsPlatformsNameAndReadBack() {
        var room = RoomId.parse("ks:3xabcdef");

        assertThat(room).hasToString("kuaishou:3xabcdef");
        assertThat(RoomId.parse(room.toString())).isEqualTo(room);
    }

    static Stream<String> impossible() {
        return Stream.of(
                "",
                " ",
                " 3xabc",
                "3xabc ",
                "3x abc",
                "3xabc\n",
                "3xabc\r\nDEL ks_lives",
                "\u0000",
                "3x\u001b[31m",
                "../../etc/passwd",
                "a/b",
                "a.b",
                "'; DROP TABLE rooms; --",
                "1 OR 1=1",
                "房间",
                "１２３",
                "a:b",
                "*",
                "{a}",
                "x".repeat(65),
                "1".repeat(65),
                "x".repeat(4096));
    }

    @ParameterizedTest
    @MethodSource("impossible")
    void anImpossibleIdIsRefusedOnEveryPlatformByAPrintableSentence(String id) {
        for (var platform : Platform.values()) {
            assertThatThrownBy(() -> new RoomId(platform, id))
                    .isInstanceOf(BadRoomId.class)
                    .message()
                    .contains("cannot be a " + platform.label() + " room: an id has ")
                    .hasSizeLessThan(250)
                    .doesNotContainPattern("\\p{Cntrl}");
        }
    }

    @Test
    void eachPlatformHasItsOwnIds() {
        assertThat(new RoomId(Platform.KUAISHOU, "x".repeat(64)).id()).hasSize(64);
        assertThat(new RoomId(Platform.DOUYU, "alias_1").id()).isEqualTo("alias_1");
        assertThatThrownBy(() -> new RoomId(Platform.DOUYU, "with-dash"))
                .isInstanceOf(BadRoomId.class);
        assertThatThrownBy(() -> new RoomId(Platform.BILIBILI, "alias_1"))
                .hasMessage("'alias_1' cannot be a bilibili room: an id has 1 to 19 digits");
        assertThatThrownBy(() -> new RoomId(Platform.BILIBILI, "1".repeat(20)))
                .isInstanceOf(BadRoomId.class);
    }

    @Test
    void aTextThatNamesNoPlatformSaysWhichThereAre() {
        assertThatThrownBy(() -> RoomId.parse("twitch:x"))
                .hasMessage(
                        "'twitch' is no platform: use one of kuaishou (ks), douyu (dy), bilibili (bili)");
        assertThatThrownBy(() -> RoomId.parse("3xabcdef"))
                .hasMessage(
                        "'3xabcdef' names no room: write platform:id, such as kuaishou:3xabcdef");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ":", ":x", "KS:x", "Kuaishou:x", "ks :x", "\u001b[31m:x"})
    void aStrangePlatformIsRefusedPrintably(String text) {
        assertThatThrownBy(() -> RoomId.parse(text))
                .isInstanceOf(BadRoomId.class)
                .message()
                .doesNotContainPattern("\\p{Cntrl}");
    }

    @Test
    void aVeryLongTextIsCutInTheSentence() {
        assertThatThrownBy(() -> RoomId.parse("x".repeat(100_000)))
                .message()
                .contains("(100000 characters)")
                .hasSizeLessThan(250);
    }

    @ParameterizedTest
    @EnumSource(Platform.class)
    void aPlatformIsFoundByBothItsNames(Platform platform) {
        assertThat(Platform.find(platform.label())).contains(platform);
        assertThat(Platform.find(platform.keyPrefix())).contains(platform);
        assertThat(Platform.find(platform.name())).isEmpty();
    }

    @Test
    void thePublicNamesOfAPlatformStayAsTheyAre() {
        assertThat(Stream.of(Platform.values()).map(Platform::livesKey))
                .containsExactly("ks_lives", "dy_lives", "bili_lives");
        assertThat(Stream.of(Platform.values()).map(Platform::jobQueue))
                .containsExactly("jobs.kuaishou", "jobs.douyu", "jobs.bilibili");
    }
}
