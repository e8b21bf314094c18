package dev.danmaku.standalone.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import static org.awaitility.Awaitility.await;

import dev.danmaku.room.Platform;
import dev.danmaku.simulator.room.Rates;
import dev.danmaku.standalone.page.Visit.Manner;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import java.time.Duration;
import java.util.ArrayList;

/** Rooms are added and removed by clicking, however people write them down. */
@RequiresChromium
@ExtendWith(Stage.class)
@Timeout(300)
class AddingTest {
    private static final Duration SOON = Duration.ofSeconds(40);

    @Test
    void anIdAnAddressAndAPastedListAreAddedAndRemovedAgain(Watched cluster, Chromium chromium) {
        var kuaishou = cluster.others(Platform.KUAISHOU, 2);
        var douyu = cluster.others(Platform.DOUYU, 1).getFirst();
        var bilibili = cluster.others(Platform.BILIBILI, 1).getFirst();
        var all = new ArrayList<>(kuaishou);
        all.add(douyu);
        all.add(bilibili);
        all.forEach(id -> cluster.room(id).goLive(Rates.QUIET));
        try (var visit = Visit.of(chromium.browser(), cluster.url(), Manner.DESKTOP)) {
            visit.go("#/rooms").awaitLive().awaitDrawn();

            visit.button("add").click();
            visit.find("dialog textarea").fill(kuaishou.getFirst().id());
            visit.find("dialog .button-primary").click();
            assertThat(visit.outcome()).containsText("1 room added");
            assertThat(visit.find("dialog")).hasCount(0);

            visit.button("add").click();
            visit.find("dialog textarea").fill("https://www.douyu.com/" + douyu.id() + "?a=b");
            visit.find("dialog textarea").press("Control+Enter");
            assertThat(visit.find("dialog")).hasCount(0);

            visit.button("add").click();
            visit.find("dialog select").selectOption("kuaishou");
            visit.find("dialog textarea")
                    .fill("%s, https://live.bilibili.com/%s；\n%s\n!!! https://example.com/1"
                            .formatted(
                                    kuaishou.getLast().id(),
                                    bilibili.id(),
                                    kuaishou.getFirst().id()));
            assertThat(visit.find("dialog .button-primary")).hasText("Add 5 rooms");
            visit.find("dialog .button-primary").click();
            assertThat(visit.find(".outcome-added li")).hasCount(2);
            assertThat(visit.find(".outcome-added")).containsText(bilibili.id());
            assertThat(visit.find(".outcome-known"))
                    .containsText(kuaishou.getFirst().id());
            assertThat(visit.find(".outcome-refused li")).hasCount(2);
            visit.page().keyboard().press("Escape");
            assertThat(visit.find("dialog")).hasCount(0);
            await("all are joined")
                    .atMost(SOON)
                    .until(() -> all.stream()
                            .allMatch(id -> cluster.room(id).counts().joined() == 1));

            visit.go(kuaishou.getFirst()).awaitDrawn();
            visit.button("remove").click();
            assertThat(visit.find("dialog")).isVisible();
            visit.page().keyboard().press("Escape");
            assertThat(visit.find("dialog")).hasCount(0);
            visit.button("remove").click();
            visit.button("confirm").click();
            assertThat(visit.outcome()).containsText("1 room removed");
            await("its socket closes")
                    .atMost(SOON)
                    .until(() -> cluster.room(kuaishou.getFirst()).counts().joined() == 0);

            visit.go("#/rooms?text=" + kuaishou.getLast().id()).awaitDrawn();
            visit.find(".room-row input").check();
            visit.button("remove").click();
            visit.button("confirm").click();
            assertThat(visit.find(".empty-title")).hasText("No room matches");
            visit.assertClean();
        } finally {
            all.forEach(cluster::forget);
        }
    }
}
