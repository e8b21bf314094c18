package dev.danmaku.store;

import static dev.danmaku.store.Events.DAY;
import static dev.danmaku.store.Events.NOON;
import static dev.danmaku.store.Events.chat;
import static dev.danmaku.store.Events.on;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.event.Event;
import dev.danmaku.event.EventBody.Enter;
import dev.danmaku.event.EventBody.Notice;
import dev.danmaku.event.EventBody.SuperChat;
import dev.danmaku.event.Price;
import dev.danmaku.event.User;
import dev.danmaku.room.Platform;
import dev.danmaku.room.RoomId;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.Arrays;
import java.util.stream.Stream;

/** How events are found by what was said. */
interface SearchContract extends OpenedStore {
    RoomId ROOM = new RoomId(Platform.BILIBILI, "7");

    @ParameterizedTest
    @MethodSource("dev.danmaku.store.SearchContract#words")
    default void wordsAreFoundInWhatWasSaid(String words, String expected) {
        write(
                chat("7", NOON, "id:1", "主播好厉害"),
                chat("7", NOON + 1, "id:2", "Hello World"),
                chat("8", NOON + 2, "id:3", "nice 😀👍🏽"),
                chat("7", NOON + DAY, "id:4", "ＶＩＰ666"),
                chat("7", NOON + DAY, "id:5", "100%_\\ '';-- x"),
                Events.of(
                        "7",
                        NOON + DAY + 1,
                        "id:6",
                        new SuperChat(
                                User.of("1", "主"), "谢谢主播", new Price(1, "CNY/1000", true), 30L)),
                Events.of("7", NOON + DAY + 2, "id:7", new Notice("哈哈哈")),
                on(Platform.DOUYU, chat("7", NOON + DAY + 3, "id:8", "ﾊﾛｰ")),
                Events.of("7", NOON, "id:9", new Enter(User.of("1", "主播 nobody said"))));

        var keys = find(everything().saying(words)).stream().map(Event::key).toList();

        assertThat(keys)
                .containsExactlyElementsOf(Arrays.stream(expected.split("\\|"))
                        .filter(number -> !number.isEmpty())
                        .map("id:"::concat)
                        .toList());
    }

    /** Words, and the numbers of the events that say them. */
    static Stream<Arguments> words() {
        return Stream.of(
                Arguments.of("主播", "1|6"),
                Arguments.of("播", "1|6"),
                Arguments.of("播主", ""),
                Arguments.of("好厉害", "1"),
                Arguments.of("HELLO", "2"),
                Arguments.of("ello w", "2"),
                Arguments.of("😀", "3"),
                Arguments.of("👍🏽", "3"),
                Arguments.of("vip666", "4"),
                Arguments.of("ＶＩＰ", "4"),
                Arguments.of("%", "5"),
                Arguments.of("_", "5"),
                Arguments.of("100%_", "5"),
                Arguments.of("\\", "5"),
                Arguments.of("'';--", "5"),
                Arguments.of("\"\"", ""),
                Arguments.of("*", ""),
                Arguments.of("NEAR", ""),
                Arguments.of("哈", "7"),
                Arguments.of("哈哈哈", "7"),
                Arguments.of("哈哈哈哈", ""),
                Arguments.of("ハロー", "8"),
                Arguments.of("nowhere", ""));
    }

    @Test
    default void wordsAreFoundInOneRoomAndWithinATime() {
        var here = chat("7", NOON, "id:1", "主播好");
        write(here, chat("8", NOON, "id:1", "主播好"), chat("7", NOON + 1000, "id:2", "主播好"));

        assertThat(find(EventQuery.between(NOON, NOON + 1000).in(ROOM).saying("主播")))
                .containsExactly(here);
        assertThat(find(everything().saying("\u0000"))).isEmpty();
        assertThat(find(everything().saying("好".repeat(100_000)))).isEmpty();
    }
}
