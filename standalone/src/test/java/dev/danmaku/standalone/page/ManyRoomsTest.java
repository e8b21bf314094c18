package dev.danmaku.standalone.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.danmaku.standalone.cluster.ChildProcess;
import dev.danmaku.standalone.page.Visit.Manner;
import dev.danmaku.testing.servers.RequiresRedis;
import dev.danmaku.testing.servers.TestRedis;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A list of 10,000 rooms is as quick as a short one: frames are measured while it scrolls, and told in {@code target/page-frames.txt}. */
@RequiresChromium
@RequiresRedis
@ExtendWith(Stage.class)
@Timeout(300)
class ManyRoomsTest {
    private static final int ROOMS = 10_000;
    private static final List<String> STATES =
            List.of("watching", "watching", "watching", "opening", "queued", "parked");

    @TempDir
    private Path folder;

    @Test
    void tenThousandRoomsScroll(TestRedis redis, Chromium chromium) throws IOException {
        fill(redis);
        var console = ChildProcess.start(
                "console",
                folder.resolve("console"),
                Map.of(),
                List.of("console", "--redis", redis.uri().toString(), "--danmaku.console.port=0"));
        try (var visit = Visit.of(chromium.browser(), Watched.awaitUrl(console), Manner.DESKTOP)) {
            visit.go("#/rooms").awaitLive();
            assertThat(visit.find(".head .sub")).hasText("10,000 rooms");
            visit.awaitDrawn();

            @SuppressWarnings("unchecked")
            var frames = (List<Number>) visit.run(SCROLL);

            report(frames.stream().mapToDouble(Number::doubleValue).sorted().toArray());
            assertThat(frames).hasSizeGreaterThan(30);
            assertThat(visit.number("() => document.querySelectorAll('.room-row').length"))
                    .as("rows that exist")
                    .isLessThan(80);
            await("the last row is filled").atMost(Duration.ofSeconds(30)).until(() -> {
                visit.run(
                        "() => { const list = document.querySelector('[data-list=rooms]'); list.scrollTop = list.scrollHeight; }");
                return visit.find("[aria-rowindex='" + (ROOMS + 1) + "'] .room-link")
                                .count()
                        == 1;
            });
            visit.go("#/").awaitDrawn();
            assertThat(visit.find(".grid canvas"))
                    .hasAttribute(
                            "aria-label", "10,000 rooms as squares; arrow keys move, Enter opens");
            visit.assertClean();
        } finally {
            console.kill();
        }
    }

    /** Three seconds of scrolling by a screen's height every few frames; gives the milliseconds of each frame. */
    private static final String SCROLL = """
            () => new Promise((done) => {
              const list = document.querySelector('[data-list=rooms]');
              const frames = [];
              let last = performance.now();
              const end = last + 3000;
              const step = (now) => {
                frames.push(now - last);
                last = now;
                list.scrollTop += 220;
                if (now < end) requestAnimationFrame(step);
                else done(frames.slice(2));
              };
              requestAnimationFrame(step);
            })""";

    private static void report(double[] frames) throws IOException {
        var text =
                "10,000 rooms, 220 px a frame: %d frames, median %.1f ms, p95 %.1f ms, p99 %.1f ms, longest %.1f ms%n"
                        .formatted(
                                frames.length,
                                at(frames, 0.5),
                                at(frames, 0.95),
                                at(frames, 0.99),
                                frames[frames.length - 1]);
        Files.writeString(Path.of("target", "page-frames.txt"), text);
        System.out.print(text);
    }

    private static double at(double[] sorted, double share) {
        return sorted[(int) Math.min(sorted.length - 1, sorted.length * share)];
    }

    /** Records as workers and dispatchers leave them, of nobody who lives. */
    private static void fill(TestRedis redis) {
        var records = new HashMap<String, String>();
        for (var i = 0; i < ROOMS; i++) {
            var state = STATES.get(i % STATES.size());
            var held = state.equals("watching") || state.equals("opening")
                    ? ",\"session\":\"worker-1-0a1b2c3d4e5f\""
                    : "";
            var parked = state.equals("parked")
                    ? ",\"until\":\"1790000300090\",\"reason\":\"captcha\",\"parked\":\"1\""
                    : "";
            records.put(
                    "3x%06d".formatted(i),
                    "{\"v\":1,\"state\":\"%s\",\"job\":\"179%010d\",\"gen\":\"1789999999000\",\"term\":\"1\",\"since\":\"1790000000070\"%s%s}"
                            .formatted(state, i, held, parked));
        }
        try (var jedis = redis.connect()) {
            jedis.set("danmaku_generation", "1789999999000");
            jedis.hset("ks_running", records);
            jedis.sadd("ks_lives", records.keySet().toArray(String[]::new));
        }
    }
}
