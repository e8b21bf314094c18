package dev.danmaku.standalone.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.config.BadSettings;
import dev.danmaku.config.Headroom;
import dev.danmaku.config.ScaleSettings;
import dev.danmaku.config.Settings;
import dev.danmaku.registry.RedisDispatcherRegistry;
import dev.danmaku.registry.ScaleAnswer;
import dev.danmaku.room.Platform;
import dev.danmaku.testing.memory.MemoryRedis;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import redis.clients.jedis.UnifiedJedis;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** The scaling rule of {@code deploy/k8s} through drawn days, with the dispatchers' own figure: the registry's script over a Redis in memory. */
class ScalingTest {
    private static final Platform KS = Platform.KUAISHOU;
    /** Between two looks of a dispatcher; the real one looks each second. */
    private static final int LOOK_SECONDS = 5;

    private static final int UNREADABLE_FROM = 17 * 3600;
    private static final int UNREADABLE_UNTIL = UNREADABLE_FROM + 20 * 60;

    private ScaleSettings scale;
    private ScalingRule rule;

    @TempDir
    private Path folder;

    @BeforeEach
    void read() throws IOException, BadSettings {
        rule = ScalingRule.read();
        scale = settings();
    }

    /** Those of the dispatchers there. */
    private ScaleSettings settings() throws IOException, BadSettings {
        var environment = new HashMap<String, String>();
        Kustomized.file("base/settings.yaml")
                .getFirst()
                .path("data")
                .forEachEntry((name, value) -> {
                    if (name.startsWith("DANMAKU_SCALE_")) {
                        environment.put(name, value.asString());
                    }
                });
        assertThat(environment).hasSize(2);
        return Settings.load(Map.of(), environment, null, folder).scale();
    }

    /** A day whose rooms are in a lives set, as a dispatcher looks at it. */
    private final class Day implements Load {
        private final LiveDay day;
        private final Headroom headroom;
        private final UnifiedJedis redis;
        private final RedisDispatcherRegistry registry;
        private long second;
        private int live;
        private OptionalDouble asked = OptionalDouble.empty();

        Day(long seed, Headroom headroom) {
            this.day = new LiveDay(seed);
            this.headroom = headroom;
            this.redis = new MemoryRedis(() -> 1_790_000_000_000L + second * 1000).client();
            this.registry = new RedisDispatcherRegistry(redis);
            registry.openGeneration(List.of());
        }

        @Override
        public int seconds() {
            return LiveDay.SECONDS;
        }

        @Override
        public int rooms(int at) {
            return day.rooms(at);
        }

        @Override
        public OptionalDouble asked(int at) {
            if (at % LOOK_SECONDS == 0) {
                second = at;
                live(day.rooms(at));
                var needed = (ScaleAnswer.Needed) registry.scale(KS, 0, scale.window());
                var figure = headroom.over(needed.most());
                asked = at >= UNREADABLE_FROM && at < UNREADABLE_UNTIL
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(figure);
            }
            return asked;
        }

        private void live(int rooms) {
            var ids = IntStream.range(Math.min(live, rooms), Math.max(live, rooms))
                    .mapToObj(i -> "3x" + i)
                    .toArray(String[]::new);
            if (rooms > live) {
                redis.sadd(KS.livesKey(), ids);
            } else if (rooms < live) {
                redis.srem(KS.livesKey(), ids);
            }
            live = rooms;
        }
    }

    private Scaled day(long seed, Headroom headroom) {
        return Scaled.under(rule, new Day(seed, headroom));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void throughADayThereAreSlotsAndNothingFlaps(long seed) {
        var came = day(seed, scale.headroom());

        // rooms wait while the workers for a burst start, and at no other time
        assertThat(came.waiting())
                .as("seconds in which rooms waited within minutes of the burst")
                .filteredOn(ScalingTest::isBurst)
                .hasSizeLessThanOrEqualTo(2 * 60);
        assertThat(came.waiting())
                .as("seconds in which rooms waited at other times")
                .allMatch(ScalingTest::isBurst);
        assertThat(came.overdrawn()).as("seconds beyond the upper bound").isEmpty();

        assertThat(came.ins()).hasSizeBetween(4, 16);
        assertThat(came.outs()).isNotEmpty();
        came.assertCalm(ScalingTest::isBurst);

        // neither an unreadable figure nor a lives set that was lost for minutes takes a worker
        // away
        assertThat(came.changes())
                .noneMatch(change ->
                        change.second() >= UNREADABLE_FROM && change.second() < UNREADABLE_UNTIL)
                .noneMatch(change -> change.number() < 0
                        && change.second() >= LiveDay.LOST_UNTIL - 300
                        && change.second() < LiveDay.LOST_UNTIL + 60);
    }

    private static boolean isBurst(int at) {
        return at >= LiveDay.BURST_AT && at < LiveDay.BURST_AT + 10 * 60;
    }

    /** The test is able to fail: a figure without headroom leaves rooms without slots for hours, within the autoscaler's tolerance. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void withoutHeadroomRoomsWait(long seed) {
        assertThat(day(seed, new Headroom(0, false)).waiting()).hasSizeGreaterThan(30 * 60);
    }
}
