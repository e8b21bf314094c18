package dev.danmaku.bench.figure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Tells the registry's scripts apart where they stand by their digests, as in Redis' slow log. */
public final class ScriptNames {
    static final List<String> SCRIPTS = List.of(
            "alive",
            "beat",
            "check",
            "claim",
            "confirm",
            "crew",
            "decline",
            "drop",
            "finish",
            "found",
            "gone",
            "heard-oddly",
            "joined",
            "leave",
            "left",
            "note",
            "offer",
            "open-generation",
            "park",
            "patrol",
            "pause",
            "pause-platform",
            "release",
            "repair",
            "resume",
            "retry",
            "scale",
            "settle",
            "sums",
            "swap",
            "take",
            "unclaimed",
            "wanted",
            "withdraw");

    private final Map<String, String> byDigest = new HashMap<>();

    public ScriptNames() {
        for (var name : SCRIPTS) {
            byDigest.put(sha1(read("prelude") + read(name)), name + ".lua");
        }
    }

    /** The script's name, or the command's. */
    public String of(List<String> command) {
        return command.size() < 2
                ? command.getFirst().toUpperCase(Locale.ROOT)
                : byDigest.getOrDefault(
                        command.get(1), command.getFirst().toUpperCase(Locale.ROOT));
    }

    private static String read(String name) {
        try (var in = ScriptNames.class.getResourceAsStream("/redis/" + name + ".lua")) {
            if (in == null) {
                throw new IllegalStateException("there is no redis/" + name + ".lua");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha1(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-1");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-1", e);
        }
    }
}
