package dev.danmaku.standalone.simulation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The registry's scripts as the build has them. */
final class Scripts {
    private static final Map<String, String> TEXTS = new ConcurrentHashMap<>();

    private Scripts() {}

    static String text(String name) {
        return TEXTS.computeIfAbsent(name, Scripts::read);
    }

    private static String read(String name) {
        try (var in = Scripts.class.getResourceAsStream("/redis/" + name + ".lua")) {
            if (in == null) {
                throw new IllegalArgumentException("no script " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
