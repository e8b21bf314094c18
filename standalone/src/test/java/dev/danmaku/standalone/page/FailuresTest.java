package dev.danmaku.standalone.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;

import dev.danmaku.room.Platform;
import dev.danmaku.room.RoomId;
import dev.danmaku.simulator.room.Fault;
import dev.danmaku.simulator.room.HostileBytes;
import dev.danmaku.simulator.room.LookupTrouble;
import dev.danmaku.standalone.page.Visit.Manner;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import java.time.Duration;
import java.util.List;

/** What failed is seen by its reason and tried again by clicking. */
@RequiresChromium
@ExtendWith(Stage.class)
@Timeout(300)
class FailuresTest {
    private static final Duration SOON = Duration.ofSeconds(40);

    @Test
    void parkedRoomsAreTriedAgainByReason(Watched cluster, Chromium chromium) {
        var all = cluster.others(Platform.KUAISHOU, 3);
        var captcha = all.subList(0, 2);
        var login = all.getLast();
        captcha.forEach(id -> cluster.trouble(id, LookupTrouble.CAPTCHA));
        cluster.trouble(login, LookupTrouble.LOGIN_REQUIRED);
        try (var visit = Visit.of(chromium.browser(), cluster.url(), Manner.DESKTOP)) {
            visit.go("#/failures").awaitLive().awaitDrawn();
            var byCaptcha = group(visit, "captcha");
            var byLogin = group(visit, "109");
            assertThat(byCaptcha.locator(".group-count")).hasText("2");
            assertThat(byLogin.locator(".group-count")).hasText("1");
            assertThat(byLogin.locator("a")).hasText(login.id());

            all.forEach(id -> cluster.room(id).heal());
            byCaptcha.locator("[data-act=retry-parked]").click();
            assertThat(visit.outcome()).containsText("2 parked rooms are tried again");
            await("both are joined").atMost(SOON).until(() -> joined(cluster, captcha) == 2);
            assertThat(byCaptcha).hasCount(0);
            assertThat(byLogin).hasCount(1);
            assertThat(cluster.room(login).counts().joined()).isZero();

            visit.button("retry-all-parked").click();
            assertThat(visit.outcome()).containsText("1 parked room is tried again");
            await("it is joined, too").atMost(SOON).until(() -> joined(cluster, all) == 3);
            assertThat(visit.find(".fine").first()).hasText("No room is parked.");
            visit.assertClean();
        } finally {
            all.forEach(cluster::forget);
        }
    }

    private static int joined(Watched cluster, List<RoomId> rooms) {
        return rooms.stream().mapToInt(id -> cluster.room(id).counts().joined()).sum();
    }

    @Test
    void deadLettersAreReadAndTriedAgain(Watched cluster, Chromium chromium) {
        // what an older worker could not read and this one can, though nobody waits for it any more
        var job = """
                {"v":1,"kind":"watch","platform":"kuaishou","room":"3xlong-gone","job":"%d","generation":"1790000000000"}""";
        for (var number = 1; number <= 3; number++) {
            cluster.deadLetter("a newer version wrote it", job.formatted(1790000000000L + number));
        }
        cluster.job("this is no JSON");
        try (var visit = Visit.of(chromium.browser(), cluster.url(), Manner.DESKTOP)) {
            visit.go("#/failures").awaitLive().awaitDrawn();
            var newer = group(visit, "a newer version wrote it");
            var noJson = group(visit, "JSON");
            assertThat(newer.locator(".group-count")).hasText("3");
            assertThat(noJson.locator(".group-count")).hasText("1");
            assertThat(noJson.locator(".sample-text")).hasText("this is no JSON");

            newer.locator("[data-act=show]").first().click();
            assertThat(visit.find("dialog .sub")).containsText("jobs.kuaishou");
            assertThat(visit.find("dialog .payload")).containsText("\"room\": \"3xlong-gone\"");
            visit.find("dialog [data-act=retry-one]").click();
            assertThat(visit.outcome()).containsText("1 message is queued again");
            assertThat(visit.find("dialog")).hasCount(0);
            assertThat(newer.locator(".group-count")).hasText("2");

            visit.button("retry-all-dead").click();
            assertThat(visit.outcome()).containsText("3 messages are queued again");
            assertThat(newer).hasCount(0);
            assertThat(noJson.locator(".group-count")).hasText("1");

            noJson.locator("[data-act=drop-dead]").click();
            assertThat(visit.find("dialog h2")).hasText("Drop 1 message?");
            visit.button("confirm").click();
            assertThat(visit.outcome()).containsText("1 message dropped");
            assertThat(visit.find(".fine").last()).hasText("No dead letter.");
            visit.assertClean();
        }
    }

    @Test
    void whatNobodyUnderstandsIsShownWithASample(Watched cluster, Chromium chromium) {
        var id = cluster.ids().stream()
                .filter(one -> one.platform() == Platform.BILIBILI)
                .findFirst()
                .orElseThrow();
        cluster.room(id).tell("raw", "{\"cmd\":\"FISH_OF_THE_DAY\",\"data\":{\"weight\":7}}");
        cluster.room(cluster.ids().get(1)).fault(new Fault.Hostile(HostileBytes.OVERSIZED));
        try (var visit = Visit.of(chromium.browser(), cluster.url(), Manner.DESKTOP)) {
            visit.go("#/protocol").awaitLive().awaitDrawn();
            var row = visit.find("tr")
                    .filter(new Locator.FilterOptions().setHasText("FISH_OF_THE_DAY"));
            assertThat(row.locator(".platform")).hasText("Bilibili");
            row.locator("[data-act=sample]").click();
            assertThat(visit.find("dialog .payload")).containsText(id.id());
            visit.page().keyboard().press("Escape");
            assertThat(visit.find(".panel").last().locator("tbody"))
                    .containsText("Max frame length");
            visit.assertClean();
        }
    }

    private static Locator group(Visit visit, String reason) {
        return visit.find(".group")
                .filter(new Locator.FilterOptions()
                        .setHas(visit.find(".group-reason")
                                .filter(new Locator.FilterOptions().setHasText(reason))));
    }
}
