package dev.danmaku.queue;

import dev.danmaku.testing.servers.RequiresRabbit;
import dev.danmaku.testing.servers.TestRabbit;

import java.net.URI;

@RequiresRabbit
class RabbitDeadLetterBoxTest extends DeadLetterBoxContract {
    private final TestRabbit rabbit;

    RabbitDeadLetterBoxTest(TestRabbit rabbit) {
        this.rabbit = rabbit;
    }

    @Override
    protected URI uri() {
        return rabbit.uri();
    }
}
