package dev.danmaku.platforms.lookup;

import dev.danmaku.platforms.Lookup;
import dev.danmaku.platforms.Lookup.Undecided;
import dev.danmaku.room.RoomId;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/** Answers instead of a site that is to be left alone. Safe for use by many threads. */
public final class Rests {
    /** A rest varies by this part, so that not all rooms come back at once. */
    private static final double JITTER = 0.5;

    private static final Logger LOG = LoggerFactory.getLogger(Rests.class);

    private final boolean paced;
    private final CoolDown coolDown;
    private final RandomGenerator random;

    /** @param lookupsPerSecond the look-ups' limit; 0 is none, and then all rooms never rest together */
    public Rests(double lookupsPerSecond, LongSupplier nanoTime, RandomGenerator random) {
        paced = lookupsPerSecond > 0;
        coolDown = new CoolDown(nanoTime);
        this.random = random;
    }

    /** Present while all rooms rest: the site is not to be asked. */
    public Optional<Lookup> underWay() {
        var rest = coolDown.remaining();
        return rest.isZero()
                ? Optional.empty()
                : Optional.of(new Undecided("resting: " + coolDown.reason(), varied(rest)));
    }

    /** What a room's look-up came to that ran into trouble. */
    public Lookup begin(RoomId room, Rest rest, String reason) {
        var lasting = paced ? rest.paced() : rest.unpaced();
        if (lasting == null) {
            return new Undecided(reason, null);
        }
        if (rest.ofAll() && paced) {
            LOG.warn("{}: {}; no look-up for {} s", room, reason, lasting.toSeconds());
            coolDown.start(lasting, reason);
        }
        return new Undecided(reason, varied(lasting));
    }

    private Duration varied(Duration rest) {
        return rest.plusMillis((long) (rest.toMillis() * JITTER * random.nextDouble()));
    }
}
