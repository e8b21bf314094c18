package dev.danmaku.worker.rate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.danmaku.event.EventBody.ViewerCountKind;
import dev.danmaku.rate.RateBucket;
import dev.danmaku.rate.RateKeys;
import dev.danmaku.rate.RatesSummary;
import dev.danmaku.rate.RoomRates;
import dev.danmaku.room.Platform;
import dev.danmaku.room.RoomId;
import dev.danmaku.testing.servers.RequiresRedis;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Who listens hears every room, and all of them in one summary. */
@RequiresRedis
@Timeout(120)
class RatePublishingTest extends RateSinkCase {
    @Test
    void aRoomIsPublishedWhileSomethingHappensAndOnceMore() {
        var heard = new ConcurrentLinkedQueue<String>();
        var listener = listen(heard, RateKeys.seconds(ROOM));
        var sink = sink();
        var lane = sink.open(ROOM, NOTHING);

        say(lane, viewers(9, ViewerCountKind.ONLINE), chat(1), chat(2));
        clock.advance(Duration.ofSeconds(1));
        say(lane, chat(1));
        for (var n = 0; n < 4; n++) {
            clock.advance(Duration.ofSeconds(2));
            sink.run();
        }
        redis.publish(RateKeys.seconds(ROOM), "end");

        await().until(() -> heard.contains("end"));
        var told =
                heard.stream().map(RoomRates::parse).flatMap(Optional::stream).toList();
        var known = Map.of(ViewerCountKind.ONLINE, 9L);
        var start = LATE.getEpochSecond();
        assertThat(told)
                .containsExactly(
                        new RoomRates(
                                ROOM,
                                (start + 3) * 1000,
                                3,
                                new RateBucket(start, 3, 2, 0, Map.of(), known)),
                        new RoomRates(
                                ROOM,
                                (start + 5) * 1000,
                                2,
                                new RateBucket(start + 3, 0, 0, 0, Map.of(), known)));
        listener.unsubscribe();
    }

    @Test
    void theSummaryTellsAllRoomsInMessagesOfBoundedSize() {
        var heard = new ConcurrentLinkedQueue<String>();
        var listener = listen(heard, RateKeys.SUMMARY);
        var sink = sink();
        for (var n = 0; n < 1200; n++) {
            var room = new RoomId(Platform.DOUYU, "" + n);
            var lane = sink.open(room, NOTHING);
            for (var c = 0; c < n % 4; c++) {
                lane.offer(List.of(event(room, chat(c))));
            }
        }
        clock.advance(Duration.ofSeconds(2));
        sink.run();

        await().until(() -> heard.size() == 3);
        var told = heard.stream()
                .map(text -> RatesSummary.parse(text).orElseThrow())
                .toList();
        assertThat(told).extracting(RatesSummary::part).containsExactly(1, 2, 3);
        assertThat(told).allMatch(s -> s.parts() == 3 && s.session().equals("host-1"));
        assertThat(heard).allMatch(text -> text.length() < 64_000);
        assertThat(told.stream().flatMap(s -> s.rooms().stream()).toList())
                .hasSize(1200)
                .allMatch(room -> room.chats() == Integer.parseInt(room.room().id()) % 4);
        listener.unsubscribe();
    }
}
