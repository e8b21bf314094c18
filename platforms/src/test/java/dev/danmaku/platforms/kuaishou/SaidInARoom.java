package dev.danmaku.platforms.kuaishou;

import static dev.danmaku.platforms.kuaishou.Bytes.FRAME_MILLIS;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.event.Event;
import dev.danmaku.event.EventBody;
import dev.danmaku.event.EventBody.Combo;
import dev.danmaku.event.EventBody.Gift;
import dev.danmaku.event.User;
import dev.danmaku.platforms.Slice;
import dev.danmaku.platforms.kuaishou.lookup.GiftKind;
import dev.danmaku.platforms.kuaishou.wire.SCWebFeedPush;
import dev.danmaku.platforms.kuaishou.wire.SimpleUserInfo;
import dev.danmaku.platforms.kuaishou.wire.WebGiftFeed;

import java.util.List;

/** What the platform says in one room, and what becomes of it. */
abstract class SaidInARoom {
    static final long RECEIVED_AT = FRAME_MILLIS + 490;
    static final SimpleUserInfo ANN =
            SimpleUserInfo.newBuilder().setPrincipalId("3xann").setUserName("安").build();
    static final User ANN_AS_OURS = User.of("3xann", "安");

    final RoomEvents events =
            new RoomEvents("3xhost", "XT8F1KPOf0c", new Combos(), _ -> GiftKind.UNKNOWN);

    static Message.Feed feed(SCWebFeedPush push) {
        try {
            return new Message.Feed(FeedPush.read(Slice.of(push.toByteArray())));
        } catch (MalformedFrame e) {
            throw new AssertionError(e);
        }
    }

    static SCWebFeedPush.Builder push() {
        return SCWebFeedPush.newBuilder();
    }

    static WebGiftFeed.Builder gift(int comboCount) {
        return WebGiftFeed.newBuilder()
                .setUser(ANN)
                .setGiftId(9)
                .setMergeKey("704668133-0-9-1")
                .setBatchSize(1)
                .setComboCount(comboCount)
                .setExpireDuration(300_000);
    }

    static Gift ours(long count, long total) {
        return new Gift(ANN_AS_OURS, "9", null, count, null, new Combo("704668133-0-9-1", total));
    }

    List<Event> events(SCWebFeedPush.Builder push) {
        return events.of(feed(push.build()), FRAME_MILLIS, RECEIVED_AT);
    }

    Event one(SCWebFeedPush.Builder push) {
        var heard = events(push);
        assertThat(heard).hasSize(1);
        return heard.getFirst();
    }

    EventBody body(SCWebFeedPush.Builder push) {
        return one(push).body();
    }

    List<EventBody> bodies(SCWebFeedPush.Builder push) {
        return bodies(feed(push.build()));
    }

    List<EventBody> bodies(Message message) {
        return events.of(message, FRAME_MILLIS, RECEIVED_AT).stream()
                .map(Event::body)
                .toList();
    }
}
