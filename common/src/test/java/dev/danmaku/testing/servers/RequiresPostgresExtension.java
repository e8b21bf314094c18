package dev.danmaku.testing.servers;

import java.util.Optional;

final class RequiresPostgresExtension extends ServerExtension<TestPostgres> {
    RequiresPostgresExtension() {
        super(TestPostgres.class);
    }

    @Override
    Optional<String> obstacle() {
        return TestPostgres.obstacle();
    }

    @Override
    TestPostgres shared() {
        return SharedServers.postgres();
    }

    /** Each test makes databases of its own. */
    @Override
    void resetShared() {}
}
