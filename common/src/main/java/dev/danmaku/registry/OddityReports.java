package dev.danmaku.registry;

import dev.danmaku.room.Platform;

import redis.clients.jedis.UnifiedJedis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Where workers tell what of a platform's protocol they could not read. A report that is lost costs nothing else. */
public final class OddityReports {
    private final Scripts scripts;

    public OddityReports(UnifiedJedis redis) {
        this.scripts = new Scripts(redis, System::nanoTime);
    }

    /** What is told. */
    public enum Kind {
        UNKNOWN("unknown"),
        MALFORMED("malformed");

        private final String word;

        Kind(String word) {
            this.word = word;
        }
    }

    /**
     * What was seen since the last report.
     *
     * @param first how long ago the first was seen
     * @param last how long ago the last was seen
     */
    public record Seen(String name, long count, Duration first, Duration last, String sample) {}

    /** @throws RegistryUnavailable if Redis does not answer */
    public void tell(Platform platform, Kind kind, List<Seen> seen) {
        var args = new ArrayList<String>();
        args.add(kind.word);
        for (var one : seen) {
            args.add(one.name());
            args.add(Long.toString(one.count()));
            args.add(Long.toString(one.first().toMillis()));
            args.add(Long.toString(one.last().toMillis()));
            args.add(one.sample());
        }
        scripts.run("heard-oddly", platform, args);
    }
}
