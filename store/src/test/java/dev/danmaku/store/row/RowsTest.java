package dev.danmaku.store.row;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.event.Epoch;
import dev.danmaku.event.Event;
import dev.danmaku.event.EventBody.Chat;
import dev.danmaku.event.EventJson;
import dev.danmaku.event.EventParser;
import dev.danmaku.event.User;
import dev.danmaku.room.Platform;
import dev.danmaku.testing.Golden;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.stream.IntStream;

class RowsTest {

    @ParameterizedTest
    @MethodSource("goldenLines")
    void everyTypeComesBackFromItsRow(String line) {
        var event = EventParser.parse(line).in("3xabc");

        assertThat(EventJson.toJson(throughRow(event))).isEqualTo(EventJson.toJson(event));
    }

    static List<String> goldenLines() {
        return Golden.lines("events.jsonl");
    }

    @Test
    void aChatsRowSaysNothingTwice() {
        var row = Rows.of(chat("id:1", User.of("42", "name"), "Hello"));

        assertThat(row.body()).isEqualTo("{\"user\":{\"name\":\"name\"}}");
        assertThat(row.text()).isEqualTo("Hello");
        assertThat(row.folded()).isEqualTo("hello");
        assertThat(row.who()).isEqualTo(42L);
        assertThat(row.key()).containsExactly(2, 1);
    }

    @Test
    void aTextThatIsFoldedAlreadyIsStoredOnce() {
        assertThat(Rows.of(chat("id:1", User.of("42", "n"), "主播好 666")).folded())
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "id:",
                "id:0",
                "id:00",
                "id:007",
                "id:18446744073709551616123",
                "id:-1",
                "id:abcdef01",
                "id:ABCDEF01",
                "id:abc",
                "id:dm-123_x",
                "id:\u4e2d",
                "id:\u0000",
                "h:",
                "h:AAAAAAAAAAAAAAAAAAAA",
                "h:_-8",
                "h:_-9",
                "h:not base64",
                "h:\ud83d",
                "x:\\u0000"
            })
    void everyKeyComesBack(String key) {
        assertThat(throughRow(chat(key, User.of("1", "n"), "t")).key()).isEqualTo(key);
    }

    @Test
    void aHashOfOurOwnTakesSixteenBytes() {
        assertThat(KeyBytes.of("h:0123456789abcdefghij")).hasSize(16);
    }

    @Test
    void whatDoesNotFitItsColumnStandsInTheBody() {
        var event = new Event(
                Platform.DOUYU,
                "1",
                0,
                Long.MAX_VALUE,
                "id:" + "9".repeat(5000),
                "l".repeat(5000),
                new Epoch(-1, Long.MIN_VALUE, 7),
                new Chat(User.of("9".repeat(30), null), "x".repeat(100_000), null, null, null),
                "raw\u0000");

        var row = Rows.of(event);

        assertThat(row.key().length).isLessThan(100);
        assertThat(row.origin().live()).isEmpty();
        assertThat(Rows.event(Platform.DOUYU, "1", row)).isEqualTo(event);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u0000",
                "\\",
                "\\u0000",
                "\\\\u0000",
                "a\ud83d",
                "\ude00a",
                "\ud83d\ud83d\ude00\ude00",
                "'; DROP TABLE event; --",
                "\u001b[31m\u2028"
            })
    void hostileTextsComeBackAndAreFitForAnyDatabase(String text) {
        var event = chat("id:" + text, new User(text, text, null, null, null, null, false), text);

        var row = Rows.of(event);

        assertThat(Rows.event(Platform.DOUYU, "1", row)).isEqualTo(event);
        for (var stored : List.of(row.text(), String.valueOf(row.folded()), row.body())) {
            assertThat(stored).doesNotContain("\u0000");
            assertThat(new String(
                            stored.getBytes(java.nio.charset.StandardCharsets.UTF_8),
                            java.nio.charset.StandardCharsets.UTF_8))
                    .isEqualTo(stored);
        }
    }

    @Test
    void widthAndCaseAreFolded() {
        assertThat(Folding.fold("ＡＢＣ Straße ﾊﾛｰ é\u0301\u0000\ud83d"))
                .isEqualTo("abc straße ハロー é\u0301");
    }

    @Test
    void theWordsOfATextAreItsDifferentCharacters() {
        assertThat(Folding.words("aa中😀a")).isEqualTo("61 4e2d 1f600");
        assertThat(Folding.characters("aa中😀a")).containsExactlyInAnyOrder("a", "中", "😀");
    }

    @Test
    void aUserIdThatIsNoNumberIsANegativeOne() {
        assertThat(Who.number("3xabc")).isNegative();
        assertThat(Who.number("007")).isNegative();
        assertThat(Who.number("9".repeat(19))).isNegative();
        assertThat(Who.number("0")).isZero();
    }

    @Test
    void theNumbersOfTypesStayAsTheyAre() {
        var names = IntStream.rangeClosed(1, 19).mapToObj(TypeCode::name).toList();

        assertThat(names)
                .startsWith("chat", "gift", "superchat", "superchat-deleted", "membership")
                .endsWith("moderation", "notice", "gap", "unknown");
        assertThat(names).allMatch(name -> names.indexOf(name) == TypeCode.of(name) - 1);
    }

    private static Event throughRow(Event event) {
        return Rows.event(event.platform(), String.valueOf(event.room()), Rows.of(event));
    }

    private static Event chat(String key, User user, @Nullable String text) {
        return new Event(
                Platform.DOUYU,
                "1",
                1000,
                1200,
                key,
                null,
                null,
                new Chat(user, String.valueOf(text), null, null, null),
                null);
    }
}
