package dev.danmaku.bench.scale;

import dev.danmaku.registry.ControlChannel;
import dev.danmaku.registry.ControlMessage;
import dev.danmaku.testing.simulated.SimThread;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The control channels of all workers: Redis' publish and subscribe. */
final class Lines {
    private final Map<String, Line> lines = new TreeMap<>();

    private record Line(SimThread thread, Consumer<ControlMessage> consumer) {}

    ControlChannel of(ScaleProcess process) {
        return new Channel(process);
    }

    /** Redis closes the connection of a process that is gone. */
    void forget(String session) {
        lines.remove(session);
    }

    private final class Channel implements ControlChannel {
        private final ScaleProcess process;

        Channel(ScaleProcess process) {
            this.process = process;
        }

        @Override
        public long tell(String session, ControlMessage message) {
            process.before(List.of("PUBLISH"));
            var line = lines.get(session);
            if (line == null) {
                return 0;
            }
            line.thread().execute(() -> line.consumer().accept(message));
            return 1;
        }

        @Override
        public List<String> listening() {
            process.before(List.of("PUBSUB"));
            return List.copyOf(lines.keySet());
        }

        @Override
        public void listen(String session, Consumer<ControlMessage> consumer, Runnable subscribed) {
            lines.put(session, new Line(process.thread(), consumer));
        }

        @Override
        public void close() {
            lines.remove(process.name());
        }
    }
}
