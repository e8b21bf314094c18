package dev.danmaku.simulator.script;

import dev.danmaku.room.BadRoomId;
import dev.danmaku.room.Platform;
import dev.danmaku.room.RoomId;
import dev.danmaku.simulator.room.Action;
import dev.danmaku.simulator.room.SimulatedPlatform;

import tools.jackson.databind.JsonNode;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

/** An action and whom it is for. */
public record Order(Platform platform, Target target, Action action) {

    /**
     * Reads {@code {"room": "kuaishou:3xabc", "action": "chat", "count": 3}}. Rooms are {@code room: id},
     * {@code rooms: [id, ...]}, {@code rooms: all}, or {@code rooms: platform}; ids may name their platform.
     *
     * @param usual the platform of ids that name none
     * @throws BadScript if it cannot be understood
     */
    public static Order read(JsonNode node, Platform usual) {
        var fields = Fields.of(node);
        var order = read(fields, usual);
        fields.requireNoOthers();
        return order;
    }

    static Order read(Fields fields, Platform usual) {
        var platform = fields.text("platform").map(Order::platform).orElse(usual);
        var target = target(fields, platform);
        var action = ActionReader.read(fields);
        if (target instanceof Target.WholePlatform
                && !(action instanceof Action.Break || action instanceof Action.Heal)) {
            throw new BadScript(
                    "'rooms: platform' is for faults and heal; say 'rooms: all' for every room");
        }
        return new Order(platform, target, action);
    }

    /**
     * @return done in every room; or failed, as {@link dev.danmaku.simulator.room.SimulatedRoom#perform} does, or with
     *     {@link BadScript} where the platform is not simulated
     */
    public CompletableFuture<Void> carryOut(
            Function<Platform, Optional<SimulatedPlatform>> platforms) {
        return switch (target) {
            case Target.Rooms rooms ->
                CompletableFuture.allOf(rooms.ids().stream()
                        .map(id -> platforms
                                .apply(id.platform())
                                .map(site -> site.room(id.id()).perform(action))
                                .orElseGet(() -> notSimulated(id.platform())))
                        .toArray(CompletableFuture<?>[]::new));
            case Target.EveryRoom all ->
                platforms
                        .apply(platform)
                        .map(site -> site.inEveryRoom(action))
                        .orElseGet(() -> notSimulated(platform));
            case Target.WholePlatform whole ->
                platforms
                        .apply(platform)
                        .map(this::inWhole)
                        .orElseGet(() -> notSimulated(platform));
        };
    }

    /** Why an order failed, without what futures wrap around it. */
    public static Throwable reason(Throwable failure) {
        var reason = failure;
        while (reason instanceof CompletionException && reason.getCause() != null) {
            reason = reason.getCause();
        }
        return reason;
    }

    private CompletableFuture<Void> inWhole(SimulatedPlatform site) {
        return action instanceof Action.Break broken ? site.fault(broken.fault()) : site.heal();
    }

    static Platform platform(String name) {
        return Platform.find(name)
                .orElseThrow(() -> new BadScript("'%s' is no platform".formatted(name)));
    }

    static RoomId room(String text, Platform usual) {
        try {
            return text.contains(":") ? RoomId.parse(text) : new RoomId(usual, text);
        } catch (BadRoomId e) {
            throw new BadScript(String.valueOf(e.getMessage()));
        }
    }

    private static Target target(Fields fields, Platform platform) {
        var one = fields.texts("room");
        var many = fields.texts("rooms");
        if (one.isEmpty() == many.isEmpty()) {
            throw new BadScript(
                    "either 'room: id', or 'rooms' as a list of ids, 'all' or 'platform'");
        }
        var ids = one.isEmpty() ? many : one;
        if (ids.size() == 1 && ids.getFirst().equals("all")) {
            return new Target.EveryRoom();
        }
        if (ids.size() == 1 && ids.getFirst().equals("platform")) {
            return new Target.WholePlatform();
        }
        return new Target.Rooms(ids.stream().map(id -> room(id, platform)).toList());
    }

    private static CompletableFuture<Void> notSimulated(Platform platform) {
        return CompletableFuture.failedFuture(
                new BadScript(platform.label() + " is not simulated"));
    }
}
