package dev.danmaku.console.who;

import dev.danmaku.console.web.Role;

import org.jspecify.annotations.Nullable;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** Logins that hold: so many at most, the oldest goes first; each for a time. */
final class Sessions {
    private static final int MAX = 10_000;
    private static final int ID_BYTES = 32;

    private final Clock clock;
    private final Duration lifetime;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Session> sessions = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Session> eldest) {
            return size() > MAX;
        }
    };

    /**
     * @param id what the cookie says
     * @param user null for who came with a token
     * @param csrf what every action has to bring
     */
    record Session(String id, @Nullable String user, Role role, String csrf, Instant until) {}

    Sessions(Clock clock, Duration lifetime) {
        this.clock = clock;
        this.lifetime = lifetime;
    }

    synchronized Session open(@Nullable String user, Role role) {
        var session =
                new Session(random(), user, role, random(), clock.instant().plus(lifetime));
        sessions.put(session.id(), session);
        return session;
    }

    /** Null where there is none, or its time is over. Ids are too long to be found by the time that this takes. */
    synchronized @Nullable Session find(@Nullable String id) {
        var session = id == null ? null : sessions.get(id);
        if (session != null && clock.instant().isAfter(session.until())) {
            sessions.remove(session.id());
            return null;
        }
        return session;
    }

    synchronized void close(String id) {
        sessions.remove(id);
    }

    String random() {
        var bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
