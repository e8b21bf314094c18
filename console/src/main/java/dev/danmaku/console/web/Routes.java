package dev.danmaku.console.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** All that is answered, and how a path finds its route. */
public final class Routes {
    private final List<Route> routes = new ArrayList<>();

    public Routes add(Route route) {
        routes.add(route);
        return this;
    }

    public List<Route> all() {
        return List.copyOf(routes);
    }

    /** @param params what stood at the names of its template */
    record Found(Route route, Map<String, String> params) {}

    /** @throws Problem if nothing is there, or not by this method */
    Found find(String method, String path) {
        var allowed = new TreeSet<String>();
        for (var route : routes) {
            var params = route.match(path);
            if (params != null) {
                if (route.method().equals(method)) {
                    return new Found(route, params);
                }
                allowed.add(route.method());
            }
        }
        throw allowed.isEmpty()
                ? Problem.notFound("Nothing is answered at this path")
                : Problem.wrongMethod(String.join(", ", allowed));
    }
}
