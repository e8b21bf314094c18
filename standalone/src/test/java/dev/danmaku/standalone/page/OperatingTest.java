package dev.danmaku.standalone.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;

import dev.danmaku.room.Platform;
import dev.danmaku.simulator.room.SimulatedRoom;
import dev.danmaku.standalone.page.Visit.Manner;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import java.time.Duration;
import java.util.List;

/** Rooms rest and go on by clicking: one, several, or all of a platform. */
@RequiresChromium
@ExtendWith(Stage.class)
@Timeout(300)
class OperatingTest {
    private static final Duration SOON = Duration.ofSeconds(40);

    @Test
    void aRoomIsPausedAndResumed(Watched cluster, Chromium chromium) {
        var id = cluster.ids().get(20);
        var room = cluster.room(id);
        try (var visit = Visit.of(chromium.browser(), cluster.url(), Manner.DESKTOP)) {
            visit.go(id).awaitLive().awaitDrawn();
            assertThat(visit.find(".room-top .badge")).containsText("Watching");

            visit.button("pause").click();
            assertThat(visit.find(".toast-good").last()).containsText("1 room paused");
            assertThat(visit.find(".room-top .badge")).containsText("Paused");
            await("its socket closes").atMost(SOON).until(() -> room.counts().joined() == 0);

            visit.button("resume").click();
            assertThat(visit.find(".room-top .badge")).containsText("Watching");
            await("it is joined again").atMost(SOON).until(() -> room.counts().joined() == 1);

            visit.assertClean();
        }
    }

    @Test
    void severalRoomsAreChosenAndActedOnAtOnce(Watched cluster, Chromium chromium) {
        try (var visit = Visit.of(chromium.browser(), cluster.url(), Manner.DESKTOP)) {
            visit.go("#/rooms?sort=state").awaitLive().awaitDrawn();
            visit.find(".room-row input").nth(2).check();
            visit.find(".room-row input").nth(3).check();
            visit.button("pause").click();
            assertThat(visit.find("dialog h2")).hasText("Pause 2 rooms?");
            visit.button("confirm").click();
            assertThat(visit.find(".toast-good").last()).containsText("2 rooms paused");

            visit.go("#/rooms?state=paused").awaitDrawn();
            assertThat(visit.find(".room-row")).hasCount(2);
            visit.find(".room-row input").nth(0).check();
            visit.find(".room-row input").nth(1).check();
            visit.button("resume").click();

            if (visit.button("confirm").count() > 0) {
                visit.button("confirm").click();
            }
            assertThat(visit.find(".toast-good").last()).containsText("2 rooms resumed");
            assertThat(visit.find(".empty-title")).hasText("No room matches");
            visit.assertClean();
        }
    }

    @Test
    void aWholePlatformIsPausedAndResumed(Watched cluster, Chromium chromium) {
        var rooms = cluster.ids().stream()
                .filter(id -> id.platform() == Platform.BILIBILI)
                .map(cluster::room)
                .toList();
        try (var visit = Visit.of(chromium.browser(), cluster.url(), Manner.DESKTOP)) {
            visit.go("#/").awaitLive().awaitDrawn();
            var row = visit.find("tr")
                    .filter(new Locator.FilterOptions().setHas(visit.find("th[scope=row]")))
                    .filter(new Locator.FilterOptions().setHasText("Bilibili"));
            row.locator("[data-act=pause-platform]").click();
            assertThat(visit.find("dialog h2")).hasText("Pause all rooms of Bilibili?");
            visit.button("confirm").click();
            assertThat(visit.outcome()).containsText("Bilibili is paused");
            await("every socket closes").atMost(SOON).until(() -> joined(rooms) == 0);
            assertThat(row).containsText("Paused");
            assertThat(visit.find("[data-figure=parked]"))
                    .containsText("%d paused".formatted(rooms.size()));

            row.locator("[data-act=resume-platform]").click();
            assertThat(visit.outcome()).containsText("Bilibili goes on");
            await("all are joined again").atMost(SOON).until(() -> joined(rooms) == rooms.size());
            assertThat(row).not().containsText("Paused");
            visit.assertClean();
        }
    }

    private static int joined(List<SimulatedRoom> rooms) {
        return rooms.stream().mapToInt(room -> room.counts().joined()).sum();
    }
}
