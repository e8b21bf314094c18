package dev.danmaku.registry;

import dev.danmaku.testing.memory.MemoryRedis;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.RegisterExtension;

import redis.clients.jedis.UnifiedJedis;

/** The registry's contract on the Redis in memory that simulations run on; what only people read is left out. */
class MemoryRegistryTest {
    private static final UnifiedJedis CLIENT = new MemoryRedis(System::currentTimeMillis).client();

    @RegisterExtension
    static final RedisUnderTest REDIS = new RedisUnderTest(() -> CLIENT);

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
    class Versions extends MixedVersionsContract {}
}
