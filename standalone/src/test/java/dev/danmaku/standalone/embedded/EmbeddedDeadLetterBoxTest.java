package dev.danmaku.standalone.embedded;

import dev.danmaku.queue.DeadLetterBoxContract;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

import java.net.URI;

class EmbeddedDeadLetterBoxTest extends DeadLetterBoxContract {
    private static EmbeddedBroker broker;

    @BeforeAll
    static void start() {
        broker = EmbeddedBroker.start(0);
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @Override
    protected URI uri() {
        return URI.create(broker.url());
    }
}
