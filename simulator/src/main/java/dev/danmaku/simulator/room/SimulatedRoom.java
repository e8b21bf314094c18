package dev.danmaku.simulator.room;

import dev.danmaku.room.RoomId;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/**
 * One room of a simulated platform. Not live until told so.
 *
 * <p>The named verbs wait until the room has done it, so they are for tests and must not be called on an event loop;
 * {@link #perform} is the same without waiting. What happens in a live room goes to the sockets joined at its next
 * push; while nobody is joined it is lost, and chats keep their numbers: a reader can tell what it missed.
 */
public final class SimulatedRoom {
    private final RoomId id;
    private final Home home;
    private final Stage stage;
    private final ActiveFaults faults = new ActiveFaults(System::nanoTime);
    private final Ledger ledger = new Ledger();
    private final Proceedings proceedings;
    private volatile @Nullable Broadcast broadcast;
    private volatile @Nullable Instant endedAt;
    private volatile boolean replaying;
    private volatile @Nullable Counters shown;
    private volatile @Nullable RecentChats recentChats;
    private volatile @Nullable TokenRule tokenRule;

    SimulatedRoom(RoomId id, Home home, Stage stage) {
        this.id = id;
        this.home = home;
        this.stage = stage;
        this.proceedings = new Proceedings(this, stage);
    }

    public RoomId id() {
        return id;
    }

    public SimulatedRoom goLive() {
        return doNow(new Action.GoLive(null));
    }

    public SimulatedRoom goLive(Rates rates) {
        return doNow(new Action.GoLive(rates));
    }

    /** Chats a second from now on, and nothing else by itself. */
    public SimulatedRoom chatRate(double chatsPerSecond) {
        return rates(Rates.chatting(chatsPerSecond));
    }

    public SimulatedRoom rates(Rates rates) {
        return doNow(new Action.SetRates(rates));
    }

    public SimulatedRoom chat(String text) {
        return doNow(new Action.Chat(1, text));
    }

    public SimulatedRoom chat(int count) {
        return doNow(new Action.Chat(count, null));
    }

    /** One viewer presses a gift so many times in a row, once in each push. */
    public SimulatedRoom gift(int giftId, int batchSize, int presses) {
        return doNow(new Action.Gift(giftId, batchSize, presses));
    }

    public SimulatedRoom like(int count) {
        return doNow(new Action.Like(count));
    }

    public SimulatedRoom entries(int count) {
        return doNow(new Action.Enter(count));
    }

    /** Shown for a minute. */
    public SimulatedRoom superChat(int priceCents, String text) {
        return doNow(new Action.SuperChat(priceCents, text, Duration.ofMinutes(1)));
    }

    /** A viewer becomes a member of the platform's n-th rank for a month. */
    public SimulatedRoom membership(int tier) {
        return doNow(new Action.Join(tier, 1));
    }

    /** Sends something that only this platform knows. */
    public SimulatedRoom tell(String what, @Nullable String text) {
        return doNow(new Action.Tell(what, text));
    }

    public SimulatedRoom counters(String watching, String likes) {
        return doNow(new Action.Show(new Counters(watching, likes)));
    }

    public SimulatedRoom quirks(Quirk... quirks) {
        return doNow(new Action.SetQuirks(Set.copyOf(Arrays.asList(quirks))));
    }

    public SimulatedRoom fault(Fault fault) {
        return doNow(new Action.Break(fault));
    }

    public SimulatedRoom heal() {
        return doNow(new Action.Heal());
    }

    public SimulatedRoom end(StreamEnding how) {
        return doNow(new Action.End(how));
    }

    /**
     * Does it on the room's own loop.
     *
     * @return done; or failed with {@link IllegalStateException} where the action needs a live room and there is none
     */
    public CompletableFuture<Void> perform(Action action) {
        return CompletableFuture.runAsync(() -> proceedings.carryOut(action), home);
    }

    public Optional<Broadcast> broadcast() {
        return Optional.ofNullable(broadcast);
    }

    public RoomCounts counts() {
        return ledger.counts();
    }

    public Timeline timeline() {
        return ledger.timeline();
    }

    public ActiveFaults faults() {
        return faults;
    }

    public String streamer() {
        return stage.content().streamer(id.id());
    }

    public String title() {
        return stage.content().title(id.id());
    }

    /** Whether a token opens this room; an expired or foreign one gives what it is answered with. */
    public Optional<EntryRefusal> objection(String token) {
        var own = tokenRule;
        var rule = own != null ? own : stage.anyOwnToken();
        return rule.objection(stage.tokens().serialOf(token));
    }

    /** The room's last chats. They are kept from the first time someone asks. */
    public synchronized RecentChats recentChats() {
        var recent = recentChats;
        if (recent == null) {
            recent = new RecentChats();
            recentChats = recent;
        }
        return recent;
    }

    public void lookedUp(String kind) {
        ledger.lookup(kind);
    }

    /** A socket wants to enter. The answer comes on the room's loop, before anything is pushed to the socket. */
    public void enter(RoomSocket socket, String streamId, Consumer<Entry> answer) {
        home.execute(() -> proceedings.enter(socket, streamId, answer));
    }

    /** The same where sockets enter rooms, not broadcasts. */
    public void enter(RoomSocket socket, Consumer<Entry> answer) {
        home.execute(() -> proceedings.enter(socket, null, answer));
    }

    /** A socket that entered or tried to is gone. */
    public void leave(RoomSocket socket) {
        home.execute(() -> proceedings.leave(socket));
    }

    void tick(long nowNanos) {
        proceedings.tick(nowNanos);
    }

    Ledger ledger() {
        return ledger;
    }

    /** The room's size as look-ups show it: what it was told to show, or how it began. */
    public Counters counters() {
        var told = shown;
        return told != null ? told : stage.content().counters(id.id(), 0);
    }

    void show(Counters counters) {
        shown = counters;
    }

    /** When the last broadcast ended, if one has. */
    public Optional<Instant> endedAt() {
        return Optional.ofNullable(endedAt);
    }

    /** Whether a recording is shown in a loop while nothing is live. */
    public boolean replaying() {
        return replaying;
    }

    void begun(Broadcast next) {
        replaying = false;
        stage.streams().put(next.streamId(), this);
        broadcast = next;
        ledger.live(next.since());
    }

    void ended(Instant at, boolean replay) {
        var last = broadcast;
        if (last != null) {
            broadcast = null;
            endedAt = at;
            replaying = replay;
            stage.streams().remove(last.streamId());
            ledger.ended(at);
        }
    }

    void expireTokens(EntryRefusal answer) {
        tokenRule = new TokenRule(stage.tokens().newest(), answer);
    }

    void remember(List<Occurrence> happened) {
        var recent = recentChats;
        if (recent != null) {
            recent.add(happened, stage.clock().instant());
        }
    }

    private SimulatedRoom doNow(Action action) {
        try {
            perform(action).join();
            return this;
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }
}
