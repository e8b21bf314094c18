package dev.danmaku.testing.servers;

/** Each test makes databases of its own, so nothing is reset. */
final class RequiresPostgresExtension extends ServerExtension<TestPostgres> {
    RequiresPostgresExtension() {
        super(TestPostgres.class, TestPostgres::obstacle, SharedServers::postgres, () -> {});
    }
}
