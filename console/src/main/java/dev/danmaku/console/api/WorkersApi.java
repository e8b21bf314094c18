package dev.danmaku.console.api;

import dev.danmaku.console.picture.RegistryPoll;
import dev.danmaku.console.web.Answer;
import dev.danmaku.console.web.Call;
import dev.danmaku.console.web.Route;
import dev.danmaku.console.web.Routes;

/** Workers, and how they are. */
public final class WorkersApi {
    private final RegistryPoll registry;

    public WorkersApi(RegistryPoll registry) {
        this.registry = registry;
    }

    public void addTo(Routes routes) {
        routes.add(Route.get("/api/v1/workers", Route.Work.QUICK, this::list));
    }

    private Answer list(Call call) {
        var json = Json.object();
        var array = json.putArray("workers");
        for (var worker : registry.picture().workers()) {
            var health = worker.health();
            var one =
                    array.addObject().put("session", worker.session()).put("alive", worker.alive());
            Json.put(one, "host", worker.host());
            if (worker.pid() > 0) {
                one.put("pid", worker.pid());
            }
            Json.put(one, "version", worker.version());
            Json.put(one, "startedAt", worker.startedAt());
            Json.put(one, "lastBeat", worker.lastBeat());
            one.put("slots", worker.slots())
                    .put("rooms", worker.rooms())
                    .put("draining", worker.draining() && !health.standingBy())
                    .put("holding", health.standingBy());
            Json.put(one, "loopLagMs", health.loopLagMillis());
            Json.put(one, "heapUsedMiB", health.heapUsedMib());
            Json.put(one, "heapMaxMiB", health.heapMaxMib());
            Json.put(one, "eventsPerSecond", health.eventsPerSecond());
            var sinks = one.putArray("sinks");
            health.sinks()
                    .forEach(sink -> Json.put(
                            sinks.addObject()
                                    .put("name", sink.name())
                                    .put("away", sink.away())
                                    .put("waiting", sink.waiting())
                                    .put("heldBytes", sink.heldBytes()),
                            "lagMs",
                            sink.lagMillis()));
        }
        return Answer.json(json);
    }
}
