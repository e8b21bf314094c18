package dev.danmaku.console.who;

import dev.danmaku.console.web.Answer;
import dev.danmaku.console.web.Call;
import dev.danmaku.console.web.Caller;
import dev.danmaku.console.web.Route;
import dev.danmaku.console.web.Routes;

import tools.jackson.databind.node.JsonNodeFactory;

import java.util.Map;
import java.util.function.BooleanSupplier;

/** Who I am, and how I log in and out. */
public final class SessionApi {
    private static final String PATH = "/api/v1/session";

    private final Logins logins;
    private final AuditLog audit;
    private final String version;
    private final BooleanSupplier store;
    private final BooleanSupplier tail;

    /**
     * @param store whether there is a store to ask
     * @param tail whether live comments come from Redis
     */
    public SessionApi(
            Logins logins,
            AuditLog audit,
            String version,
            BooleanSupplier store,
            BooleanSupplier tail) {
        this.logins = logins;
        this.audit = audit;
        this.version = version;
        this.store = store;
        this.tail = tail;
    }

    public void addTo(Routes routes) {
        routes.add(new Route(
                "GET", PATH, null, Route.Work.QUICK, call -> tell(call.caller(), Map.of())));
        routes.add(new Route("POST", PATH, null, Route.Work.LOGIN, this::login));
        routes.add(new Route("DELETE", PATH, null, Route.Work.QUICK, this::logout));
    }

    private Answer login(Call call) {
        if (!logins.needed()) {
            return tell(call.caller(), Map.of());
        }
        var json = call.json();
        var session = logins.login(
                call,
                Call.text(json, "token"),
                Call.text(json, "user"),
                Call.text(json, "password"));
        var caller = new Caller(session.role(), session.user(), session.csrf(), session.id());
        audit.write(call, caller, "login", Map.of(), "done");
        return tell(caller, Map.of("Set-Cookie", logins.cookieFor(session)));
    }

    private Answer logout(Call call) {
        logins.logout(call.caller().session());
        return tell(
                logins.needed() ? new Caller(null, null, null, null) : call.caller(),
                Map.of("Set-Cookie", logins.cookieFor(null)));
    }

    private Answer tell(Caller caller, Map<String, String> headers) {
        var json = JsonNodeFactory.instance.objectNode();
        var role = caller.role();
        if (role == null) {
            json.putNull("role");
        } else {
            json.put("role", role.label());
        }
        if (caller.user() != null) {
            json.put("user", caller.user());
        }
        json.put("login", logins.needed());
        if (caller.csrf() != null) {
            json.put("csrf", caller.csrf());
        }
        json.put("version", version)
                .put("store", store.getAsBoolean())
                .put("tail", tail.getAsBoolean());
        return Answer.json(json, headers);
    }
}
