package dev.danmaku.simulator.kuaishou;

import dev.danmaku.simulator.room.Content;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** The cookies an anonymous visit of a room page is given. */
final class Cookies {
    private static final String YEAR = "; Max-Age=31536000; Path=/; HttpOnly";

    private final Content content;
    private final AtomicLong visits = new AtomicLong();

    Cookies(Content content) {
        this.content = content;
    }

    List<String> fresh() {
        var visit = visits.incrementAndGet();
        var device =
                "%016x%016x".formatted(content.hash("did", visit), content.hash("did", ~visit));
        return List.of(
                "did=web_" + device + YEAR,
                "clientid=3" + YEAR,
                "client_key=%08x".formatted((int) content.hash("client_key", visit)) + YEAR,
                "kpn=GAME_ZONE" + YEAR,
                "kuaishou.live.bfb1s=%016x; Path=/".formatted(content.hash("session", visit)));
    }
}
