package dev.danmaku.console.api;

import dev.danmaku.console.web.Answer;
import dev.danmaku.console.web.Call;
import dev.danmaku.console.web.Problem;
import dev.danmaku.console.web.Route;
import dev.danmaku.console.web.Routes;
import dev.danmaku.registry.RegistryReader;
import dev.danmaku.registry.RegistryUnavailable;
import dev.danmaku.room.Platform;

/** What of the platforms' protocols nobody could read. */
public final class ProtocolApi {
    private final RegistryReader reader;

    public ProtocolApi(RegistryReader reader) {
        this.reader = reader;
    }

    public void addTo(Routes routes) {
        routes.add(Route.get("/api/v1/protocol", Route.Work.QUICK, this::tell));
    }

    private Answer tell(Call call) {
        var json = Json.object();
        var unknown = json.putArray("unknown");
        var errors = json.putArray("decodeErrors");
        try {
            for (var platform : Platform.values()) {
                for (var oddity : reader.unknown(platform)) {
                    var one = unknown.addObject()
                            .put("platform", platform.label())
                            .put("name", oddity.name())
                            .put("count", oddity.count());
                    Json.put(one, "firstSeen", oddity.first());
                    Json.put(one, "lastSeen", oddity.last());
                    Json.put(one, "sample", oddity.sample());
                }
                for (var oddity : reader.malformed(platform)) {
                    var one = errors.addObject()
                            .put("platform", platform.label())
                            .put("reason", oddity.name())
                            .put("count", oddity.count());
                    Json.put(one, "lastSeen", oddity.last());
                }
            }
            return Answer.json(json);
        } catch (RegistryUnavailable e) {
            throw Problem.away("no-redis", "Redis does not answer: " + e.getMessage());
        }
    }
}
