package dev.danmaku.standalone.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.danmaku.standalone.page.Visit.Manner;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import java.time.Duration;

/** Everything goes without a mouse. */
@RequiresChromium
@ExtendWith(Stage.class)
@Timeout(300)
class KeyboardTest {
    private static final Duration SOON = Duration.ofSeconds(40);

    @Test
    void theWholePathGoesByKeyboard(Watched cluster, Chromium chromium) {
        try (var visit = Visit.of(chromium.browser(), cluster.url(), Manner.DESKTOP)) {
            var keys = visit.go("#/rooms").awaitLive().awaitDrawn().page().keyboard();
            keys.press("/");
            assertThat(visit.find("[data-search]")).isFocused();
            keys.press("Escape");

            visit.find("[data-list=rooms]").focus();
            keys.press("ArrowDown");
            keys.press("ArrowDown");
            keys.press(" ");
            assertThat(visit.find(".selection-count")).hasText("1 selected");
            keys.press(" ");
            assertThat(visit.find(".selection")).hasCount(0);
            var room = visit.find(".room-row-at .room-link").innerText();
            keys.press("Enter");
            visit.page().waitForURL("**/#/room/**");

            assertThat(visit.find(".room-top")).containsText(room);
            keys.press("Tab");
            assertThat(visit.run("() => document.activeElement !== document.body"))
                    .isEqualTo(true);
            visit.assertClean();
        }
    }

    @Test
    void aRoomIsFoundPausedAndResumedByKeysAlone(Watched cluster, Chromium chromium) {
        var id = cluster.ids().get(7);
        var room = cluster.room(id);
        try (var visit = Visit.of(chromium.browser(), cluster.url(), Manner.DESKTOP)) {
            var keys = visit.go("#/rooms").awaitLive().awaitDrawn().page().keyboard();
            keys.press("/");
            keys.type(id.id());
            assertThat(visit.find(".room-row")).hasCount(1);
            visit.tabTo("[data-list=rooms]");
            keys.press("Enter");
            visit.page().waitForURL("**/" + Visit.hash(id));
            assertThat(visit.find("main h1")).isFocused();

            visit.awaitDrawn().tabTo("[data-act=pause]");
            keys.press("Enter");
            assertThat(visit.find(".room-top .badge")).containsText("Paused");
            await("its socket closes").atMost(SOON).until(() -> room.counts().joined() == 0);

            visit.find("main h1").focus();
            visit.tabTo("[data-act=resume]");
            keys.press(" ");
            assertThat(visit.find(".room-top .badge")).containsText("Watching");
            await("it is joined again").atMost(SOON).until(() -> room.counts().joined() == 1);

            visit.find("main h1").focus();
            visit.tabTo("[data-act=remove]");
            keys.press("Enter");
            assertThat(visit.find("dialog button").getByText("Cancel")).isVisible();
            assertThat(visit.run("() => document.activeElement.textContent")).isEqualTo("Cancel");
            keys.press("Enter");
            assertThat(visit.find("dialog")).hasCount(0);
            assertThat(visit.button("remove")).isFocused();
            assertThat(room.counts().joined()).isOne();
            visit.assertClean();
        }
    }

    @Test
    void theWallsSquaresAreReachedByArrows(Watched cluster, Chromium chromium) {
        try (var visit = Visit.of(chromium.browser(), cluster.url(), Manner.DESKTOP)) {
            var keys = visit.go("#/").awaitLive().awaitDrawn().page().keyboard();
            visit.tabTo(".grid canvas");
            keys.press("ArrowRight");
            keys.press("ArrowRight");
            keys.press("Enter");

            visit.page().waitForURL("**/#/room/**");
            visit.awaitDrawn();
            assertThat(visit.find(".room-top .badge")).containsText("Watching");
            visit.assertClean();
        }
    }
}
