package dev.danmaku.worker.watch;

import static dev.danmaku.worker.watch.WatchedRoom.START;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.event.Epoch;
import dev.danmaku.event.Event;
import dev.danmaku.event.EventBody.Chat;
import dev.danmaku.worker.Beginning;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A holder and a follower of one room, on clocks that disagree by a minute and two seconds. */
abstract class HolderAndFollower {
    static final Instant OTHER_START = START.plusSeconds(62);
    static final Epoch OURS = new Epoch(1, 7, 2);
    static final long PATIENCE = Departure.PATIENCE.toMillis();

    final WatchedRoom holder = WatchedRoom.watching();
    final WatchedRoom follower = WatchedRoom.started(
            FakePlatform.found("live-1", "old"), new Beginning.Offered(), OTHER_START);
    final List<String> cuts = new ArrayList<>();

    void joins() {
        holder.watch.offered(true);
        follower.platform.session().joins();
    }

    void heard(String... texts) {
        heardByHolder(texts);
        follower.platform.session().chats(texts);
    }

    void heardByHolder(String... texts) {
        holder.platform.session().chats(texts);
    }

    void handOver() {
        assertThat(cut()).isDone();
        take();
    }

    CompletableFuture<String> cut() {
        var cut = holder.watch.cut(follower.watch.mark());
        cut.thenAccept(cuts::add);
        return cut;
    }

    void take() {
        follower.watch.take(OURS, cuts.getLast());
    }

    void passes(long millis) {
        holder.passes(Duration.ofMillis(millis));
        follower.passes(Duration.ofMillis(millis));
    }

    static List<String> texts(WatchedRoom room) {
        return room.sink.events.stream()
                .map(Event::body)
                .filter(Chat.class::isInstance)
                .map(body -> ((Chat) body).text())
                .toList();
    }
}
