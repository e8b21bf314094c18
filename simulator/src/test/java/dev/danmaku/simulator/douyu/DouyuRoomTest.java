package dev.danmaku.simulator.douyu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.danmaku.simulator.Connection;
import dev.danmaku.simulator.room.Quirk;
import dev.danmaku.simulator.room.StreamEnding;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.HashSet;
import java.util.stream.LongStream;

/** What a room says on WebSockets and on TCP. */
class DouyuRoomTest extends DouyuServers {
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void chatsAreNumberedWithoutGapsOnBothTransports(boolean tcp) {
        try (var guest =
                tcp ? DouyuGuest.inByTcp(simulator, ROOM) : DouyuGuest.in(http, simulator, ROOM)) {
            room.chat(700);
            guest.awaitSequence(700);

            assertThat(guest.sequences())
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, 700).boxed().toList());
            assertThat(room.counts().lastSequence()).isEqualTo(700);
        }
    }

    @Test
    void severalMessagesTravelInOneFrame() {
        try (var guest = DouyuGuest.in(http, simulator, ROOM)) {
            room.chat(3);
            guest.awaitSequence(3);

            assertThat(guest.arrivals())
                    .extracting(frame -> DouyuGuest.bodies(frame).stream()
                            .filter(body -> body.startsWith("type@=chatmsg/"))
                            .count())
                    .contains(3L);
            assertThat(guest.bodies("chatmsg")).hasSize(3);
        }
    }

    @Test
    void aGiftEntriesASuperChatAndAMembershipAreHeard() {
        try (var guest = DouyuGuest.in(http, simulator, ROOM)) {
            room.gift(824, 2, 3).entries(2).superChat(3_000, "生日快乐").membership(5);

            assertThat(guest.await("dgb", 3))
                    .extracting(body -> DouyuGuest.field(body, "hits"))
                    .containsExactly("2", "4", "6");
            guest.await("uenter", 2);
            guest.await("comm_chatmsg");
            guest.await("anbc");
            assertThat(room.counts().gifts()).isEqualTo(3);
        }
    }

    @Test
    void aGroupIsASliceOfTheChatAlone() {
        try (var all = DouyuGuest.in(http, simulator, ROOM);
                var slice = DouyuGuest.connect(http, simulator).logIn(ROOM).join(ROOM, "1")) {
            await().atMost(Connection.LIMIT).until(() -> room.counts().joined() == 2);
            room.chat(200).entries(5);
            all.awaitSequence(200);
            slice.await("uenter", 5);

            var heard = slice.sequences();
            assertThat(heard).hasSizeBetween(10, 100);
            assertThat(all.sequences()).hasSize(200).containsAll(new HashSet<>(heard));
        }
    }

    @Test
    void socketsStayWhileBroadcastsEndAndBegin() {
        try (var guest = DouyuGuest.in(http, simulator, ROOM)) {
            room.chat(1).end(StreamEnding.ANNOUNCED);
            var end = guest.await("rss");
            room.goLive().chat(1);
            guest.awaitSequence(2);

            assertThat(guest.sequences()).containsExactly(1L, 2L);
            assertThat(DouyuGuest.field(end, "ss")).isEqualTo("0");
            assertThat(DouyuGuest.field(end, "endtime"))
                    .isEqualTo(Long.toString(room.endedAt().orElseThrow().getEpochSecond()));
            assertThat(guest.bodies("rss"))
                    .extracting(body -> DouyuGuest.field(body, "ss"))
                    .containsExactly("0", "1");
        }
    }

    @Test
    void aRoomThatIsNotLiveCanBeJoinedAndSaysNothing() {
        room.end(StreamEnding.SILENT);

        try (var guest = DouyuGuest.in(http, simulator, ROOM)) {
            guest.say("type@=mrkl/").await("mrkl");

            assertThat(guest.bodies()).hasSize(3);
            room.goLive();
            assertThat(DouyuGuest.field(guest.await("rss"), "ss")).isEqualTo("1");
        }
    }

    @ParameterizedTest
    @CsvSource({"CLOSED,1000", "ABRUPT,1006", "THROTTLED,1006", "NEW_STREAM,1000"})
    void streamsMayEndInOtherManners(StreamEnding how, int code) {
        try (var guest = DouyuGuest.in(http, simulator, ROOM)) {
            room.chat(2).end(how);

            assertThat(guest.awaitEnd()).isEqualTo(code);
            assertThat(guest.sequences()).containsExactly(1L, 2L);
        }
    }

    @Test
    void seatsAreToldWhileNothingHappens() {
        try (var guest = DouyuGuest.in(http, simulator, ROOM)) {
            assertThat(guest.await("oni")).startsWith("type@=oni/rid@=9999/vn@=170");
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Quirk.class,
            names = {"GLUED", "FRAGMENTED", "SPLIT", "UNKNOWN_FIELDS", "UNKNOWN_TYPES", "SITE_WIDE"
            })
    void quirksLoseNothingOnEitherTransport(Quirk quirk) {
        room.quirks(quirk);
        try (var web = DouyuGuest.in(http, simulator, ROOM);
                var tcp = DouyuGuest.inByTcp(simulator, ROOM)) {
            await().atMost(Connection.LIMIT).until(() -> room.counts().joined() == 2);
            room.chat(3);
            web.awaitSequence(3);
            tcp.awaitSequence(3);

            assertThat(web.sequences()).containsExactly(1L, 2L, 3L);
            assertThat(tcp.sequences()).containsExactly(1L, 2L, 3L);
        }
    }
}
