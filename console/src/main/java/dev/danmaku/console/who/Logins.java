package dev.danmaku.console.who;

import dev.danmaku.config.ConsoleSettings;
import dev.danmaku.config.Secret;
import dev.danmaku.console.web.Call;
import dev.danmaku.console.web.Caller;
import dev.danmaku.console.web.Doorkeeper;
import dev.danmaku.console.web.Problem;
import dev.danmaku.console.web.Role;
import dev.danmaku.console.web.Route;

import io.netty.handler.codec.http.cookie.ServerCookieDecoder;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.Optional;

/** The doorkeeper: who has logged in, who need not, and what an action has to bring. See the package. */
public final class Logins implements Doorkeeper {
    static final String COOKIE = "danmaku_console";
    private static final Logger LOG = LoggerFactory.getLogger(Logins.class);
    /** Shorter ones could be found by trying. */
    private static final int MIN_TOKEN_CHARS = 16;

    private static final String BEARER = "Bearer ";

    private final ConsoleSettings settings;
    private final HostNames hosts;
    private final @Nullable UsersFile users;
    private final Sessions sessions;
    private final LoginPace pace;
    private final boolean needed;
    private final String openCsrf;

    /**
     * Checks that not everybody may do everything.
     *
     * @throws IllegalArgumentException if others than this machine could call it and nobody had to log in; or a token is short, or the
     *     users' file is wrong
     */
    public Logins(ConsoleSettings settings, Clock clock) {
        this.settings = settings;
        this.hosts = HostNames.of(settings);
        this.users = settings.usersFile().map(UsersFile::new).orElse(null);
        this.sessions = new Sessions(clock, settings.sessionLifetime());
        this.pace = new LoginPace(clock);
        check(settings.lookToken(), "look-token");
        check(settings.operateToken(), "operate-token");
        this.needed = users != null
                || settings.lookToken() != Secret.NONE
                || settings.operateToken() != Secret.NONE;
        this.openCsrf = sessions.random();
        if (!needed && !HostNames.isLoopback(settings.address())) {
            throw new IllegalArgumentException(
                    ("the console does not start on %s without a login, since others could reach it there: give it"
                                    + " danmaku.console.operate-token-file (or look-token-file), or"
                                    + " danmaku.console.users-file; or leave danmaku.console.address at 127.0.0.1")
                            .formatted(settings.address()));
        }
    }

    private static void check(Secret token, String name) {
        if (token.value().filter(text -> text.length() < MIN_TOKEN_CHARS).isPresent()) {
            throw new IllegalArgumentException("danmaku.console.%s has at least %d characters"
                    .formatted(name, MIN_TOKEN_CHARS));
        }
    }

    /** Whether anybody has to log in. */
    public boolean needed() {
        return needed;
    }

    @Override
    public void checkHost(Call call) {
        hosts.check(call.header("Host"));
    }

    @Override
    public Caller admit(Call call, Route route) {
        var caller = caller(call);
        if (route.acts()) {
            checkAction(call, caller);
        }
        var role = route.needed();
        if (role != null) {
            if (caller.role() == null) {
                throw Problem.loginNeeded("Log in first: POST /api/v1/session");
            }
            if (!caller.role().covers(role)) {
                throw Problem.forbidden("That takes the role " + role.label());
            }
        }
        return caller;
    }

    @Override
    public boolean holds(Caller caller) {
        if (caller.session() == null) {
            return true;
        }
        var session = sessions.find(caller.session());
        return session != null && !isGone(session);
    }

    private Caller caller(Call call) {
        if (!needed) {
            return new Caller(Role.OPERATE, null, openCsrf, null);
        }
        var authorization = call.header("Authorization");
        if (authorization != null && authorization.startsWith(BEARER)) {
            // no browser sends it by itself, so nothing else has to come with it
            return new Caller(
                    bearer(call.remote(), authorization.substring(BEARER.length())),
                    null,
                    null,
                    null);
        }
        var session = sessions.find(cookie(call));
        if (session == null || isGone(session)) {
            return new Caller(null, null, null, null);
        }
        return new Caller(session.role(), session.user(), session.csrf(), session.id());
    }

    private boolean isGone(Sessions.Session session) {
        var user = session.user();
        return user != null && (users == null || !users.has(user, session.role()));
    }

    private Role bearer(String remote, String token) {
        pace.check(remote);
        return ofToken(token).orElseThrow(() -> failed(remote, "a token"));
    }

    private Problem failed(String remote, String how) {
        var times = pace.failed(remote);
        LOG.warn("a login by {} from {} failed, {} in a row", how, remote, times);
        return Problem.loginNeeded("That is no token, or no user with that password");
    }

    private Optional<Role> ofToken(String token) {
        // both are always compared
        var operate = equal(settings.operateToken(), token);
        var look = equal(settings.lookToken(), token);
        return operate
                ? Optional.of(Role.OPERATE)
                : look ? Optional.of(Role.LOOK) : Optional.empty();
    }

    private static boolean equal(Secret secret, String token) {
        var expected = secret.value().orElse("").getBytes(StandardCharsets.UTF_8);
        var equal = MessageDigest.isEqual(expected, token.getBytes(StandardCharsets.UTF_8));
        return equal && expected.length > 0;
    }

    /** A form of another page can send neither this header nor this type, and its origin is its own. */
    private void checkAction(Call call, Caller caller) {
        var origin = call.header("Origin");
        if (origin != null && !HostNames.isSame(origin, call.header("Host"))) {
            throw Problem.forbidden("An action comes from the console's own page");
        }
        var type = call.header("Content-Type");
        var isJson =
                type != null && type.split(";")[0].strip().equalsIgnoreCase("application/json");
        if (!isJson && !call.method().equals("DELETE")) {
            throw Problem.wrongContent();
        }
        var csrf = caller.csrf();
        if (csrf != null) {
            var given = call.header("X-CSRF-Token");
            if (given == null
                    || !MessageDigest.isEqual(
                            csrf.getBytes(StandardCharsets.UTF_8),
                            given.getBytes(StandardCharsets.UTF_8))) {
                throw Problem.forbidden(
                        "An action brings the header X-CSRF-Token with what GET /api/v1/session tells");
            }
        }
    }

    private static @Nullable String cookie(Call call) {
        for (var header : call.headers().getAll("Cookie")) {
            for (var cookie : ServerCookieDecoder.STRICT.decode(header)) {
                if (cookie.name().equals(COOKIE)) {
                    return cookie.value();
                }
            }
        }
        return null;
    }

    /**
     * Opens a session by a token, or by user and password.
     *
     * @throws Problem if there is no such, or this address has to wait
     */
    Sessions.Session login(
            Call call, @Nullable String token, @Nullable String user, @Nullable String password) {
        pace.check(call.remote());
        if (token != null) {
            var role = ofToken(token).orElseThrow(() -> failed(call.remote(), "a token"));
            return opened(call, null, role);
        }
        if (user == null || password == null || password.length() > UsersFile.MAX_PASSWORD) {
            throw Problem.bad("A login is {token} or {user, password}");
        }
        if (users == null) {
            throw failed(call.remote(), "a user, and there are none");
        }
        var role = users.find(user, password).orElseThrow(() -> failed(call.remote(), "a user"));
        return opened(call, user, role);
    }

    private Sessions.Session opened(Call call, @Nullable String user, Role role) {
        pace.succeeded(call.remote());
        LOG.info(
                "{} logged in from {} to {}",
                user == null ? "a token" : user,
                call.remote(),
                role.label());
        return sessions.open(user, role);
    }

    void logout(@Nullable String session) {
        if (session != null) {
            sessions.close(session);
        }
    }

    /** The cookie of a session; of none, one that goes at once. */
    String cookieFor(Sessions.@Nullable Session session) {
        return "%s=%s; Path=/; HttpOnly; SameSite=Strict; Max-Age=%d%s"
                .formatted(
                        COOKIE,
                        session == null ? "" : session.id(),
                        session == null ? 0 : settings.sessionLifetime().toSeconds(),
                        settings.behindTls() ? "; Secure" : "");
    }

    /** What an action has to bring where nobody has logged in. */
    @Nullable String openCsrf() {
        return needed ? null : openCsrf;
    }
}
