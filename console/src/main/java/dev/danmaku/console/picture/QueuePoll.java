package dev.danmaku.console.picture;

import dev.danmaku.queue.QueueLook;
import dev.danmaku.queue.QueueReader;
import dev.danmaku.queue.QueueUnavailable;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Looks at the queues every few seconds, on a thread of its own: a broker may take its time. */
public final class QueuePoll implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(QueuePoll.class);
    private static final Duration PAUSE = Duration.ofSeconds(4);

    private final QueueReader reader;
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile Queues queues = new Queues(List.of(), null);

    /** @param away why the broker did not answer; null where it did, or nobody has asked yet */
    public record Queues(List<QueueLook> looks, @Nullable String away) {
        public Queues {
            looks = List.copyOf(looks);
        }

        /** The queue of this name; null where it is not known. */
        public @Nullable QueueLook look(String name) {
            return looks.stream()
                    .filter(look -> look.queue().equals(name))
                    .findFirst()
                    .orElse(null);
        }
    }

    public QueuePoll(QueueReader reader) {
        this.reader = reader;
    }

    public void start() {
        Thread.ofPlatform().name("console-queues").daemon().start(this::run);
    }

    public Queues queues() {
        return queues;
    }

    private void run() {
        try {
            do {
                look();
            } while (!closing.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            reader.close();
        }
    }

    private void look() {
        try {
            queues = new Queues(QueueReader.names().stream().map(reader::look).toList(), null);
        } catch (QueueUnavailable e) {
            queues = new Queues(List.of(), String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            LOG.warn("the queues were not looked at", e);
        }
    }

    @Override
    public void close() {
        closing.countDown();
    }
}
