package dev.danmaku.console.web;

import org.jspecify.annotations.Nullable;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is answered where.
 *
 * @param method {@code GET}, {@code POST} or {@code DELETE}
 * @param template path with names in braces, as OpenAPI writes it
 * @param needed null where nobody has to have logged in
 */
public record Route(
        String method, String template, @Nullable Role needed, Work work, Handler handler) {

    /** What it takes to answer. */
    public enum Work {
        /** What is in memory, or a call of Redis. */
        QUICK,
        /** A question to the store. */
        STORE,
        /** A password's digest: slow on purpose. */
        LOGIN
    }

    /** Makes the answer; called on a pool's thread. */
    @FunctionalInterface
    public interface Handler {
        Answer answer(Call call) throws Exception;
    }

    public static Route get(String template, Work work, Handler handler) {
        return new Route("GET", template, Role.LOOK, work, handler);
    }

    /** Changes something. */
    public static Route act(String template, Handler handler) {
        return new Route("POST", template, Role.OPERATE, Work.QUICK, handler);
    }

    /** Whether asking changes something. */
    public boolean acts() {
        return !method.equals("GET");
    }

    /** What stands at the names of the template, decoded; null where the path is another. */
    @Nullable Map<String, String> match(String path) {
        var wanted = List.of(template.split("/", -1));
        var got = List.of(path.split("/", -1));
        if (wanted.size() != got.size()) {
            return null;
        }
        var found = new LinkedHashMap<String, String>();
        for (var i = 0; i < wanted.size(); i++) {
            var want = wanted.get(i);
            if (want.startsWith("{")) {
                found.put(want.substring(1, want.length() - 1), decode(got.get(i)));
            } else if (!want.equals(got.get(i))) {
                return null;
            }
        }
        return found;
    }

    private static String decode(String segment) {
        try {
            // in a path, plus is plus
            return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw Problem.bad("The path is not percent-encoded as it should be");
        }
    }
}
