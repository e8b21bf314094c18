package dev.danmaku.testing.servers;

import java.util.Optional;

final class RequiresRedisExtension extends ServerExtension<TestRedis> {
    RequiresRedisExtension() {
        super(TestRedis.class);
    }

    @Override
    Optional<String> obstacle() {
        return TestRedis.obstacle();
    }

    @Override
    TestRedis shared() {
        return SharedServers.redis();
    }

    @Override
    void resetShared() {
        SharedServers.resetRedis();
    }
}
