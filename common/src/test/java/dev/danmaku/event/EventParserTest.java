package dev.danmaku.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.danmaku.event.EventBody.Chat;
import dev.danmaku.event.EventBody.SuperChat;
import dev.danmaku.room.Platform;
import dev.danmaku.testing.Golden;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

class EventParserTest {
    private static final String LINE =
            "{\"v\":1,\"platform\":\"douyu\",\"room\":\"1\",\"type\":\"like\",\"at\":5,\"receivedAt\":6,\"key\":\"id:1\",\"count\":2}";

    @ParameterizedTest
    @MethodSource("goldenLines")
    void aLineIsReadAndWrittenAgainAsItWas(String line) {
        assertThat(EventJson.toJson(EventParser.parse(line))).isEqualTo(line);
    }

    static List<String> goldenLines() {
        return Golden.lines("events.jsonl");
    }

    @Test
    void whatALaterVersionAddsIsPassedOver() {
        var later = LINE.replace("\"count\":2", "\"count\":2,\"weather\":{\"sun\":[1,2]}");

        assertThat(EventParser.parse(later)).isEqualTo(EventParser.parse(LINE));
    }

    @Test
    void whatWasPaidForWithoutAWordComesBack() {
        var event = new Event(
                Platform.BILIBILI,
                "1",
                1,
                1,
                "id:1",
                null,
                null,
                new SuperChat(User.of("1", "n"), "", new Price(1, "CNY/1000", true), 60L),
                null);

        assertThat(EventParser.parse(EventJson.toJson(event))).isEqualTo(event);
    }

    @Test
    void controlCharactersAndHalvesOfSurrogatePairsComeBack() {
        var event = new Event(
                Platform.DOUYU,
                "1",
                -1,
                Long.MAX_VALUE,
                "id:\u0000\"",
                null,
                new Epoch(-1, 0, Long.MIN_VALUE),
                new Chat(User.of("\u0000", "\ud83d"), "a\ude00\u001b\ud83d", null, null, null),
                null);

        assertThat(EventParser.parse(EventJson.toJson(event))).isEqualTo(event);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{",
                "null",
                "{\"v\":2}",
                "{\"v\":1,\"platform\":\"douyu\",\"type\":\"like\",\"at\":5,\"receivedAt\":6,\"key\":\"id:1\"}",
                "{\"v\":1,\"platform\":\"douyu\",\"type\":\"new\",\"at\":5,\"receivedAt\":6,\"key\":\"id:1\"}",
                "{\"v\":1,\"platform\":\"here\",\"type\":\"enter\",\"at\":5,\"receivedAt\":6,\"key\":\"id:1\"}",
                "{\"v\":1,\"platform\":\"douyu\",\"type\":\"enter\",\"at\":5.5,\"receivedAt\":6,\"key\":\"id:1\"}",
                "{\"v\":1,\"platform\":\"douyu\",\"type\":\"enter\",\"at\":5,\"receivedAt\":6,\"key\":7}",
                "{\"v\":1,\"platform\":\"douyu\",\"type\":\"enter\",\"at\":5,\"receivedAt\":6,\"key\":\"k\",\"epoch\":\"1-2\"}",
                "{\"v\":1,\"platform\":\"douyu\",\"type\":\"enter\",\"at\":5,\"receivedAt\":6,\"key\":\"k\",\"user\":{\"level\":3000000000}}",
                "{\"v\":1,\"platform\":\"douyu\",\"type\":\"enter\",\"at\":5,\"receivedAt\":6,\"key\":\"k\",\"user\":{\"role\":\"king\"}}",
                "{\"v\":1,\"platform\":\"douyu\",\"type\":\"rank\",\"at\":5,\"receivedAt\":6,\"key\":\"k\",\"users\":[1]}"
            })
    void whatIsNoEventIsRefusedWithASentence(String text) {
        assertThatThrownBy(() -> EventParser.parse(text))
                .isInstanceOf(BadEvent.class)
                .hasMessageMatching("[a-z'].+");
    }
}
