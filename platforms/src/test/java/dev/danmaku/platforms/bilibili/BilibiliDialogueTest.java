package dev.danmaku.platforms.bilibili;

import static dev.danmaku.platforms.bilibili.Bytes.joined;
import static dev.danmaku.platforms.bilibili.Bytes.message;
import static dev.danmaku.platforms.bilibili.Bytes.packet;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.danmaku.event.Event;
import dev.danmaku.platforms.SessionEnd;
import dev.danmaku.platforms.bilibili.lookup.RoomPass;
import dev.danmaku.platforms.session.Line;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

class BilibiliDialogueTest {
    private static final byte[] YES = packet(1, 8, "{\"code\":0}".getBytes(UTF_8));
    private static final byte[] CHAT =
            message("{\"cmd\":\"DANMU_MSG:4:0:2\",\"info\":[[],\"hi\",[7,\"ann\"]]}");

    private final Spoken line = new Spoken();

    @Test
    void theFirstWordIsTheAuth() {
        line.dialogue.opened(line);

        var auth = line.sent.getFirst();
        assertThat(Arrays.copyOf(auth, 16))
                .isEqualTo(Bytes.hex("%08x 0010 0001 00000007 00000001".formatted(auth.length)));
        assertThat(new String(auth, 16, auth.length - 16, UTF_8)).isEqualTo("""
                {"uid":0,"roomid":545068,"protover":3,"buvid":"AB-infoc","platform":"web","type":2,\
                "key":"t0ken"}""");
    }

    @Test
    void aYesJoinsAndBeatsAtOnce() {
        line.hear(YES);

        assertThat(line.interval).isEqualTo(Duration.ofSeconds(30));
        assertThat(line.sent).containsExactly(line.heartbeat());
    }

    @Test
    void anEmptyAnswerIsAYesToo() {
        line.hear(packet(1, 8, new byte[0]));

        assertThat(line.interval).isNotNull();
    }

    @Test
    void anyOtherCodeRefuses() {
        line.hear(packet(1, 8, "{\"code\":-101}".getBytes(UTF_8)));

        assertThat(line.ends)
                .containsExactly(
                        new SessionEnd.Refused("auth code -101: the token is wrong or too old"));
        assertThat(line.interval).isNull();
    }

    @Test
    void anAnswerThatCannotBeReadRefuses() {
        line.hear(packet(1, 8, "{".getBytes(UTF_8)));

        assertThat(line.ends).hasOnlyElementsOfType(SessionEnd.Refused.class).hasSize(1);
    }

    @Test
    void aRefusalIsTheOnlyEndWhateverFollowsIt() {
        var no = packet(1, 8, "{\"code\":-101}".getBytes(UTF_8));
        var tcp = new Spoken(true);

        line.hear(joined(no, no));
        tcp.hear(joined(no, new byte[16]));

        assertThat(line.ends).hasSize(1);
        assertThat(tcp.ends).isEqualTo(line.ends);
    }

    @Test
    void messagesBesideTheYesAreHeardAfterIt() {
        line.hear(joined(YES, CHAT));

        assertThat(line.events).extracting(event -> event.body().type()).containsExactly("chat");
        assertThat(line.events.getFirst().room()).isEqualTo("545068");
        assertThat(line.events.getFirst().live()).isEqualTo("1700000000");
    }

    @Test
    void onePacketThatMakesNoSenseSpoilsNoOther() {
        line.hear(joined(message("{"), CHAT));

        assertThat(line.events).hasSize(1);
        assertThat(line.malformed).hasSize(1).first().asString().startsWith("json: ");
    }

    @Test
    void strayBytesAreCounted() {
        line.hear(joined(CHAT, new byte[] {1, 2, 3}));

        assertThat(line.stray).isEqualTo(3);
        assertThat(line.malformed).isEmpty();
    }

    @Test
    void aTcpStreamIsReadAcrossItsCuts() {
        var tcp = new Spoken(true);
        var bytes = joined(YES, CHAT, CHAT);

        for (var b : bytes) {
            tcp.hear(new byte[] {b});
        }

        assertThat(tcp.interval).isNotNull();
        assertThat(tcp.events).hasSize(2);
    }

    @Test
    void aTcpStreamThatLosesItsFramingEnds() {
        var tcp = new Spoken(true);

        tcp.hear(joined(YES, new byte[16]));

        assertThat(tcp.ends)
                .containsExactly(
                        new SessionEnd.Malformed("a packet length of 0 is less than a header's"));
    }

    @Test
    void theEndIsHintedByFourCommandsAndOnlyForThisRoom() {
        line.hear(message("{\"cmd\":\"STOP_LIVE_ROOM_LIST\",\"data\":{\"room_id_list\":[1,2]}}"));
        assertThat(line.hints).isEmpty();

        line.hear(message("{\"cmd\":\"PREPARING\",\"roomid\":\"545068\"}"));
        line.hear(message("{\"cmd\":\"CUT_OFF\",\"msg\":\"no\",\"roomid\":545068}"));
        line.hear(message("{\"cmd\":\"ROOM_LOCK\",\"expire\":\"2026-11-22 08:00:00\"}"));
        line.hear(message(
                "{\"cmd\":\"STOP_LIVE_ROOM_LIST\",\"data\":{\"room_id_list\":[1,545068]}}"));

        assertThat(line.hints)
                .containsExactly("PREPARING", "CUT_OFF", "ROOM_LOCK", "STOP_LIVE_ROOM_LIST");
    }

    @Test
    void aNewStartTakesTheHintBack() {
        line.hear(message("{\"cmd\":\"LIVE\",\"live_key\":\"9\",\"roomid\":545068}"));

        assertThat(line.unhints).isEqualTo(1);
    }

    /** A line that keeps what it is told, with a dialogue of its own. */
    static final class Spoken implements Line {
        final List<byte[]> sent = new ArrayList<>();
        final List<Event> events = new ArrayList<>();
        final List<String> hints = new ArrayList<>();
        final List<String> malformed = new ArrayList<>();
        final List<SessionEnd> ends = new ArrayList<>();
        int stray;
        int unhints;
        Duration interval;
        final BilibiliDialogue dialogue;

        Spoken() {
            this(false);
        }

        Spoken(boolean tcp) {
            dialogue = new BilibiliDialogue(
                    new RoomPass(545_068, 99, 0, "AB-infoc"),
                    "t0ken",
                    new RoomMessages("545068", "1700000000", 99),
                    bytes -> stray += bytes,
                    tcp);
        }

        void hear(byte[] bytes) {
            dialogue.received(bytes, 1_791_090_000_000L, this);
        }

        byte[] heartbeat() {
            return dialogue.heartbeat(0);
        }

        @Override
        public void send(byte[] frame) {
            sent.add(frame);
        }

        @Override
        public void joined(Duration heartbeatInterval) {
            interval = heartbeatInterval;
        }

        @Override
        public void heard(List<Event> heard) {
            events.addAll(heard);
        }

        @Override
        public void endHinted(String reason) {
            hints.add(reason);
        }

        @Override
        public void endUnhinted() {
            unhints++;
        }

        @Override
        public void unknown(String name) {}

        @Override
        public void malformed(String reason) {
            malformed.add(reason);
        }

        @Override
        public void end(SessionEnd how) {
            ends.add(how);
        }
    }
}
