package dev.danmaku.platforms.douyu;

import static dev.danmaku.platforms.douyu.Wire.hex;
import static dev.danmaku.platforms.douyu.Wire.joined;
import static dev.danmaku.platforms.douyu.Wire.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

class SttTest {
    private static final int SEED = 20_260_927;
    private static final int ROUNDS = 3_000;

    @ParameterizedTest
    @ValueSource(
            strings = {"1/2", "a@=b/c", "@S", "@A", "@AS", "@Alice", "http://x.cn/", "/", "@", "@="
            })
    void whatPeopleWriteSurvives(String text) {
        var written = new SttWriter().put("type", "chatmsg").put("txt", text).text();

        assertThat(map(written).text("txt")).isEqualTo(text);
    }

    @Test
    void escapesAreWrittenInOnePass() {
        assertThat(new SttWriter().put("k/", "a@b/").text()).isEqualTo("k@S@=a@Ab@S/");
    }

    @Test
    void listsOfMapsAreUndoneOnceForEachLevel() throws Exception {
        var message = map("type@=noble_num_info/sum@=26/vn@=557/rid@=102965/list@="
                + "lev@AA=4@ASnum@AA=1@AS@Slev@AA=1@ASnum@AA=2@AS@Slev@AA=7@ASnum@AA=23@AS@S/");

        assertThat(message.maps("list").stream().map(SttMap::all))
                .containsExactly(
                        Map.of("lev", "4", "num", "1"),
                        Map.of("lev", "1", "num", "2"),
                        Map.of("lev", "7", "num", "23"));
        assertThat(message.number("vn")).isEqualTo(557);
    }

    @Test
    void listsOfTextsMayLackTheirLastSlash() throws Exception {
        assertThat(map("ail@=6065@S4143@S/").texts("ail")).containsExactly("6065", "4143");
        assertThat(map("ail@=6065@S@S4143/").texts("ail")).containsExactly("6065", "", "4143");
        assertThat(map("ail@=/").texts("ail")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "k@=/, ''",
        "k@=v, v",
        "//x/k@=v//, v",
        "k@=1/k@=2/, 2",
        "k@=b@=c/, b@=c",
        "k@=a@x/, a@x",
        "k@=a@/, a@",
        "btype@=pandora/k@=v/, v"
    })
    void oddItemsHarmNobody(String body, String value) {
        assertThat(map(body).all()).containsEntry("k", value);
    }

    @Test
    void aKeyIsFoundByAllOfItsLetters() {
        var map = map("receive_uid@=1/receive_nn@=2/rid@=3/id@=4/btype@=5/");

        assertThat(map.text("receive_uid")).isEqualTo("1");
        assertThat(map.text("receive_nn")).isEqualTo("2");
        assertThat(map.text("receive_xx")).isNull();
        assertThat(map.text("type")).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "12, 12",
        "-1253966326, -1253966326",
        "9999999999999999999999, 0",
        "1.5, 0",
        "x, 0",
        "-, 0",
        "'', 0"
    })
    void numbersAreReadLeniently(String text, long number) {
        assertThat(map("n@=" + text + "/").number("n")).isEqualTo(number);
        assertThat(map("").number("n")).isZero();
    }

    @Test
    void moreFieldsThanAnyMessageHasAreNamed() {
        var bytes = "a@=/".repeat(SttMap.MAX_ENTRIES + 1).getBytes(UTF_8);

        assertThatThrownBy(() -> SttMap.of(bytes))
                .isInstanceOf(MalformedPacket.class)
                .hasMessage("more than 2048 fields");
        assertThatThrownBy(() ->
                        map("l@=" + "@S".repeat(SttList.MAX_ITEMS + 1) + "/").texts("l"))
                .isInstanceOf(MalformedPacket.class)
                .hasMessage("more than 2048 items in a list");
    }

    @Test
    void surrogatesWrittenOneByOneAreJoined() throws Exception {
        var bytes = joined(
                "txt@=a".getBytes(UTF_8),
                hex("eda0bdedb88a"), // U+D83D U+DE0A, three bytes each
                "b@A/".getBytes(UTF_8));

        assertThat(SttMap.of(bytes).text("txt")).isEqualTo("a😊b@");
    }

    @ParameterizedTest
    @ValueSource(strings = {"eda0bd", "edb88aeda0bd", "ff", "f09f98", "c0af", "eda0bdeda0bd", "80"})
    void otherBadBytesBecomeReplacements(String bad) {
        var text = Utf8.text(
                joined("a".getBytes(UTF_8), hex(bad), "b".getBytes(UTF_8)),
                0,
                2 + bad.length() / 2);

        assertThat(text).startsWith("a\uFFFD").endsWith("b");
        assertThat(text.chars()).allMatch(c -> c == 'a' || c == 'b' || c == 0xFFFD || c == '/');
    }

    @Test
    void anyMapOfAnyTextsSurvivesAtAnyLevel() throws Exception {
        var random = new Random(SEED);
        for (var round = 0; round < ROUNDS; round++) {
            var entries = new LinkedHashMap<String, String>();
            for (var n = random.nextInt(8); n >= 0; n--) {
                entries.put("k" + text(random), text(random));
            }
            var inner = new SttWriter();
            entries.forEach(inner::put);
            var texts = List.copyOf(entries.values());
            var list = new SttWriter();
            texts.forEach(list::item);
            var outer = new SttWriter()
                    .put("map", inner.text())
                    .put("texts", list.text())
                    .put(
                            "maps",
                            new SttWriter()
                                    .item(inner.text())
                                    .item(inner.text())
                                    .text());

            var read = SttMap.of(outer.bytes());

            assertThat(SttMap.of(inner.bytes()).all()).isEqualTo(entries);
            assertThat(read.map("map").all()).isEqualTo(entries);
            assertThat(read.texts("texts")).isEqualTo(texts);
            assertThat(read.maps("maps")).hasSize(2);
            assertThat(read.maps("maps").getLast().all()).isEqualTo(entries);
        }
    }

    /** Full of what has a meaning on the wire. */
    private static String text(Random random) {
        var marks = List.of("@", "/", "=", "@=", "@S", "@A", "弹", "😊", "\n", "\0", "a", "é");
        var text = new StringBuilder();
        for (var n = random.nextInt(10); n > 0; n--) {
            text.append(marks.get(random.nextInt(marks.size())));
        }
        return text.toString();
    }
}
