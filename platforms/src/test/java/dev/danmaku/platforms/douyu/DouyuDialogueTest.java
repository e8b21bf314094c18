package dev.danmaku.platforms.douyu;

import static dev.danmaku.platforms.douyu.Wire.hex;
import static dev.danmaku.platforms.douyu.Wire.joined;
import static dev.danmaku.platforms.douyu.Wire.packet;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.danmaku.event.Event;
import dev.danmaku.event.EventBody.Chat;
import dev.danmaku.event.EventBody.Unknown;
import dev.danmaku.event.EventBody.ViewerCount;
import dev.danmaku.platforms.SessionEnd;
import dev.danmaku.platforms.douyu.gift.Gifts;
import dev.danmaku.platforms.session.Line;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

class DouyuDialogueTest {
    private static final long NOW = 1_790_814_386_000L;
    private static final Place PLACE = new Place("lpl", 9999, null, "9999-1");
    private static final byte[] LOGIN_ANSWER = packet("type@=loginres/userid@=0/");
    private static final byte[] CHAT = packet("type@=chatmsg/rid@=9999/uid@=1/txt@=hi/cid@=0f/");

    private final Recorder line = new Recorder();
    private final DouyuDialogue web = dialogue(true);
    private final DouyuDialogue tcp = dialogue(false);

    @Test
    void onWebSocketItLogsInAndJoinsInOneGo() {
        web.opened(line);

        assertThat(line.said)
                .containsExactly(
                        "sent type@=loginreq/roomid@=9999/",
                        "sent type@=joingroup/rid@=9999/gid@=-9999/");
    }

    @Test
    void onTcpItJoinsAfterTheAnswer() {
        tcp.opened(line);
        receive(tcp, LOGIN_ANSWER);

        assertThat(line.said)
                .containsExactly(
                        "sent type@=loginreq/roomid@=9999/",
                        "sent type@=joingroup/rid@=9999/gid@=-9999/",
                        "joined PT44S",
                        "heard 1");
    }

    @Test
    void theAnswerToTheLoginIsTheJoinAndWhatComesWithItIsHeard() {
        receive(web, joined(LOGIN_ANSWER, packet("type@=pingreq/tick@=1/"), CHAT, LOGIN_ANSWER));

        assertThat(line.said).containsExactly("joined PT44S", "heard 2");
        assertThat(line.events.get(0).body()).isInstanceOf(ViewerCount.class);
        assertThat(line.events.get(1).body()).isInstanceOf(Chat.class);
    }

    @Test
    void packetsOverTwoMessagesAreHeardOnce() {
        receive(web, Arrays.copyOf(CHAT, 20));
        receive(web, Arrays.copyOfRange(CHAT, 20, CHAT.length));

        assertThat(line.said).containsExactly("heard 1");
    }

    @Test
    void theHeartbeatsAnswerIsHeardAsNothing() {
        receive(web, packet("type@=mrkl/"));

        assertThat(line.said).containsExactly("heard 0");
        assertThat(body(web.heartbeat(NOW))).isEqualTo("type@=mrkl/");
        assertThat(web.goodBye())
                .extracting(DouyuDialogueTest::body)
                .containsExactly("type@=logout/");
    }

    @Test
    void anErrorEndsTheSessionWhateverTheSocketDoes() {
        receive(web, joined(CHAT, packet("type@=error/code@=51/"), CHAT));

        assertThat(line.said)
                .containsExactly(
                        "heard 1", "ended Lost[reason=error 51: the platform goes on no more]");
    }

    @Test
    void aWrongRoomIsRefusedAndAServerThatStopsIsLost() {
        receive(web, packet("type@=error/code@=204/"));
        receive(tcp, packet("type@=error/code@=52/"));

        assertThat(line.said)
                .containsExactly(
                        "heard 0",
                        "ended Refused[reason=error 204: no such room]",
                        "heard 0",
                        "ended Lost[reason=error 52: the server shuts down]");
    }

    @Test
    void errorZeroIsNone() {
        receive(web, packet("type@=error/code@=0/"));

        assertThat(line.said).containsExactly("heard 0");
    }

    @Test
    void theEndOfOurBroadcastIsAHintAndItsStartTakesItBack() {
        receive(web, packet("type@=rss/rid@=9999/ss@=0/"));
        receive(web, packet("type@=rss/rid@=9999/ss@=1/"));
        receive(web, packet("type@=rss/rid@=1234/ss@=0/"));

        assertThat(line.said)
                .containsExactly(
                        "end hinted rss ss=0", "heard 0", "end unhinted", "heard 0", "heard 0");
    }

    @Test
    void namesThatNobodyKnowsAreTold() {
        receive(web, packet("fishId@=12/wei@=2/type@=actFishing/"));

        assertThat(line.said).containsExactly("unknown actFishing", "heard 1");
    }

    @Test
    void aNameOfAnyLengthIsCutToWhatALogCanShow() {
        receive(web, packet("type@=\u001b[2J" + "x".repeat(1_000) + "/"));

        var shown = "?[2J" + "x".repeat(76) + "...";
        assertThat(line.said).containsExactly("unknown " + shown, "heard 1");
        assertThat(line.events.getFirst().body()).isEqualTo(new Unknown(shown));
    }

    @Test
    void whatABadPacketSaidBeforeItWentBadIsHeardAloneAsBesideAGoodOne() {
        var ranks = packet("type@=ranklist/rid@=9999/list@=uid@AA=1@AS@S/list_day@="
                + "@S".repeat(SttList.MAX_ITEMS + 1) + "/");

        receive(web, ranks);
        receive(web, joined(ranks, CHAT));

        assertThat(line.said).containsExactly("heard 1", "heard 2");
    }

    @Test
    void aBadPacketBesideAGoodOneCostsItself() {
        receive(web, joined(packet("no type"), CHAT));
        receive(web, packet("no type"));

        assertThat(line.said).containsExactly("heard 1", "malformed a message without a type");
    }

    @Test
    void aStreamOutOfStepEndsWithWhatWasWrong() {
        receive(web, joined(CHAT, hex("08000000 08000000")));

        assertThat(line.said)
                .containsExactly("heard 1", "ended Malformed[reason=a packet of length 8]");
    }

    private static DouyuDialogue dialogue(boolean joinsAtOnce) {
        return new DouyuDialogue(PLACE, joinsAtOnce, "353.9万", new RoomEvents(PLACE, Gifts.NONE));
    }

    private void receive(DouyuDialogue dialogue, byte[] bytes) {
        dialogue.received(bytes, NOW, line);
    }

    private static String body(byte[] packet) {
        return new String(packet, 12, packet.length - 13, UTF_8);
    }

    private static final class Recorder implements Line {
        final List<String> said = new ArrayList<>();
        final List<Event> events = new ArrayList<>();

        @Override
        public void send(byte[] frame) {
            said.add("sent " + body(frame));
        }

        @Override
        public void joined(Duration heartbeatInterval) {
            said.add("joined " + heartbeatInterval);
        }

        @Override
        public void heard(List<Event> heard) {
            said.add("heard " + heard.size());
            events.addAll(heard);
        }

        @Override
        public void endHinted(String reason) {
            said.add("end hinted " + reason);
        }

        @Override
        public void endUnhinted() {
            said.add("end unhinted");
        }

        @Override
        public void unknown(String name) {
            said.add("unknown " + name);
        }

        @Override
        public void malformed(String reason) {
            said.add("malformed " + reason);
        }

        @Override
        public void end(SessionEnd how) {
            said.add("ended " + how);
        }
    }
}
