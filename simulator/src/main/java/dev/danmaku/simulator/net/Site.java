package dev.danmaku.simulator.net;

import dev.danmaku.simulator.room.SimulatedPlatform;

import io.netty.channel.ChannelHandler;

import java.util.Map;
import java.util.Optional;

/** The HTTP and WebSocket side of one simulated platform. Called on any event loop. */
public interface Site {

    SimulatedPlatform platform();

    /** The answer, if the path is one of this site's. */
    Optional<Answer> answer(Request request);

    /** Whether a WebSocket may be opened at this path. */
    boolean upgrades(String path);

    /** Whether a browser page of this origin may open one; empty when the client sent none. */
    boolean admits(String origin);

    /** The sub-protocol that is agreed on with a client which offers it. */
    default Optional<String> subprotocol() {
        return Optional.empty();
    }

    /** What speaks with a new socket, reading the bytes of its binary messages; one for each. */
    ChannelHandler session();

    /** The settings that point a cluster at this site. */
    Map<String, String> settings(Whereabouts where);
}
