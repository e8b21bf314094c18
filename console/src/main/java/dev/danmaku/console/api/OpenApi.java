package dev.danmaku.console.api;

import dev.danmaku.console.web.Answer;
import dev.danmaku.console.web.Route;
import dev.danmaku.console.web.Routes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** The document of all this. */
public final class OpenApi {
    private static final byte[] DOCUMENT = read();

    private OpenApi() {}

    public static void addTo(Routes routes) {
        // it tells nothing of the cluster, so anybody may read how to log in
        routes.add(new Route(
                "GET",
                "/api/v1/openapi.json",
                null,
                Route.Work.QUICK,
                call -> new Answer.Whole(200, "application/json", DOCUMENT, Map.of())));
    }

    private static byte[] read() {
        try (var in = OpenApi.class.getResourceAsStream("/dev/danmaku/console/openapi.json")) {
            if (in == null) {
                throw new IllegalStateException("the class path has no openapi.json");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
