package dev.danmaku.testing.servers;

final class RequiresRedisExtension extends ServerExtension<TestRedis> {
    RequiresRedisExtension() {
        super(
                TestRedis.class,
                TestRedis::obstacle,
                SharedServers::redis,
                SharedServers::resetRedis);
    }
}
