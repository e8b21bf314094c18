package dev.danmaku.registry;

import dev.danmaku.testing.memory.MemoryRedis;

import org.junit.jupiter.api.Nested;

import redis.clients.jedis.UnifiedJedis;

/** The registry's contract on the Redis in memory that simulations run on; what only people read is left out. */
class MemoryRegistryTest {
    private static final UnifiedJedis CLIENT = new MemoryRedis(System::currentTimeMillis).client();

    @Nested
    class Claims extends ClaimContract {
        @Override
        protected UnifiedJedis redis() {
            return CLIENT;
        }
    }

    @Nested
    class Confirms extends ConfirmContract {
        @Override
        protected UnifiedJedis redis() {
            return CLIENT;
        }
    }

    @Nested
    class Takes extends TakeContract {
        @Override
        protected UnifiedJedis redis() {
            return CLIENT;
        }
    }

    @Nested
    class Holds extends HoldContract {
        @Override
        protected UnifiedJedis redis() {
            return CLIENT;
        }
    }

    @Nested
    class Finishes extends FinishContract {
        @Override
        protected UnifiedJedis redis() {
            return CLIENT;
        }
    }

    @Nested
    class Handovers extends HandoverContract {
        @Override
        protected UnifiedJedis redis() {
            return CLIENT;
        }
    }

    @Nested
    class Cancels extends CancelContract {
        @Override
        protected UnifiedJedis redis() {
            return CLIENT;
        }
    }

    @Nested
    class Repairs extends RepairContract {
        @Override
        protected UnifiedJedis redis() {
            return CLIENT;
        }
    }

    @Nested
    class Beats extends BeatContract {
        @Override
        protected UnifiedJedis redis() {
            return CLIENT;
        }
    }

    @Nested
    class Rebuilds extends RebuildContract {
        @Override
        protected UnifiedJedis redis() {
            return CLIENT;
        }
    }

    @Nested
    class Generations extends GenerationContract {
        @Override
        protected UnifiedJedis redis() {
            return CLIENT;
        }
    }

    @Nested
    class Historys extends HistoryContract {
        @Override
        protected UnifiedJedis redis() {
            return CLIENT;
        }
    }

    @Nested
    class Compats extends CompatContract {
        @Override
        protected UnifiedJedis redis() {
            return CLIENT;
        }
    }

    @Nested
    class Versions extends MixedVersionsContract {
        @Override
        protected UnifiedJedis redis() {
            return CLIENT;
        }
    }
}
