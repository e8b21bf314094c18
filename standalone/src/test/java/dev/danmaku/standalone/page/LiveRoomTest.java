package dev.danmaku.standalone.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;

import dev.danmaku.simulator.room.Rates;
import dev.danmaku.standalone.page.Visit.Manner;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import java.time.Duration;

/** A room on the page is what happens in the room, number by number, and never more than text. */
@RequiresChromium
@ExtendWith(Stage.class)
@Timeout(300)
class LiveRoomTest {
    private static final Duration SOON = Duration.ofSeconds(40);

    @Test
    void theChartMovesWithTheChatAndHasTheSimulatorsNumber(Watched cluster, Chromium chromium) {
        var id = cluster.another();
        var room = cluster.room(id).goLive(Rates.QUIET);
        cluster.watch(id);
        try (var visit = Visit.of(chromium.browser(), cluster.url(), Manner.DESKTOP)) {
            await("it is joined").atMost(SOON).until(() -> room.counts().joined() == 1);
            visit.go(id).awaitLive().awaitDrawn();
            visit.find("[data-chart=room] canvas").first().waitFor();

            room.chat(120);
            await("what was said is in the chart")
                    .atMost(SOON)
                    .untilAsserted(() -> assertThat(chats(visit)).isEqualTo(120));
            var version = version(visit);
            room.chat(7).chat("the last word");

            await("it moves on by itself")
                    .atMost(SOON)
                    .untilAsserted(() -> assertThat(chats(visit))
                            .isEqualTo(room.counts().lastSequence())
                            .isEqualTo(128));
            assertThat(version(visit)).isGreaterThan(version);
            assertThat(visit.find("[data-stream]")).containsText("the last word");
            visit.assertClean();
        } finally {
            cluster.forget(id);
        }
    }

    private static long version(Visit visit) {
        return Long.parseLong(visit.find(".chart-panel").getAttribute("data-version"));
    }

    private static long chats(Visit visit) {
        return Long.parseLong(visit.find(".chart-panel").getAttribute("data-chats"));
    }

    @Test
    void markupInAChatStaysText(Watched cluster, Chromium chromium) {
        var id = cluster.ids().get(9);
        var script = "<script>alert('" + id.id() + "')</script>";
        try (var visit = Visit.of(chromium.browser(), cluster.url(), Manner.DESKTOP)) {
            visit.go(id).awaitLive().awaitDrawn();
            cluster.room(id)
                    .rates(Rates.QUIET)
                    .chat(script)
                    .chat("\"><img src=x onerror=alert(1)>");

            assertThat(visit.find("[data-stream]")).containsText(script);
            assertThat(visit.find("[data-stream]")).containsText("\"><img src=x onerror=alert(1)>");
            assertThat(visit.number(
                            "() => document.querySelectorAll('main script, main img').length"))
                    .isZero();
            visit.assertClean();
        } finally {
            cluster.lively(true);
        }
    }

    /** No simulated person has such a name: it is put into what the console answers. */
    @Test
    void markupInANameStaysTextOnEveryScreen(Watched cluster, Chromium chromium) {
        var id = cluster.ids().get(10);
        var hostile = "\\\"><img src=x onerror=alert(1)><b>{0}</b>";
        try (var visit = Visit.of(chromium.browser(), cluster.url(), Manner.DESKTOP)) {
            visit.page().route("**/api/v1/**", route -> {
                if (route.request().url().contains("/live")) {
                    route.resume();
                    return;
                }
                var answer = route.fetch();
                route.fulfill(new com.microsoft.playwright.Route.FulfillOptions()
                        .setResponse(answer)
                        .setBody(answer.text()
                                .replaceAll(
                                        "\"(name|title|text|host|reason|sentence|sample|payload)\":\"[^\"]*\"",
                                        "\"$1\":\"" + hostile.replace("\\", "\\\\") + "\"")));
            });
            for (var hash : ScreensTest.screens(id)) {
                visit.go(hash).awaitLive().awaitDrawn();
                assertThat(visit.number(
                                "() => document.querySelectorAll('main img, main b').length"))
                        .as(hash)
                        .isZero();
            }
            visit.go("#/rooms").awaitDrawn();
            assertThat(visit.find(".room-row").first())
                    .containsText("\"><img src=x onerror=alert(1)>");
            visit.assertClean();
        }
    }

    @Test
    void theStreamHoldsStillUnderThePointerAndGoesOnAfterwards(Watched cluster, Chromium chromium) {
        var id = cluster.ids().get(11);
        var room = cluster.room(id);
        try (var visit = Visit.of(chromium.browser(), cluster.url(), Manner.DESKTOP)) {
            visit.go(id).awaitLive().awaitDrawn();
            visit.find("[data-stream]").hover();
            room.chat("said while somebody reads");

            assertThat(visit.find(".stream-held")).containsText("new");
            assertThat(visit.find("[data-stream]")).not().containsText("said while somebody reads");
            visit.page().mouse().move(5, 5);
            assertThat(visit.find("[data-stream]")).containsText("said while somebody reads");
            visit.assertClean();
        }
    }

    @Test
    void whatPeopleDoNotWantToSeeIsFilteredAway(Watched cluster, Chromium chromium) {
        var id = cluster.ids().get(12);
        try (var visit = Visit.of(chromium.browser(), cluster.url(), Manner.DESKTOP)) {
            visit.go(id).awaitLive().awaitDrawn();
            cluster.room(id).chat("one chat");
            visit.find(".event-chat").first().waitFor();

            visit.page()
                    .getByText("Chat", new Page.GetByTextOptions().setExact(true))
                    .and(visit.find(".chip"))
                    .click();

            assertThat(visit.find(".event-chat")).hasCount(0);
            visit.assertClean();
        }
    }
}
