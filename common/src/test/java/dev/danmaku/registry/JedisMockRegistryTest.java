package dev.danmaku.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.fppt.jedismock.RedisServer;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.UnifiedJedis;

import java.io.IOException;

/** The registry's contract on the pure Java server that a laptop without Redis runs. */
class JedisMockRegistryTest {
    /** It compiles each script anew, which takes its time where many tests run. */
    private static final int PATIENCE_MILLIS = 30_000;

    private static RedisServer server;
    private static UnifiedJedis client;

    @RegisterExtension
    static final RedisUnderTest REDIS = new RedisUnderTest(() -> client);

    @BeforeAll
    static void start() throws IOException {
        server = RedisServer.newRedisServer().start();
        var patient = DefaultJedisClientConfig.builder()
                .socketTimeoutMillis(PATIENCE_MILLIS)
                .build();
        client = RedisClient.builder()
                .hostAndPort("127.0.0.1", server.getBindPort())
                .clientConfig(patient)
                .build();
    }

    @AfterAll
    static void stop() throws IOException {
        client.close();
        server.stop();
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
    class Reads extends ReaderContract {
        /** It says OK to whatever it is asked of clients: that is no number. */
        @Test
        void whoListensIsNotKnown() {
            assertThat(new RegistryReader(client).state().dispatchers()).isEmpty();
        }
    }

    @Nested
    class Versions extends MixedVersionsContract {}
}
