package dev.danmaku.store.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.event.Event;
import dev.danmaku.event.EventBody.Chat;
import dev.danmaku.event.EventBody.Enter;
import dev.danmaku.event.EventBody.Gift;
import dev.danmaku.event.EventBody.Membership;
import dev.danmaku.event.EventBody.SuperChat;
import dev.danmaku.event.Price;
import dev.danmaku.event.User;
import dev.danmaku.room.Platform;
import dev.danmaku.room.RoomId;
import dev.danmaku.store.RandomEvents;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import javax.xml.parsers.DocumentBuilderFactory;

class XmlExportTest {
    private static final User USER = User.of("42", "名 & \"字\"");

    @Test
    void itIsTheFileThatPlayersAndRecordersKnow() throws Exception {
        var written = Written.by(
                ExportFormat.XML,
                List.of(
                        Written.event(0, new Enter(USER)),
                        Written.event(12, new Chat(USER, "1 < 2 & 3", "#ff6600", null, null)),
                        Written.event(
                                61_500,
                                new SuperChat(
                                        USER, "谢谢", new Price(30_000, "CNY/1000", true), 60L)),
                        Written.event(62_000, new Gift(USER, "1", "小花花", 3, null, null)),
                        Written.event(63_000, new Membership(USER, "舰长", 1, null)),
                        Written.event(
                                64_000, new Chat(User.of("a,b", null), "x", null, null, null))));

        assertThat(written.taken()).hasSize(5);
        assertThat(written.text()).isEqualTo("""
                <?xml version="1.0" encoding="UTF-8"?>
                <i>
                <chatserver>chat.bilibili.com</chatserver>
                <chatid>5440</chatid>
                <mission>0</mission>
                <maxlimit>1000</maxlimit>
                <state>0</state>
                <real_name>0</real_name>
                <source>k-v</source>
                <d p="0.012,1,25,16737792,1795176000,0,42,1" user="名 &amp; &quot;字&quot;">1 &lt; 2 &amp; 3</d>
                <sc ts="61.500" user="名 &amp; &quot;字&quot;" uid="42" price="30" time="60">谢谢</sc>
                <gift ts="62.000" user="名 &amp; &quot;字&quot;" uid="42" giftname="小花花" giftcount="3"></gift>
                <guard ts="63.000" user="名 &amp; &quot;字&quot;" uid="42" level="3" count="1"></guard>
                <d p="64.000,1,25,16777215,1795176064,0,0,2" user="">x</d>
                </i>
                """);
    }

    @Test
    void timesCountFromTheStartOfTheRecordingAndTheOffset() throws Exception {
        var events = List.of(chat(0), chat(1_000), chat(5_000));

        assertThat(times(Written.by(ExportFormat.XML, events)))
                .containsExactly("0.000", "1.000", "5.000");
        assertThat(times(Written.by(ExportFormat.XML, Written.startingAt(1_000, 0), events)))
                .containsExactly("0.000", "4.000");
        assertThat(times(Written.by(ExportFormat.XML, Written.startingAt(1_000, 2_500), events)))
                .containsExactly("1.500", "2.500", "6.500");
        assertThat(times(Written.by(ExportFormat.XML, Written.startingAt(0, -2_000), events)))
                .containsExactly("3.000");
    }

    private static Event chat(long millis) {
        return Written.event(millis, new Chat(USER, "x", null, null, null));
    }

    private static List<String> times(Written written) throws Exception {
        return elements(written.text()).stream()
                .filter(element -> element.getTagName().equals("d"))
                .map(element -> element.getAttribute("p").split(",")[0])
                .toList();
    }

    @ParameterizedTest
    @ValueSource(longs = {7, 8, 9})
    void aStrictParserGivesEveryTextBackButForWhatXmlCannotHold(long seed) throws Exception {
        var events =
                new RandomEvents(seed).of(new RoomId(Platform.BILIBILI, "7"), Written.START, 3000);

        var written = Written.by(ExportFormat.XML, events);

        var elements = elements(written.text()).stream()
                .filter(element -> Map.of("d", 1, "sc", 1, "gift", 1, "guard", 1)
                        .containsKey(element.getTagName()))
                .toList();
        assertThat(written.taken()).hasSizeGreaterThan(500).hasSameSizeAs(elements);
        for (var i = 0; i < elements.size(); i++) {
            var element = elements.get(i);
            var text = element.getTextContent();
            switch (written.taken().get(i).body()) {
                case Chat chat -> {
                    assertThat(text).isEqualTo(held(chat.text()));
                    assertThat(element.getAttribute("user"))
                            .isEqualTo(oneLine(chat.user().name()));
                    assertThat(element.getAttribute("p").split(",")).hasSize(8);
                }
                case SuperChat superChat -> assertThat(text).isEqualTo(held(superChat.text()));
                case Gift gift ->
                    assertThat(element.getAttribute("giftcount")).isEqualTo("" + gift.count());
                default -> assertThat(element.getTagName()).isEqualTo("guard");
            }
        }
    }

    /** By the specification, written once more: #x9 | #xA | #xD | [#x20-#xD7FF] | [#xE000-#xFFFD] | [#x10000-#x10FFFF]. */
    private static String held(String text) {
        return text.replaceAll(
                "[^\\t\\n\\r\\x{20}-\\x{D7FF}\\x{E000}-\\x{FFFD}\\x{10000}-\\x{10FFFF}]", "");
    }

    private static String oneLine(@org.jspecify.annotations.Nullable String text) {
        return held(Objects.requireNonNullElse(text, "")).replaceAll("[\\t\\n\\r]", " ");
    }

    private static List<Element> elements(String text) throws Exception {
        var builder = DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder();
        var root = builder.parse(new InputSource(new StringReader(text))).getDocumentElement();
        var elements = new ArrayList<Element>();
        for (var node = root.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element) {
                elements.add(element);
            }
        }
        return elements;
    }
}
