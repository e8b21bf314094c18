package dev.danmaku.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Files that say what an earlier release wrote. They are added to, and never changed. */
public final class Golden {
    private Golden() {}

    /** The lines of a file under {@code compat/v1}. */
    public static List<String> lines(String name) {
        try (var in = Golden.class.getResourceAsStream("/compat/v1/" + name)) {
            if (in == null) {
                throw new IllegalArgumentException("there is no compat/v1/" + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file of one line. */
    public static String line(String name) {
        return lines(name).getFirst();
    }
}
