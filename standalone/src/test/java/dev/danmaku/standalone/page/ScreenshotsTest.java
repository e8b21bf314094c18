package dev.danmaku.standalone.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;

import dev.danmaku.room.Platform;
import dev.danmaku.room.RoomId;
import dev.danmaku.simulator.room.DropManner;
import dev.danmaku.simulator.room.Fault;
import dev.danmaku.simulator.room.HostileBytes;
import dev.danmaku.simulator.room.LookupTrouble;
import dev.danmaku.simulator.room.Quirk;
import dev.danmaku.simulator.room.Rates;
import dev.danmaku.simulator.room.Refusal;
import dev.danmaku.simulator.room.SimulatedRoom;
import dev.danmaku.simulator.room.Span;
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

    private static final Duration SOON = Duration.ofSeconds(60);
    /** The gap that a room's chart shows; shorter than what makes it rest. */
    private static final Duration AWAY = Watched.GIVE_UP.minusSeconds(4);

    /** Seconds of the story so far. */
    private double told;

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
        breakThings(cluster);
        tellAStory(cluster.room(id), STORY.multipliedBy(2).dividedBy(5));
        cluster.room(id)
                .fault(new Fault.Refuse(Refusal.RESET, Span.lasting(AWAY)))
                .fault(new Fault.Drop(DropManner.RESET));
        tellAStory(cluster.room(id), STORY.dividedBy(5));
        moveAway(cluster, chromium, id);
        tellAStory(cluster.room(id), STORY.multipliedBy(2).dividedBy(5));

        for (var manner : new Manner[] {
            Manner.DESKTOP, Manner.DESKTOP.in("zh", "light"), Manner.PHONE.in("zh", "dark"),
        }) {
            try (var visit = Visit.of(chromium.browser(), cluster.url(), manner)) {
                for (var screen : Screen.values()) {
                    visit.go(screen.hash(id)).awaitLive().awaitDrawn();
                    if (screen == Screen.ROOM || screen == Screen.REPORT) {
                        visit.find("[data-chart] canvas").first().waitFor();
                    }
                    if (screen == Screen.TIMELINE) {
                        visit.run(
                                "() => scrollTo(0, document.querySelector('.timeline').getBoundingClientRect().top + scrollY - 140)");
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

    /** Rooms that nobody can join, messages that are no jobs, and what no client understands. */
    private static void breakThings(Watched cluster) {
        var captcha = cluster.others(Platform.KUAISHOU, 9);
        captcha.subList(0, 7).forEach(id -> cluster.trouble(id, LookupTrouble.CAPTCHA));
        captcha.subList(7, 9).forEach(id -> cluster.trouble(id, LookupTrouble.LOGIN_REQUIRED));
        cluster.others(Platform.DOUYU, 3)
                .forEach(id -> cluster.trouble(id, LookupTrouble.THROTTLED));
        cluster.others(Platform.BILIBILI, 1)
                .forEach(id -> cluster.trouble(id, LookupTrouble.CAPTCHA));
        var job = """
                {"v":1,"kind":"%s","platform":"kuaishou","room":"%s","job":"1790000000001","generation":"1790000000000"}""";
        cluster.job(job.formatted("record", "3xabcdef"));
        cluster.job(job.formatted("record", "3xghijkl"));
        cluster.job(job.formatted("watch", "https://live.kuaishou.com/u/3xmnopqr"));
        cluster.job("{\"room\": \"3xstuvwx\", ");
        var ids = cluster.ids();
        cluster.room(ids.getFirst()).quirks(Quirk.UNKNOWN_TYPES);
        cluster.room(ids.get(20)).quirks(Quirk.UNKNOWN_TYPES);
        cluster.room(ids.getLast())
                .tell("raw", "{\"cmd\":\"POPULARITY_RED_POCKET_V9\",\"data\":{\"id\":7}}")
                .tell("raw", "{\"cmd\":\"UNIVERSAL_EVENT_GIFT_V3\",\"data\":{}}");
        cluster.room(ids.get(1)).fault(new Fault.Hostile(HostileBytes.OVERSIZED));
        cluster.room(ids.get(2)).fault(new Fault.Hostile(HostileBytes.TRUNCATED));
        cluster.room(ids.get(21)).fault(new Fault.Hostile(HostileBytes.NEGATIVE_LENGTH));
        cluster.room(ids.get(48)).fault(new Fault.Hostile(HostileBytes.NESTED_COMPRESSION));
    }

    /** To another worker and back, as by a person who clicks and a machine that is switched off. */
    private static void moveAway(Watched cluster, Chromium chromium, RoomId id) {
        var first = cluster.holder(id);
        var other = cluster.worker();
        try (var visit = Visit.of(chromium.browser(), cluster.url(), Manner.DESKTOP)) {
            visit.go("#/workers").awaitLive();
            PlaywrightAssertions.assertThat(visit.find("[data-worker]")).hasCount(2);
            visit.go(id).awaitDrawn();
            visit.button("move").click();
            await("it is moved").atMost(SOON).until(() -> !cluster.holder(id).equals(first));
        }
        other.terminate();
        await("it is back").atMost(SOON).until(() -> cluster.holder(id).equals(first));
    }

    /** People come and go, and say more when there are more of them. */
    private void tellAStory(SimulatedRoom room, Duration length) {
        var from = told;
        var begin = System.nanoTime();
        await("a story is told")
                .atMost(length.plusSeconds(60))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> {
                    told = from + (System.nanoTime() - begin) / 1e9;
                    var seconds = told;
                    var swing = Math.sin(seconds / 47) + 0.4 * Math.sin(seconds / 13);
                    room.counters(
                            String.valueOf(Math.round(5200 + seconds * 6 + 900 * swing)), "845000");
                    room.rates(Rates.mixed(5 + 3 * swing));
                    return seconds > from + length.toSeconds();
                });
    }

    private enum Screen {
        WALL,
        ROOMS,
        ROOM,
        /** Of the same room, further down. */
        TIMELINE,
        REPORT,
        SEARCH,
        WORKERS,
        FAILURES,
        PROTOCOL;

        String hash(RoomId id) {
            var room = Visit.hash(id);
            return switch (this) {
                case WALL -> "#/";
                case ROOM, TIMELINE -> room;
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
