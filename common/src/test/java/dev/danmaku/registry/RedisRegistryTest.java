package dev.danmaku.registry;

import dev.danmaku.testing.servers.RequiresRedis;
import dev.danmaku.testing.servers.TestRedis;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.RegisterExtension;

import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.UnifiedJedis;

/** The registry's contract on a real Redis. */
@RequiresRedis
class RedisRegistryTest {
    private static final int PATIENCE_MILLIS = 30_000;

    private static UnifiedJedis client;

    @RegisterExtension
    static final RedisUnderTest REDIS = new RedisUnderTest(() -> client);

    @BeforeAll
    static void connect(TestRedis redis) {
        client = RedisClient.builder()
                .hostAndPort("127.0.0.1", redis.port())
                .clientConfig(DefaultJedisClientConfig.builder()
                        .socketTimeoutMillis(PATIENCE_MILLIS)
                        .build())
                .build();
    }

    @AfterAll
    static void close() {
        client.close();
    }

    @Nested
    class Claims extends ClaimContract {}

    @Nested
    class Confirms extends ConfirmContract {}

    @Nested
    class Takes extends TakeContract {}

    @Nested
    class TakeOvers extends TakeOverContract {}

    @Nested
    class Unheard extends UnheardContract {}

    @Nested
    class Holds extends HoldContract {}

    @Nested
    class Finishes extends FinishContract {}

    @Nested
    class Handovers extends HandoverContract {}

    @Nested
    class Cancels extends CancelContract {}

    @Nested
    class Repairs extends RepairContract {}

    @Nested
    class Scales extends ScaleContract {}

    @Nested
    class Pauses extends PauseContract {}

    @Nested
    class Retries extends RetryContract {}

    @Nested
    class Oddities extends OddityContract {}

    @Nested
    class Beats extends BeatContract {}

    @Nested
    class Rebuilds extends RebuildContract {}

    @Nested
    class Generations extends GenerationContract {}

    @Nested
    class Historys extends HistoryContract {}

    @Nested
    class Compats extends CompatContract {}

    @Nested
    class Reads extends ReaderContract {}

    @Nested
    class Versions extends MixedVersionsContract {}
}
