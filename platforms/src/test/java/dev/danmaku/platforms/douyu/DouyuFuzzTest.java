package dev.danmaku.platforms.douyu;

import static dev.danmaku.platforms.douyu.Wire.joined;
import static dev.danmaku.platforms.douyu.Wire.packet;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.code_intelligence.jazzer.junit.FuzzTest;

import dev.danmaku.platforms.Platforms;
import dev.danmaku.platforms.Promises;
import dev.danmaku.platforms.douyu.gift.Gifts;
import dev.danmaku.platforms.session.Dialogue;
import dev.danmaku.platforms.session.HeardLine;
import dev.danmaku.room.Platform;

import org.junit.jupiter.api.Timeout;

/** Any bytes at all: the stored ones in each build, new ones by {@code bench/fuzz}. */
@Timeout(20)
class DouyuFuzzTest {
    private static final long NOW = 1_790_814_386_000L;
    private static final Place PLACE = new Place("lpl", 9999, "7", "9999-1");
    private static final byte[] LOGIN_ANSWER = packet("type@=loginres/userid@=0/");
    private static final byte[] CHAT = packet("type@=chatmsg/rid@=9999/uid@=1/txt@=hi/cid@=0f/");

    /** As a stream, and as the body of one packet: few inputs get past the header by chance. */
    @FuzzTest(maxDuration = "10m")
    void anyBytesGiveEventsOrAReason(byte[] bytes) {
        Promises.keptBy(DouyuDecoder::new, bytes, NOW);
        howeverCutTheyAreTheSame(bytes);

        var body = packet(bytes);
        var decoder = Platforms.decoder(Platform.DOUYU);
        Promises.keptBy(DouyuDecoder::new, body, NOW);
        decoder.decode(body, NOW);
        assertThat(Promises.chats(decoder.decode(CHAT, NOW))).isEqualTo(1);
        // Beside a good one a bad one costs itself, and what is said of it is said alone, too.
        howeverCutTheyAreTheSame(joined(LOGIN_ANSWER, body, CHAT));
    }

    @FuzzTest(maxDuration = "2m")
    void anyTextIsReadAsItWasWritten(byte[] bytes) throws Exception {
        var text = new String(bytes, UTF_8);
        var half = text.offsetByCodePoints(0, text.codePointCount(0, text.length()) / 2);
        var key = text.isEmpty() ? "k" : text.substring(0, half);
        var item = new SttWriter().item(text).item("").item(key).text();
        var written = new SttWriter().put("first", text).put(key, "last").put("list", item);

        var map = SttMap.of(written.bytes());

        assertThat(map.all())
                .hasSizeBetween(2, 3)
                .containsEntry(key, key.equals("list") ? item : "last");
        if (!key.equals("first")) {
            assertThat(map.all()).containsEntry("first", text);
            assertThat(map.text("first")).isEqualTo(text.isEmpty() ? null : text);
        }
        if (!key.equals("list")) {
            assertThat(map.texts("list")).containsExactly(text, "", key);
        }
    }

    /** Read by anybody's rules, written by ours, read again: nothing is lost. */
    @FuzzTest(maxDuration = "2m")
    void whatWasReadIsReadAgain(byte[] bytes) {
        SttMap map;
        try {
            map = SttMap.of(bytes);
        } catch (MalformedPacket e) {
            Promises.reason(e.reason());
            return;
        }
        var all = map.all();
        var writer = new SttWriter();
        all.forEach(writer::put);

        assertThat(Wire.map(writer.text()).all()).isEqualTo(all);
    }

    private static void howeverCutTheyAreTheSame(byte[] stream) {
        HeardLine.sameHoweverCut(stream, NOW, DouyuFuzzTest::dialogue);
    }

    private static Dialogue dialogue() {
        return new DouyuDialogue(PLACE, false, "353.9万", new RoomEvents(PLACE, Gifts.NONE));
    }
}
