package dev.danmaku.standalone.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.danmaku.room.RoomId;
import dev.danmaku.standalone.page.Visit.Manner;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import java.time.Duration;

/** Rooms are added, paused, resumed and removed by clicking; and only by those who may. */
@RequiresChromium
@ExtendWith(Stage.class)
@Timeout(300)
class OperatingTest {
    private static final Duration SOON = Duration.ofSeconds(40);

    @Test
    void aRoomIsPausedResumedRemovedAndAddedAgain(Watched cluster, Chromium chromium) {
        var id = cluster.ids().get(20);
        var room = cluster.room(id);
        try (var visit = Visit.of(chromium.browser(), cluster.url(), Manner.DESKTOP)) {
            visit.go(hash(id)).awaitLive().awaitDrawn();
            assertThat(visit.find(".room-top .badge")).containsText("Watching");

            visit.button("pause").click();
            assertThat(visit.find(".toast-good").last()).containsText("1 room paused");
            assertThat(visit.find(".room-top .badge")).containsText("Paused");
            await("its socket closes").atMost(SOON).until(() -> room.counts().joined() == 0);

            visit.button("resume").click();
            assertThat(visit.find(".room-top .badge")).containsText("Watching");
            await("it is joined again").atMost(SOON).until(() -> room.counts().joined() == 1);

            visit.button("remove").click();
            visit.find("dialog").waitFor();
            visit.page().keyboard().press("Escape");
            assertThat(visit.find("dialog")).hasCount(0);
            visit.button("remove").click();
            visit.button("confirm").click();
            assertThat(visit.find(".toast-good").last()).containsText("1 room removed");
            await("its socket closes").atMost(SOON).until(() -> room.counts().joined() == 0);

            visit.go("#/rooms").awaitLive();
            visit.button("add").click();
            visit.find("dialog select").selectOption(id.platform().label());
            visit.find("dialog textarea").fill(id.id() + "\n!!!");
            visit.find("dialog .button-primary").click();
            assertThat(visit.find(".outcome-added")).containsText(id.id());
            assertThat(visit.find(".outcome-refused")).isVisible();
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
    void whoMayOnlyLookLogsInAndIsToldWhyNothingCanBeDone(Watched cluster, Chromium chromium) {
        var console = cluster.console(
                "--danmaku.console.port=0",
                "--danmaku.console.look-token=only-to-look-around",
                "--danmaku.console.operate-token=may-do-what-they-like");
        try (var visit = Visit.of(chromium.browser(), Watched.awaitUrl(console), Manner.DESKTOP)) {
            visit.go("#/rooms");
            visit.find("input[name=token]").fill("not the one");
            visit.find(".login .button-primary").click();
            assertThat(visit.find(".trouble")).isVisible();
            visit.forgive();

            visit.find("input[name=token]").fill("only-to-look-around");
            visit.find(".login .button-primary").click();
            visit.awaitLive().awaitDrawn();
            assertThat(visit.button("add").first()).hasAttribute("aria-disabled", "true");
            assertThat(visit.button("add").first())
                    .hasAttribute("title", "You may look, not change: your role is “look”.");

            visit.find("[data-switch=leave]").click();
            visit.find("input[name=token]").fill("may-do-what-they-like");
            visit.find(".login .button-primary").click();
            visit.awaitLive().awaitDrawn();
            assertThat(visit.button("add").first()).not().hasAttribute("aria-disabled", "true");
            visit.assertClean();
        } finally {
            console.kill();
        }
    }

    private static String hash(RoomId id) {
        return "#/room/%s/%s".formatted(id.platform().label(), id.id());
    }
}
