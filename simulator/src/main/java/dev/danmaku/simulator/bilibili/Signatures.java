package dev.danmaku.simulator.bilibili;

import dev.danmaku.simulator.net.Request;
import dev.danmaku.simulator.room.Content;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;

/** The keys to sign with, new ones every day, and the check of what was signed. */
final class Signatures {
    private static final int MAX_SECONDS_CHARS = 12;

    private final Content content;
    private final InstantSource clock;
    private final Duration tolerance;

    Signatures(Content content, InstantSource clock, Duration tolerance) {
        this.content = content;
        this.clock = clock;
        this.tolerance = tolerance;
    }

    Wbi today() {
        var day = clock.instant().atOffset(ZoneOffset.UTC).toLocalDate().toEpochDay();
        return new Wbi(key("img key", day), key("sub key", day));
    }

    boolean valid(Request request) {
        var seconds = request.param("wts");
        if (seconds.length() > MAX_SECONDS_CHARS || !seconds.matches("[0-9]+")) {
            return false;
        }
        var age = Duration.between(Instant.ofEpochSecond(Long.parseLong(seconds)), clock.instant())
                .abs();
        return age.compareTo(tolerance) <= 0
                && today().sign(request.query()).equals(request.param("w_rid"));
    }

    private String key(String kind, long day) {
        return "%016x%016x".formatted(content.hash(kind, day), content.hash(kind, ~day));
    }
}
