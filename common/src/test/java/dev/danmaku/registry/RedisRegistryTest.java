package dev.danmaku.registry;

import dev.danmaku.testing.servers.RequiresRedis;
import dev.danmaku.testing.servers.TestRedis;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;

import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.UnifiedJedis;

/** The registry's contract on a real Redis. */
@RequiresRedis
class RedisRegistryTest {
    private static final int PATIENCE_MILLIS = 30_000;

    private static UnifiedJedis client;

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
    class Claims extends ClaimContract {
        @Override
        protected UnifiedJedis redis() {
            return client;
        }
    }

    @Nested
    class Confirms extends ConfirmContract {
        @Override
        protected UnifiedJedis redis() {
            return client;
        }
    }

    @Nested
    class Takes extends TakeContract {
        @Override
        protected UnifiedJedis redis() {
            return client;
        }
    }

    @Nested
    class Holds extends HoldContract {
        @Override
        protected UnifiedJedis redis() {
            return client;
        }
    }

    @Nested
    class Finishes extends FinishContract {
        @Override
        protected UnifiedJedis redis() {
            return client;
        }
    }

    @Nested
    class Handovers extends HandoverContract {
        @Override
        protected UnifiedJedis redis() {
            return client;
        }
    }

    @Nested
    class Cancels extends CancelContract {
        @Override
        protected UnifiedJedis redis() {
            return client;
        }
    }

    @Nested
    class Repairs extends RepairContract {
        @Override
        protected UnifiedJedis redis() {
            return client;
        }
    }

    @Nested
    class Beats extends BeatContract {
        @Override
        protected UnifiedJedis redis() {
            return client;
        }
    }

    @Nested
    class Rebuilds extends RebuildContract {
        @Override
        protected UnifiedJedis redis() {
            return client;
        }
    }

    @Nested
    class Generations extends GenerationContract {
        @Override
        protected UnifiedJedis redis() {
            return client;
        }
    }

    @Nested
    class Historys extends HistoryContract {
        @Override
        protected UnifiedJedis redis() {
            return client;
        }
    }

    @Nested
    class Compats extends CompatContract {
        @Override
        protected UnifiedJedis redis() {
            return client;
        }
    }

    @Nested
    class Reads extends ReaderContract {
        @Override
        protected UnifiedJedis redis() {
            return client;
        }
    }

    @Nested
    class Versions extends MixedVersionsContract {
        @Override
        protected UnifiedJedis redis() {
            return client;
        }
    }
}
