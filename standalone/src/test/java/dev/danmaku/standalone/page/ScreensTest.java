package dev.danmaku.standalone.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.AriaRole;

import dev.danmaku.room.RoomId;
import dev.danmaku.standalone.page.Visit.Manner;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

/** Every screen has something to show, in each language and theme, on a desk and on a phone, without one complaint of the browser. */
@RequiresChromium
@ExtendWith(Stage.class)
@Timeout(300)
class ScreensTest {
    private static final String WATCHED = "[data-figure=watched] .figure-value";

    @ParameterizedTest
    @CsvSource({"en,dark,desktop", "zh,light,desktop", "zh,dark,phone", "en,light,phone"})
    void everyScreenIsDrawnWithoutAComplaint(
            String language, String theme, String size, Watched cluster, Chromium chromium) {
        var manner = (size.equals("phone") ? Manner.PHONE : Manner.DESKTOP).in(language, theme);
        try (var visit = Visit.of(chromium.browser(), cluster.url(), manner)) {
            for (var hash : screens(cluster.ids().getFirst())) {
                visit.go(hash).awaitLive().awaitDrawn();
                assertThat(visit.text("main h1")).as(hash).isNotBlank();
                visit.assertClean();
            }
            assertThat(visit.page().locator("html"))
                    .hasAttribute("lang", language.equals("zh") ? "zh-CN" : "en");
            assertThat(visit.page().locator("html")).hasAttribute("data-theme", theme);
        }
    }

    @Test
    void theWallCountsTheRoomsAndHasASquareForEach(Watched cluster, Chromium chromium) {
        try (var visit = Visit.of(chromium.browser(), cluster.url(), Manner.DESKTOP)) {
            visit.go("#/").awaitLive();

            assertThat(visit.find(WATCHED)).hasText(String.valueOf(Watched.ROOMS));
            assertThat(visit.find(".grid canvas"))
                    .hasAttribute(
                            "aria-label",
                            Watched.ROOMS + " rooms as squares; arrow keys move, Enter opens");
            visit.assertClean();
        }
    }

    @Test
    void aSquareOfTheWallLeadsToItsRoom(Watched cluster, Chromium chromium) {
        try (var visit = Visit.of(chromium.browser(), cluster.url(), Manner.DESKTOP)) {
            visit.go("#/").awaitLive();
            visit.find(".grid canvas")
                    .click(new com.microsoft.playwright.Locator.ClickOptions().setPosition(6, 28));

            visit.page().waitForURL("**/#/room/**");
            visit.awaitDrawn();
            assertThat(visit.find(".room-top .badge")).containsText("Watching");
            visit.assertClean();
        }
    }

    @Test
    void roomsAreFoundSortedAndFiltered(Watched cluster, Chromium chromium) {
        var room = cluster.ids().getFirst();
        try (var visit = Visit.of(chromium.browser(), cluster.url(), Manner.DESKTOP)) {
            visit.go("#/rooms").awaitLive().awaitDrawn();

            visit.find("[data-search]").fill(room.id());
            assertThat(visit.find(".room-row")).hasCount(1);
            assertThat(visit.find(".room-link")).hasText(room.id());

            visit.find("[data-search]").fill("");
            visit.find("select[name=platform]").selectOption(room.platform().label());
            assertThat(visit.find(".head .sub")).containsText(" of " + Watched.ROOMS + " rooms");
            visit.page()
                    .getByRole(
                            AriaRole.BUTTON,
                            new com.microsoft.playwright.Page.GetByRoleOptions().setName("Viewers"))
                    .click();
            assertThat(visit.find("[role=columnheader][aria-sort=descending]"))
                    .containsText("Viewers");
            assertThat(visit.find("main .trouble")).hasCount(0);
            visit.assertClean();
        }
    }

    @Test
    void theLanguageAndTheThemeAreSwitchedAndRemembered(Watched cluster, Chromium chromium) {
        try (var visit = Visit.of(chromium.browser(), cluster.url(), Manner.DESKTOP)) {
            visit.go("#/workers").awaitLive();
            visit.find("[data-switch=language]").click();
            assertThat(visit.find("main h1")).hasText("工作进程");
            visit.find("[data-switch=theme]").click();
            visit.page().reload();

            assertThat(visit.find("main h1")).hasText("工作进程");
            assertThat(visit.run("() => getComputedStyle(document.documentElement).colorScheme"))
                    .isEqualTo("light");
            visit.assertClean();
        }
    }

    static List<String> screens(RoomId room) {
        var path = "#/room/%s/%s".formatted(room.platform().label(), room.id());
        return List.of(
                "#/",
                "#/rooms",
                path,
                path + "?range=1h",
                path + "?range=24h",
                path + "?range=30d",
                path + "/report",
                "#/search",
                "#/search?types=chat&age=24h",
                "#/workers",
                "#/failures",
                "#/protocol");
    }
}
