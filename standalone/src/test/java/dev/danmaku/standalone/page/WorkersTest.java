package dev.danmaku.standalone.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;

import dev.danmaku.standalone.page.Visit.Manner;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import java.time.Duration;
import java.util.regex.Pattern;

/** Workers rest, go on and are emptied by clicking, and rooms change hands without a gap. */
@RequiresChromium
@ExtendWith(Stage.class)
@Timeout(300)
class WorkersTest {
    private static final Duration SOON = Duration.ofSeconds(40);

    @Test
    void aWorkerTakesNoMoreThenARoomAndIsDrained(Watched cluster, Chromium chromium) {
        var id = cluster.ids().get(3);
        var room = cluster.room(id);
        var first = cluster.holder(id);
        var other = cluster.worker();
        try (var visit = Visit.of(chromium.browser(), cluster.url(), Manner.DESKTOP)) {
            visit.go("#/workers").awaitLive();
            var card = visit.find("[data-worker]")
                    .filter(new Locator.FilterOptions()
                            .setHasText(Pattern.compile("pid " + other.pid() + "\\b")));
            assertThat(card.locator(".pill")).hasText("Working");
            var second = card.getAttribute("data-worker");

            card.locator("[data-act=hold]").click();
            assertThat(visit.outcome()).containsText("takes no more rooms");
            assertThat(card.locator(".pill")).hasText("Takes no more");
            card.locator("[data-act=resume]").click();
            assertThat(visit.outcome()).containsText("takes rooms again");
            assertThat(card.locator(".pill")).hasText("Working");

            visit.go(id).awaitDrawn();
            var steps = visit.find(".step").count();
            visit.button("move").click();
            assertThat(visit.outcome()).containsText("1 room is moving");
            await("the other has it")
                    .atMost(SOON)
                    .until(() -> cluster.holder(id).equals(second));
            assertThat(visit.find(".room-top .badge")).containsText("Watching");
            assertThat(visit.find(".step").first()).containsText("Handed over");
            assertThat(visit.find(".step").count()).isGreaterThan(steps);
            assertThat(room.counts().maxJoined()).as("sockets at once").isEqualTo(2);

            visit.go("#/workers").awaitDrawn();
            assertThat(card).containsText("1 of");
            card.locator("[data-act=drain]").click();
            assertThat(visit.find("dialog .dialog-text")).containsText("Its 1 rooms go");
            visit.button("confirm").click();
            assertThat(visit.outcome()).containsText("is draining");
            assertThat(other.awaitExit()).isZero();
            assertThat(card).hasCount(0);
            await("the first has it again")
                    .atMost(SOON)
                    .until(() -> cluster.holder(id).equals(first));
            assertThat(room.counts().joined()).isOne();
            visit.assertClean();
        } finally {
            other.kill();
        }
    }
}
