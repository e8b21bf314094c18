package dev.danmaku.console.who;

import dev.danmaku.console.web.Problem;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Makes addresses wait whose logins fail: twice as long after each further failure. Remembers the last addresses that failed. */
final class LoginPace {
    private static final int MAX_ADDRESSES = 10_000;
    private static final int FREE_FAILURES = 3;
    private static final int MAX_DOUBLINGS = 8;
    private static final Duration FORGET_AFTER = Duration.ofMinutes(30);

    private final Clock clock;
    private final Map<String, Failures> failures = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
            return size() > MAX_ADDRESSES;
        }
    };

    private record Failures(int count, Instant last, Instant until) {}

    LoginPace(Clock clock) {
        this.clock = clock;
    }

    /** @throws Problem if this address has to wait */
    synchronized void check(String address) {
        var known = failures.get(address);
        if (known != null && clock.instant().isBefore(known.until())) {
            var wait = Duration.between(clock.instant(), known.until()).toSeconds() + 1;
            throw Problem.tooMany(
                    "Logins from this address failed too often: wait %d s".formatted(wait), wait);
        }
    }

    /** Returns how often it has failed by now. */
    synchronized int failed(String address) {
        var now = clock.instant();
        var known = failures.get(address);
        var count = known == null || known.last().plus(FORGET_AFTER).isBefore(now)
                ? 1
                : known.count() + 1;
        var wait = count < FREE_FAILURES
                ? Duration.ZERO
                : Duration.ofSeconds(1L << Math.min(count - FREE_FAILURES, MAX_DOUBLINGS));
        failures.put(address, new Failures(count, now, now.plus(wait)));
        return count;
    }

    synchronized void succeeded(String address) {
        failures.remove(address);
    }
}
