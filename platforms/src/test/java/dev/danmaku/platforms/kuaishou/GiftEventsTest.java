package dev.danmaku.platforms.kuaishou;

import static dev.danmaku.platforms.kuaishou.Bytes.FRAME_MILLIS;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.event.Event;
import dev.danmaku.event.EventBody.Combo;
import dev.danmaku.event.EventBody.Gift;
import dev.danmaku.event.Price;
import dev.danmaku.platforms.kuaishou.lookup.GiftKind;
import dev.danmaku.platforms.kuaishou.wire.SCWebCurrentRedPackFeed;
import dev.danmaku.platforms.kuaishou.wire.WebGiftFeed;
import dev.danmaku.platforms.kuaishou.wire.WebRedPackInfo;

import org.junit.jupiter.api.Test;

import java.util.List;

/** Gifts, their combos and prices. */
class GiftEventsTest extends SaidInARoom {
    @Test
    void aComboCountsOnce() {
        var gifts = List.of(
                bodies(push().addGiftFeeds(gift(1))),
                bodies(push().addGiftFeeds(gift(2)).addGiftFeeds(gift(2))),
                bodies(push().addGiftFeeds(gift(1))),
                bodies(push().addGiftFeeds(gift(5))));

        assertThat(gifts)
                .containsExactly(
                        List.of(ours(1, 1)), List.of(ours(1, 2)), List.of(), List.of(ours(3, 5)));
    }

    @Test
    void aComboThatWasUnderWayIsMarkedAtItsFirstSightAndNotLater() {
        var gifts = List.of(
                bodies(push().addGiftFeeds(gift(7))),
                bodies(push().addGiftFeeds(gift(8))),
                bodies(push().addGiftFeeds(gift(3).setMergeKey("other").setBatchSize(3))));

        assertThat(gifts.stream().flatMap(List::stream))
                .extracting(body -> ((Gift) body).combo())
                .containsExactly(
                        new Combo("704668133-0-9-1", 7, true),
                        new Combo("704668133-0-9-1", 8),
                        new Combo("other", 3));
    }

    @Test
    void aGiftWithoutComboCountsItsBatch() {
        var gift = WebGiftFeed.newBuilder().setUser(ANN).setGiftId(9).setBatchSize(10);

        assertThat(body(push().addGiftFeeds(gift)))
                .isEqualTo(new Gift(ANN_AS_OURS, "9", null, 10, null, null));
    }

    @Test
    void twoEqualGiftsOfOneFrameAreTwoEvents() {
        var gift = WebGiftFeed.newBuilder().setUser(ANN).setGiftId(9);

        assertThat(events(push().addGiftFeeds(gift).addGiftFeeds(gift)))
                .hasSize(2)
                .extracting(Event::key)
                .doesNotHaveDuplicates();
    }

    @Test
    void aMergeKeyOfAbsurdLengthIsNotRemembered() {
        var gift = gift(3).setMergeKey("9".repeat(Combos.MAX_KEY_CHARS + 1));

        assertThat(((Gift) body(push().addGiftFeeds(gift))).combo()).isNull();
        assertThat(events.combos().isEmpty()).isTrue();
    }

    @Test
    void anOpenRedPackIsAGiftOnce() {
        var packs = SCWebCurrentRedPackFeed.newBuilder()
                .addRedPack(
                        WebRedPackInfo.newBuilder().setId("rp1").setAuthor(ANN).setBalance(100))
                .build();

        var first = events.of(new Message.RedPacks(packs), FRAME_MILLIS, RECEIVED_AT);
        var again = events.of(new Message.RedPacks(packs), FRAME_MILLIS + 1_000, RECEIVED_AT);

        assertThat(first).extracting(Event::key).containsExactly("id:rp1");
        assertThat(first)
                .extracting(Event::body)
                .containsExactly(new Gift(
                        ANN_AS_OURS, null, "红包", 1, new Price(100, "kuaishou-coin", true), null));
        assertThat(again).isEmpty();
    }

    @Test
    void aGiftIsNamedAndPricedByTheLists() {
        var listed = new RoomEvents(
                "3xhost",
                "XT8F1KPOf0c",
                new Combos(),
                id -> new GiftKind("啤酒", id == 9 ? 10L : null));
        var push = push().addGiftFeeds(gift(1)).addGiftFeeds(gift(3)).build();

        var heard = listed.of(feed(push), FRAME_MILLIS, RECEIVED_AT);

        assertThat(heard)
                .extracting(event -> ((Gift) event.body()).price())
                .containsExactly(
                        new Price(10, "kuaishou-coin", true), new Price(20, "kuaishou-coin", true));
        assertThat(((Gift) heard.getFirst().body()).name()).isEqualTo("啤酒");
    }
}
