package dev.danmaku.platforms.kuaishou;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.danmaku.config.KuaishouSettings;
import dev.danmaku.event.EventBody.Gift;
import dev.danmaku.event.EventBody.RoomChanged;
import dev.danmaku.platforms.Found;
import dev.danmaku.platforms.Heard;
import dev.danmaku.platforms.Lookup;
import dev.danmaku.platforms.RoomSession;
import dev.danmaku.platforms.SessionEnd;
import dev.danmaku.platforms.SessionEnd.ClosedByUs;
import dev.danmaku.platforms.SessionEnd.Lost;
import dev.danmaku.platforms.SessionEnd.Malformed;
import dev.danmaku.platforms.SessionEnd.Refused;
import dev.danmaku.platforms.SessionEnd.Silent;
import dev.danmaku.platforms.SessionEnd.StreamEnded;
import dev.danmaku.platforms.SharedSettings;
import dev.danmaku.platforms.net.IoLoops;
import dev.danmaku.platforms.session.OpenSocket;
import dev.danmaku.room.Platform;
import dev.danmaku.room.RoomId;
import dev.danmaku.simulator.Simulator;
import dev.danmaku.simulator.SimulatorOptions;
import dev.danmaku.simulator.kuaishou.KuaishouOptions;
import dev.danmaku.simulator.kuaishou.KuaishouOptions.UrlsKey;
import dev.danmaku.simulator.room.DropManner;
import dev.danmaku.simulator.room.EntryRefusal;
import dev.danmaku.simulator.room.Fault;
import dev.danmaku.simulator.room.HostileBytes;
import dev.danmaku.simulator.room.Quirk;
import dev.danmaku.simulator.room.Refusal;
import dev.danmaku.simulator.room.Span;
import dev.danmaku.simulator.room.Stillness;
import dev.danmaku.simulator.room.StreamEnding;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/** Room sessions over real sockets, against the simulated platform. */
@Timeout(60)
class KuaishouSessionTest {
    private static final RoomId ROOM = new RoomId(Platform.KUAISHOU, "3xsession");
    private static final Duration PUSH = Duration.ofMillis(20);

    private final List<AutoCloseable> open = new ArrayList<>();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Heard heard = new Heard();

    @AfterEach
    void close() throws Exception {
        for (var one : open.reversed()) {
            one.close();
        }
    }

    @Test
    void aLiveRoomIsFoundAndJoined() throws Exception {
        var simulator = simulator(KuaishouOptions.defaults());
        var room = simulator.kuaishou().goLive(ROOM.id());
        var adapter = adapter(TestSettings.at(simulator.url()));
        var found = found(adapter);

        var session = adapter.join(ROOM, found, 0, heard);

        await().until(() -> heard.joins.get() == 1);
        assertThat(room.counts().joined()).isEqualTo(1);
        assertThat(found.live()).isEqualTo(room.broadcast().orElseThrow().streamId());
        assertThat(found.streamer()).isEqualTo(room.streamer());
        await().until(() -> !heard.events.isEmpty());
        var first = heard.events.getFirst();
        assertThat(first.body()).isInstanceOf(RoomChanged.class);
        assertThat(((RoomChanged) first.body()).host()).isEqualTo(room.streamer());
        assertThat(first.live()).isEqualTo(found.live());
        assertThat(session.ended()).isNotDone();
    }

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
    void aRoomWhoseSocketRefusesUsIsPolled() throws Exception {
        var simulator = simulator(KuaishouOptions.defaults());
        var room = simulator.kuaishou().goLive(ROOM.id());
        var adapter = adapter(TestSettings.at(simulator.url()));
        var found = found(adapter);
        room.fault(new Fault.ExpireTokens(EntryRefusal.ERROR));
        for (var refusal = 0; refusal < 3; refusal++) {
            var session = adapter.join(ROOM, found, refusal, heard);
            assertThat(end(session)).isInstanceOf(Refused.class);
        }

        adapter.join(ROOM, found, 3, heard);
        await().until(() -> heard.joins.get() == 1);
        room.chat(5);

        await().until(() -> heard.sequence().size() >= 5);
        assertThat(heard.sequence()).isEqualTo(numbers(5));
        assertThat(room.counts().joined()).isZero();
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

    @Test
    void withoutAnAckTheJoinIsRefused() throws Exception {
        var simulator = simulator(KuaishouOptions.defaults());
        var room = simulator.kuaishou().goLive(ROOM.id());
        var adapter = adapter(impatient(simulator, Duration.ofMillis(250)));
        var found = found(adapter);
        room.fault(new Fault.Stall(Stillness.NO_ENTRY, Span.untilHealed()));

        var session = adapter.join(ROOM, found, 0, heard);

        assertThat(end(session)).isEqualTo(new Refused("no ack within 0.25 s"));
        assertThat(heard.joins).hasValue(0);
    }

    @ParameterizedTest
    @EnumSource(EntryRefusal.class)
    void anExpiredTokenIsRefused(EntryRefusal how) throws Exception {
        var simulator = simulator(KuaishouOptions.defaults());
        var room = simulator.kuaishou().goLive(ROOM.id());
        var adapter = adapter(impatient(simulator, Duration.ofMillis(500)));
        var found = found(adapter);
        room.fault(new Fault.ExpireTokens(how));

        assertThat(end(adapter.join(ROOM, found, 0, heard))).isInstanceOf(Refused.class);

        var session = adapter.join(ROOM, found(adapter), 1, heard);
        await().until(() -> heard.joins.get() == 1);
        assertThat(session.ended()).isNotDone();
    }

    @Test
    void aPlatformsErrorIsQuoted() throws Exception {
        var simulator = simulator(KuaishouOptions.defaults());
        var room = simulator.kuaishou().goLive(ROOM.id());
        var adapter = adapter(TestSettings.at(simulator.url()));
        var found = found(adapter);
        room.fault(new Fault.ExpireTokens(EntryRefusal.ERROR));

        assertThat(end(adapter.join(ROOM, found, 0, heard)).toString()).contains("登录信息已过期");
    }

    @ParameterizedTest
    @EnumSource(DropManner.class)
    void aDroppedSocketIsLost(DropManner manner) throws Exception {
        var simulator = simulator(KuaishouOptions.defaults());
        var room = simulator.kuaishou().goLive(ROOM.id());
        var session = join(adapter(TestSettings.at(simulator.url())), 0);

        room.fault(new Fault.Drop(manner));

        assertThat(end(session)).isInstanceOf(Lost.class);
        assertThat(session.ended().join()).isSameAs(end(session));
    }

    @Test
    void anAnnouncedEndIsHintedAndThenTheEnd() throws Exception {
        var simulator = simulator(KuaishouOptions.defaults());
        var room = simulator.kuaishou().goLive(ROOM.id());
        var session = join(adapter(TestSettings.at(simulator.url())), 0);

        room.end(StreamEnding.ANNOUNCED);

        assertThat(end(session)).isInstanceOf(StreamEnded.class);
        assertThat(heard.hints).containsExactly("SC_AUTHOR_PUSH_TRAFFIC_ZERO");
    }

    @Test
    void aFrozenPlatformIsSilent() throws Exception {
        var simulator = simulator(KuaishouOptions.defaults());
        var room = simulator.kuaishou().goLive(ROOM.id());
        var settings = TestSettings.at(
                simulator.url(), new SharedSettings().silenceTimeout(Duration.ofMillis(300)));
        var session = join(adapter(settings), 0);

        room.fault(new Fault.Stall(Stillness.FROZEN, Span.untilHealed()));

        assertThat(end(session))
                .isInstanceOfSatisfying(
                        Silent.class,
                        silent ->
                                assertThat(silent.lasted()).isGreaterThan(Duration.ofMillis(299)));
    }

    @Test
    void theHeartBeatsAsThePlatformAsks() throws Exception {
        // This server closes a socket that misses three heartbeats, and tells its counters rarely.
        var simulator =
                simulator(KuaishouOptions.defaults().withHeartbeatInterval(Duration.ofMillis(100)));
        simulator.kuaishou().goLive(ROOM.id());
        var session = join(adapter(TestSettings.at(simulator.url())), 0);

        await().until(() -> heard.frames.get() >= 10);

        assertThat(session.ended()).isNotDone();
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
    void manyUnreadableMessagesInARowAreMalformed() throws Exception {
        var simulator = simulator(KuaishouOptions.defaults());
        var room = simulator.kuaishou().goLive(ROOM.id());
        var session = join(adapter(TestSettings.at(simulator.url())), 0);

        for (var i = 0; i < OpenSocket.MAX_BAD_IN_A_ROW; i++) {
            room.fault(new Fault.Hostile(HostileBytes.TRUNCATED));
        }

        assertThat(end(session)).isInstanceOf(Malformed.class);
    }

    @Test
    void closingSaysGoodByeAndHearsNothingMore() throws Exception {
        var simulator = simulator(KuaishouOptions.defaults());
        var room = simulator.kuaishou().goLive(ROOM.id());
        var session = join(adapter(TestSettings.at(simulator.url())), 0);

        session.close();
        session.close();

        assertThat(end(session)).isEqualTo(new ClosedByUs());
        var before = heard.frames.get();
        await().until(() -> room.counts().joined() == 0);
        room.chat(5);
        session.close();
        session.reading(true);
        awaitLoop(session);
        assertThat(heard.frames.get()).isEqualTo(before);
    }

    @Test
    void theEndIsToldOnTheSessionsLoop() throws Exception {
        var simulator = simulator(KuaishouOptions.defaults());
        simulator.kuaishou().goLive(ROOM.id());
        var session = join(adapter(TestSettings.at(simulator.url())), 0);
        var onLoop = new CompletableFuture<Thread>();
        session.loop().execute(() -> onLoop.complete(Thread.currentThread()));
        var told = session.ended().thenApply(end -> Thread.currentThread());

        session.close();

        assertThat(told.get(10, TimeUnit.SECONDS)).isSameAs(onLoop.get(10, TimeUnit.SECONDS));
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

    @Test
    void nobodyListeningIsLost() throws Exception {
        int port;
        try (var socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        var adapter = adapter(TestSettings.at("http://127.0.0.1:" + port));

        var session = adapter.join(ROOM, at("ws://127.0.0.1:" + port + "/websocket"), 0, heard);

        assertThat(end(session)).isInstanceOf(Lost.class);
    }

    @Test
    void aNameThatNobodyKnowsIsLost() throws Exception {
        var adapter = adapter(TestSettings.at("http://127.0.0.1:1"));

        var session = adapter.join(ROOM, at("ws://nobody.invalid/websocket"), 0, heard);

        assertThat(end(session)).isInstanceOf(Lost.class);
    }

    @Test
    void withoutATokenNothingIsTried() throws Exception {
        var adapter = adapter(TestSettings.at("http://127.0.0.1:1"));
        var found = new Found(
                "XT8F1KPOf0c",
                List.of(URI.create("ws://127.0.0.1:1")),
                null,
                null,
                null,
                null,
                null,
                null);

        assertThat(end(adapter.join(ROOM, found, 0, heard))).isEqualTo(new Refused("no token"));
    }

    @Test
    void theNextAttemptTakesTheNextHost() throws Exception {
        var options = KuaishouOptions.defaults().withCredentials(88, false, UrlsKey.USUAL, true);
        var simulator = simulator(options);
        simulator.kuaishou().goLive(ROOM.id());
        var adapter = adapter(TestSettings.at(simulator.url()));
        var found = found(adapter);
        assertThat(found.hosts()).hasSizeGreaterThan(1);

        assertThat(end(adapter.join(ROOM, found, 0, heard))).isInstanceOf(Lost.class);
        adapter.join(ROOM, found, 1, heard);

        await().until(() -> heard.joins.get() == 1);
    }

    @Test
    void theSitesOwnOriginIsSent() throws Exception {
        var simulator = simulator(KuaishouOptions.defaults().withOriginRequired());
        simulator.kuaishou().goLive(ROOM.id());

        join(adapter(TestSettings.at(simulator.url())), 0);
    }

    @Test
    void anUpgradeThatIsForbiddenIsRefusedAndOneTooManyIsNot() throws Exception {
        var simulator = simulator(KuaishouOptions.defaults());
        simulator.kuaishou().goLive(ROOM.id());
        var adapter = adapter(TestSettings.at(simulator.url()));
        var found = found(adapter);

        simulator.kuaishou().fault(new Fault.Refuse(Refusal.FORBIDDEN, Span.times(1)));
        assertThat(end(adapter.join(ROOM, found, 0, heard)))
                .isEqualTo(new Refused("no WebSocket: HTTP 403"));

        simulator.kuaishou().fault(new Fault.Refuse(Refusal.UNAVAILABLE, Span.times(1)));
        assertThat(end(adapter.join(ROOM, found, 0, heard)))
                .isEqualTo(new Lost("no WebSocket: HTTP 503"));
    }

    @Test
    void aJoinThatWaitsForItsTurnCanBeClosed() throws Exception {
        var simulator = simulator(KuaishouOptions.defaults());
        simulator.kuaishou().goLive(ROOM.id());
        var adapter = adapter(
                TestSettings.at(simulator.url(), new SharedSettings().connectsPerSecond(0.01)));
        var first = join(adapter, 0);
        var second = adapter.join(ROOM, found(adapter), 0, heard);

        second.close();

        assertThat(end(second)).isEqualTo(new ClosedByUs());
        assertThat(first.ended()).isNotDone();
        assertThat(simulator.kuaishou().counts().opened()).isEqualTo(1);
    }

    @Test
    void theOperatorsTokenAndHostsComeFirst() throws Exception {
        var simulator = simulator(KuaishouOptions.defaults());
        simulator.kuaishou().goLive(ROOM.id());
        var good = found(adapter(TestSettings.at(simulator.url())));
        var token = good.token();
        var adapter = adapter(TestSettings.at(
                simulator.url(),
                new SharedSettings().token(() -> Optional.ofNullable(token)),
                good.hosts()));
        var asked = simulator.kuaishou().counts().lookups();

        var found = found(adapter);
        adapter.join(ROOM, found, 0, heard);

        await().until(() -> heard.joins.get() == 1);
        assertThat(found.token()).isNull();
        assertThat(simulator.kuaishou().counts().lookups().get("websocketinfo"))
                .isEqualTo(asked.get("websocketinfo"));
    }

    @Test
    void closingTheAdapterEndsItsSessionsAsClosedByUs() throws Exception {
        var simulator = simulator(KuaishouOptions.defaults());
        var room = simulator.kuaishou().goLive(ROOM.id());
        var adapter = adapter(TestSettings.at(simulator.url()));
        var session = join(adapter, 0);

        adapter.close();

        assertThat(session.ended()).isCompletedWithValue(new ClosedByUs());
        await().until(() -> room.counts().joined() == 0);
        session.close();
    }

    private Simulator simulator(KuaishouOptions options) throws IOException {
        var simulator = Simulator.start(
                SimulatorOptions.defaults().withPushInterval(PUSH).withKuaishou(options));
        open.add(simulator);
        return simulator;
    }

    private KuaishouAdapter adapter(KuaishouSettings settings) {
        var adapter = KuaishouAdapter.open(settings, IoLoops.start(1), Clock.systemUTC(), meters);
        open.add(adapter);
        return adapter;
    }

    private static KuaishouSettings impatient(Simulator simulator, Duration joinTimeout) {
        return TestSettings.at(simulator.url(), new SharedSettings().joinTimeout(joinTimeout));
    }

    private static Found found(KuaishouAdapter adapter) throws Exception {
        return found(adapter, ROOM);
    }

    private static Found found(KuaishouAdapter adapter, RoomId room) throws Exception {
        var lookup = adapter.lookUp(room).get(10, TimeUnit.SECONDS);
        assertThat(lookup).isInstanceOf(Lookup.Live.class);
        return ((Lookup.Live) lookup).found();
    }

    private static Found at(String host) {
        return new Found(
                "XT8F1KPOf0c", List.of(URI.create(host)), "dG9r", null, null, null, null, null);
    }

    /** Joined, and heard by {@link #heard}. */
    private RoomSession join(KuaishouAdapter adapter, int attempt) throws Exception {
        var before = heard.joins.get();
        var session = adapter.join(ROOM, found(adapter), attempt, heard);
        await().until(() -> heard.joins.get() == before + 1);
        return session;
    }

    private static SessionEnd end(RoomSession session) throws Exception {
        return session.ended().get(10, TimeUnit.SECONDS);
    }

    /** Everything that was asked of the loop before is done. */
    private static void awaitLoop(RoomSession session) throws Exception {
        session.loop().submit(() -> {}).get(10, TimeUnit.SECONDS);
    }

    private long gifts() {
        return heard.events.stream()
                .mapToLong(event -> event.body() instanceof Gift gift ? gift.count() : 0)
                .sum();
    }

    private static List<Long> numbers(long upTo) {
        return LongStream.rangeClosed(1, upTo).boxed().toList();
    }
}
