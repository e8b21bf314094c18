package dev.danmaku.standalone.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;

import dev.danmaku.room.RoomId;
import dev.danmaku.simulator.room.Rates;
import dev.danmaku.simulator.room.SimulatedRoom;
import dev.danmaku.standalone.page.Visit.Manner;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Pictures of the page for people: {@code -Ddanmaku.screenshots=../docs/images} writes them there, a usual build writes none. They show
 * what simulated rooms say.
 */
@RequiresChromium
@EnabledIfSystemProperty(named = "danmaku.screenshots", matches = ".+")
@ExtendWith(Stage.class)
@Timeout(900)
class ScreenshotsTest {
    private static final int MOST_BYTES = 250_000;
    /** So long a room is watched before it is pictured; some minutes look best. */
    private static final Duration STORY =
            Duration.ofSeconds(Integer.getInteger("danmaku.screenshots.seconds", 60));

    private final Path folder = Path.of(System.getProperty("danmaku.screenshots", "target"));

    @Test
    void eachScreenIsPictured(Watched cluster, Chromium chromium) throws IOException {
        var id = cluster.ids().stream()
                .filter(one -> one.platform().label().equals("bilibili"))
                .findFirst()
                .orElseThrow();
        var others = 0;
        for (var other : cluster.ids()) {
            cluster.room(other).rates(Rates.mixed(others++ * 7 % 23 / 6.0));
        }
        tellAStory(cluster.room(id));

        for (var manner : new Manner[] {
            Manner.DESKTOP, Manner.DESKTOP.in("zh", "light"), Manner.PHONE.in("zh", "dark"),
        }) {
            try (var visit = Visit.of(chromium.browser(), cluster.url(), manner)) {
                for (var screen : Screen.values()) {
                    visit.go(screen.hash(id)).awaitLive().awaitDrawn();
                    if (screen == Screen.ROOM || screen == Screen.REPORT) {
                        visit.find("[data-chart] canvas").first().waitFor();
                    }
                    write(
                            visit.page(),
                            "console-%s%s.png"
                                    .formatted(
                                            screen.name().toLowerCase(java.util.Locale.ROOT),
                                            suffix(manner)));
                }
                visit.assertClean();
            }
        }
    }

    /** People come and go, and say more when there are more of them. */
    private static void tellAStory(SimulatedRoom room) {
        var begin = System.nanoTime();
        await("a story is told")
                .atMost(STORY.plusSeconds(60))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> {
                    var seconds = (System.nanoTime() - begin) / 1e9;
                    var swing = Math.sin(seconds / 47) + 0.4 * Math.sin(seconds / 13);
                    room.counters(
                            String.valueOf(Math.round(5200 + seconds * 6 + 900 * swing)), "845000");
                    room.rates(Rates.mixed(5 + 3 * swing));
                    return seconds > STORY.toSeconds();
                });
    }

    private enum Screen {
        WALL,
        ROOMS,
        ROOM,
        REPORT,
        SEARCH,
        WORKERS,
        FAILURES,
        PROTOCOL;

        String hash(RoomId id) {
            var room = "#/room/%s/%s".formatted(id.platform().label(), id.id());
            return switch (this) {
                case WALL -> "#/";
                case ROOM -> room;
                case REPORT -> room + "/report";
                case SEARCH -> "#/search?types=chat&age=24h";
                case ROOMS, WORKERS, FAILURES, PROTOCOL ->
                    "#/" + name().toLowerCase(java.util.Locale.ROOT);
            };
        }
    }

    private static String suffix(Manner manner) {
        var usual = manner.equals(Manner.DESKTOP);
        return usual
                ? ""
                : "-%s-%s-%s"
                        .formatted(
                                manner.width() < 500 ? "phone" : "desk",
                                manner.language(),
                                manner.theme());
    }

    private void write(Page page, String name) throws IOException {
        var picture = page.screenshot();
        assertThat(picture.length).as(name).isLessThan(MOST_BYTES);
        Files.createDirectories(folder);
        Files.write(folder.resolve(name), picture);
    }
}
