package dev.danmaku.testing.servers;

final class RequiresRabbitExtension extends ServerExtension<TestRabbit> {
    RequiresRabbitExtension() {
        super(
                TestRabbit.class,
                TestRabbit::obstacle,
                SharedServers::rabbit,
                SharedServers::resetRabbit);
    }
}
