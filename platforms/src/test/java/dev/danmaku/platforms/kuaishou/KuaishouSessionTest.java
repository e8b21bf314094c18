package dev.danmaku.platforms.kuaishou;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.danmaku.event.EventBody.Gift;
import dev.danmaku.platforms.Heard;
import dev.danmaku.platforms.SessionEnd.Lost;
import dev.danmaku.platforms.SessionEnd.Malformed;
import dev.danmaku.platforms.SharedSettings;
import dev.danmaku.room.Platform;
import dev.danmaku.room.RoomId;
import dev.danmaku.simulator.kuaishou.KuaishouOptions;
import dev.danmaku.simulator.room.DropManner;
import dev.danmaku.simulator.room.Fault;
import dev.danmaku.simulator.room.HostileBytes;
import dev.danmaku.simulator.room.Quirk;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Duration;

/** What is heard in a room of the simulated platform, over real sockets. */
@Timeout(60)
class KuaishouSessionTest extends SimulatedRooms {
    @Test
    void giftsHaveNamesAndPricesOnceTheListsAreThere() throws Exception {
        var simulator = simulator(KuaishouOptions.defaults());
        var room = simulator.kuaishou().goLive(ROOM.id());
        join(adapter(TestSettings.at(simulator.url())), 0);

        await().until(() -> {
            room.gift(9, 1, 1);
            return heard.events.stream()
                    .anyMatch(event -> event.body() instanceof Gift gift
                            && gift.name() != null
                            && gift.price() != null);
        });

        assertThat(simulator.kuaishou().counts().lookups()).containsEntry("gifts", 2L);
    }

    @Test
    void chatsArriveInOrderWithoutLoss() throws Exception {
        var simulator = simulator(KuaishouOptions.defaults());
        var room = simulator.kuaishou().goLive(ROOM.id());
        var adapter = adapter(TestSettings.at(simulator.url()));
        join(adapter, 0);

        room.chat(500);

        await().until(() -> heard.sequence().size() >= 500);
        assertThat(heard.sequence()).isEqualTo(numbers(500));
        assertThat(heard.events.stream().map(event -> event.key()).distinct().count())
                .isEqualTo(heard.events.size());
    }

    @Test
    void everyQuirkOfTheWireIsRead() throws Exception {
        var simulator = simulator(KuaishouOptions.defaults());
        var room = simulator.kuaishou().goLive(ROOM.id());
        var adapter = adapter(TestSettings.at(simulator.url()));
        var session = join(adapter, 0);
        var sent = 0;

        for (var quirk : Quirk.values()) {
            room.quirks(quirk);
            room.chat(3);
            sent += 3;
            var all = numbers(sent);
            await(quirk.name()).until(() -> heard.sequence().equals(all));
        }

        assertThat(session.ended()).isNotDone();
        assertThat(heard.types()).contains("chat", "rank", "unknown", "viewers");
    }

    @Test
    void typesThatAreNotReadYetAreCountedByName() throws Exception {
        var simulator = simulator(KuaishouOptions.defaults());
        var room = simulator.kuaishou().goLive(ROOM.id());
        join(adapter(TestSettings.at(simulator.url())), 0);

        room.quirks(Quirk.UNKNOWN_TYPES).chat(1);

        await().until(() -> heard.types().contains("unknown"));
        assertThat(meters.find("danmaku.unknown.messages").counters())
                .isNotEmpty()
                .allMatch(counter -> counter.count() >= 1);
    }

    @Test
    void aComboCountsOnceAlsoOverAReconnect() throws Exception {
        var simulator = simulator(KuaishouOptions.defaults());
        var room = simulator.kuaishou().goLive(ROOM.id());
        var adapter = adapter(TestSettings.at(simulator.url()));
        var session = join(adapter, 0);

        room.gift(9, 1, 40);
        await().until(() -> gifts() >= 5);
        room.fault(new Fault.Drop(DropManner.RESET));
        await().until(() -> session.ended().isDone());
        join(adapter, 1);

        await().until(() -> heard.events.stream()
                .anyMatch(event -> event.body() instanceof Gift gift
                        && gift.combo() != null
                        && gift.combo().total() == 40));
        assertThat(gifts()).isEqualTo(40);
    }

    @ParameterizedTest
    @EnumSource(HostileBytes.class)
    void hostileBytesEndTheSessionOrDoNotMatter(HostileBytes bytes) throws Exception {
        var simulator = simulator(KuaishouOptions.defaults());
        var room = simulator.kuaishou().goLive(ROOM.id());
        var other = simulator.kuaishou().goLive("3xother");
        var adapter = adapter(TestSettings.at(simulator.url()));
        var session = join(adapter, 0);
        var theirs = new Heard();
        var otherId = new RoomId(Platform.KUAISHOU, "3xother");
        var otherSession = adapter.join(otherId, found(adapter, otherId), 0, theirs);
        await().until(() -> theirs.joins.get() == 1);

        room.fault(new Fault.Hostile(bytes));
        room.chat(5);
        other.chat(5);

        await().until(() -> session.ended().isDone() || heard.sequence().equals(numbers(5)));
        session.ended()
                .thenAccept(end -> assertThat(end).isInstanceOfAny(Malformed.class, Lost.class));
        await().until(() -> theirs.sequence().equals(numbers(5)));
        assertThat(otherSession.ended()).isNotDone();
    }

    @Test
    void whileNotReadingNothingIsHeardAndNobodyIsSilent() throws Exception {
        var simulator =
                simulator(KuaishouOptions.defaults().withHeartbeatInterval(Duration.ofMillis(100)));
        var room = simulator.kuaishou().goLive(ROOM.id());
        var settings = TestSettings.at(
                simulator.url(), new SharedSettings().silenceTimeout(Duration.ofMillis(400)));
        var session = join(adapter(settings), 0);

        session.reading(false);
        awaitLoop(session);
        var frames = heard.frames.get();
        room.chat(200);
        // Longer than the silence budget, and than the server waits for heartbeats.
        await().pollDelay(Duration.ofMillis(900)).until(() -> !session.ended().isDone());
        // What was under way into the socket when reading stopped may still have come.
        assertThat(heard.frames.get()).isLessThanOrEqualTo(frames + 1);
        session.reading(true);

        await().until(() -> heard.sequence().equals(numbers(200)));
        assertThat(session.ended()).isNotDone();
    }

    private long gifts() {
        return heard.events.stream()
                .mapToLong(event -> event.body() instanceof Gift gift ? gift.count() : 0)
                .sum();
    }
}
