package dev.danmaku.simulator.room;

import dev.danmaku.room.Platform;
import dev.danmaku.room.RoomId;

import java.time.InstantSource;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A simulated platform: its rooms, and what is wrong with it as a whole. Safe to use from any thread. */
public final class SimulatedPlatform {
    private final Platform platform;
    private final List<Home> homes;
    private final Stage stage;
    private final ActiveFaults faults = new ActiveFaults(System::nanoTime);
    private final ConcurrentHashMap<String, SimulatedRoom> rooms = new ConcurrentHashMap<>();
    private final AtomicInteger nextHome = new AtomicInteger();

    public SimulatedPlatform(
            Platform platform,
            List<Home> homes,
            Wire wire,
            RoomRules rules,
            Content content,
            Tokens tokens,
            InstantSource clock) {
        this.platform = platform;
        this.homes = List.copyOf(homes);
        this.stage = new Stage(wire, rules, content, tokens, clock);
    }

    public Platform platform() {
        return platform;
    }

    /**
     * The room of that id; made, not live, when there is none yet.
     *
     * @throws dev.danmaku.room.BadRoomId if the id cannot be a room of the platform
     */
    public SimulatedRoom room(String id) {
        return rooms.computeIfAbsent(id, this::build);
    }

    public Optional<SimulatedRoom> find(String id) {
        return Optional.ofNullable(rooms.get(id));
    }

    /** The room whose running broadcast has that id. */
    public Optional<SimulatedRoom> findByStream(String streamId) {
        return Optional.ofNullable(stage.streams().get(streamId));
    }

    public Collection<SimulatedRoom> rooms() {
        return Collections.unmodifiableCollection(rooms.values());
    }

    /** Short for {@code room(id).goLive()}. */
    public SimulatedRoom goLive(String id) {
        return room(id).goLive();
    }

    /** Short for {@code room(id).end(how)}. */
    public SimulatedRoom end(String id, StreamEnding how) {
        return room(id).end(how);
    }

    /**
     * Something goes wrong with the platform as a whole. Lasting faults are counted and timed over all rooms together;
     * the others happen in every room.
     */
    public CompletableFuture<Void> fault(Fault fault) {
        return switch (fault) {
            case Fault.Stall stall -> inEveryRoom(new Action.Break(stall));
            case Fault.Lasting lasting -> {
                faults.begin(lasting);
                yield CompletableFuture.completedFuture(null);
            }
            case Fault.Instantly now -> inEveryRoom(new Action.Break(now));
        };
    }

    /** Every lasting fault ends, the platform's and the rooms' own. */
    public CompletableFuture<Void> heal() {
        faults.heal();
        return inEveryRoom(new Action.Heal());
    }

    public CompletableFuture<Void> inEveryRoom(Action action) {
        return CompletableFuture.allOf(rooms.values().stream()
                .map(room -> room.perform(action))
                .toArray(CompletableFuture<?>[]::new));
    }

    public ActiveFaults faults() {
        return faults;
    }

    public Content content() {
        return stage.content();
    }

    public Tokens tokens() {
        return stage.tokens();
    }

    public RoomRules rules() {
        return stage.rules();
    }

    public Totals totals() {
        return stage.totals();
    }

    public PlatformCounts counts() {
        return stage.totals().counts();
    }

    public InstantSource clock() {
        return stage.clock();
    }

    private SimulatedRoom build(String id) {
        var home = homes.get(Math.floorMod(nextHome.getAndIncrement(), homes.size()));
        var room = new SimulatedRoom(new RoomId(platform, id), home, stage);
        home.settle(room);
        return room;
    }
}
