package dev.danmaku.worker;

import dev.danmaku.queue.Delivery;
import dev.danmaku.queue.JobLane;
import dev.danmaku.queue.JobWindow;
import dev.danmaku.room.Platform;

/** Deliveries of no broker, for tests of what a worker remembers. */
final class Deliveries {
    private Deliveries() {}

    static HeldDelivery of(Platform platform, long tag) {
        return new HeldDelivery(
                new Offer(JobLane.NEW, platform, 1),
                new Delivery(new Window(platform), tag, false, new byte[0]));
    }

    /** Says yes to everything. */
    private record Window(Platform platform) implements JobWindow {
        @Override
        public boolean ack(Delivery delivery) {
            return true;
        }

        @Override
        public boolean giveBack(Delivery delivery) {
            return true;
        }

        @Override
        public void stopTaking() {}

        @Override
        public void close() {}
    }
}
