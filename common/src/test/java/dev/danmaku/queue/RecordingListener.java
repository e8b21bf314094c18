package dev.danmaku.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Keeps what a window tells. */
public final class RecordingListener implements DeliveryListener {
    private static final int LIMIT_SECONDS = 20;

    private final BlockingQueue<Delivery> deliveries = new LinkedBlockingQueue<>();
    private final BlockingQueue<WindowLoss> losses = new LinkedBlockingQueue<>();

    @Override
    public void delivered(Delivery delivery) {
        deliveries.add(delivery);
    }

    @Override
    public void lost(JobWindow window, WindowLoss loss) {
        losses.add(loss);
    }

    /** Awaits the next delivery. */
    public Delivery next() {
        return taken(deliveries, "no delivery came");
    }

    public List<Delivery> next(int count) {
        var all = new ArrayList<Delivery>();
        for (var i = 0; i < count; i++) {
            all.add(next());
        }
        return all;
    }

    /** Those that came and were not asked for yet. */
    public List<Delivery> others() {
        return List.copyOf(deliveries);
    }

    /** Awaits word of a loss. */
    public WindowLoss loss() {
        return taken(losses, "no loss was told");
    }

    /** Losses that were told and not asked for yet. */
    public List<WindowLoss> otherLosses() {
        return List.copyOf(losses);
    }

    private static <T> T taken(BlockingQueue<T> from, String complaint) {
        try {
            var taken = from.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
            assertThat(taken).as(complaint).isNotNull();
            return taken;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
