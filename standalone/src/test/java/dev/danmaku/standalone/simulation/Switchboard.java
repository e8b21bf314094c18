package dev.danmaku.standalone.simulation;

import dev.danmaku.registry.ControlChannel;
import dev.danmaku.registry.ControlMessage;
import dev.danmaku.registry.RegistryUnavailable;
import dev.danmaku.testing.simulated.SimThread;

import redis.clients.jedis.exceptions.JedisConnectionException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The control channels, as Redis' publish and subscribe carries them: who does not listen just then hears nothing. */
final class Switchboard {
    private static final Duration RETRY = Duration.ofMillis(200);

    private final World world;
    private final Map<String, Line> lines = new TreeMap<>();

    Switchboard(World world) {
        this.world = world;
    }

    /** Who listens. */
    private static final class Line {
        final SimProcess process;
        final SimThread thread;
        final Consumer<ControlMessage> consumer;
        /** As Redis sees it. */
        boolean subscribed = true;
        /** Kept from it by a fault. */
        boolean lost;

        Line(SimProcess process, SimThread thread, Consumer<ControlMessage> consumer) {
            this.process = process;
            this.thread = thread;
            this.consumer = consumer;
        }
    }

    /** A process' channel; its own words go over its connection to Redis. */
    ControlChannel of(SimProcess process) {
        return new Channel(process);
    }

    /** A worker's subscription breaks, until it may come back. */
    void lose(String session, boolean now) {
        var line = lines.get(session);
        if (line != null) {
            line.lost = now;
            if (now) {
                line.subscribed = false;
                resubscribe(line);
            }
        }
    }

    /** Redis closes the connection of a process that is gone. */
    void forget(String session) {
        lines.remove(session);
    }

    /** Redis went down, and all subscriptions with it. */
    void restart() {
        for (var line : lines.values()) {
            line.subscribed = false;
            resubscribe(line);
        }
    }

    private void resubscribe(Line line) {
        line.thread.after(RETRY, () -> {
            if (line.lost || world.redisAway() || line.process.cutFromRedis()) {
                resubscribe(line);
            } else {
                line.subscribed = true;
            }
        });
    }

    private final class Channel implements ControlChannel {
        private final SimProcess process;
        private final SimProcess.Wire wire;

        Channel(SimProcess process) {
            this.process = process;
            this.wire = process.new Wire();
        }

        @Override
        public long tell(String session, ControlMessage message) {
            try {
                wire.before(List.of("PUBLISH"));
                var line = lines.get(session);
                var heard = line != null && line.subscribed ? 1L : 0L;
                world.trace(process.name(), "tells %s (heard by %d): %s", session, heard, message);
                // what is sent into a cut is counted as heard, and is not
                if (line != null && line.subscribed && !line.process.cutFromRedis()) {
                    line.thread.execute(() -> line.consumer.accept(message));
                }
                wire.after(List.of("PUBLISH"));
                return heard;
            } catch (JedisConnectionException e) {
                throw new RegistryUnavailable("publish", e);
            }
        }

        @Override
        public List<String> listening() {
            try {
                wire.before(List.of("PUBSUB"));
                var sessions = new ArrayList<String>();
                lines.forEach((session, line) -> {
                    if (line.subscribed) {
                        sessions.add(session);
                    }
                });
                wire.after(List.of("PUBSUB"));
                return sessions;
            } catch (JedisConnectionException e) {
                throw new RegistryUnavailable("pubsub channels", e);
            }
        }

        @Override
        public void listen(String session, Consumer<ControlMessage> consumer, Runnable subscribed) {
            lines.put(session, new Line(process, process.thread(), consumer));
        }

        @Override
        public void close() {
            lines.values().removeIf(line -> line.process == process);
        }
    }
}
