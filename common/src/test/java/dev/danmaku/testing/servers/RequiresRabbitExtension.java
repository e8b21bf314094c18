package dev.danmaku.testing.servers;

import java.util.Optional;

final class RequiresRabbitExtension extends ServerExtension<TestRabbit> {
    RequiresRabbitExtension() {
        super(TestRabbit.class);
    }

    @Override
    Optional<String> obstacle() {
        return TestRabbit.obstacle();
    }

    @Override
    TestRabbit shared() {
        return SharedServers.rabbit();
    }

    @Override
    void resetShared() {
        SharedServers.resetRabbit();
    }
}
