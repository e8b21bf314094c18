package dev.danmaku.standalone.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;

import dev.danmaku.standalone.page.Visit.Manner;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Who may only look sees everything and changes nothing: not by clicking, not past the page. */
@RequiresChromium
@ExtendWith(Stage.class)
@Timeout(300)
class RolesTest {
    private static final String LOOK = "only-to-look-around";
    private static final String OPERATE = "may-do-what-they-like";
    private static final String WHY = "You may look, not change: your role is “look”.";
    /** Of buttons that change something; those that only show more of a thing are everybody's. */
    private static final String ACTS = "main [data-act]:not([data-act=show], [data-act=sample])";

    @Test
    void whoMayOnlyLookIsToldWhyNothingCanBeDoneAndCannotDoIt(Watched cluster, Chromium chromium) {
        var console = cluster.console(
                "--danmaku.console.port=0",
                "--danmaku.console.look-token=" + LOOK,
                "--danmaku.console.operate-token=" + OPERATE);
        try (var visit = Visit.of(chromium.browser(), Watched.awaitUrl(console), Manner.DESKTOP)) {
            visit.go("#/rooms");
            visit.find("input[name=token]").fill("not the one");
            visit.find(".login .button-primary").click();
            assertThat(visit.find(".trouble")).isVisible();
            visit.forgive();

            visit.find("input[name=token]").fill(LOOK);
            visit.find(".login .button-primary").click();
            visit.awaitLive().awaitDrawn();
            assertThat(visit.button("add").first()).hasAttribute("aria-disabled", "true");
            assertThat(visit.button("add").first()).hasAttribute("title", WHY);
            nothingIsDone(cluster, visit);

            visit.find("[data-switch=leave]").click();
            visit.find("input[name=token]").fill(OPERATE);
            visit.find(".login .button-primary").click();
            visit.go("#/rooms").awaitLive().awaitDrawn();
            assertThat(visit.button("add").first()).not().hasAttribute("aria-disabled", "true");
            visit.assertClean();
        } finally {
            console.kill();
        }
    }

    private static void nothingIsDone(Watched cluster, Visit visit) {
        var id = cluster.ids().get(5);
        var sent = new CopyOnWriteArrayList<String>();
        visit.page().onRequest(request -> {
            if (!request.method().equals("GET")) {
                sent.add(request.method() + " " + request.url());
            }
        });
        for (var hash : List.of("#/", "#/rooms", Visit.hash(id), "#/workers")) {
            visit.go(hash).awaitDrawn();
            if (hash.equals("#/rooms")) {
                visit.find(".room-row input").first().check();
            }
            visit.find(ACTS).first().waitFor();
            for (var button : visit.find(ACTS).all()) {
                assertThat(button).hasAttribute("aria-disabled", "true");
                assertThat(button).hasAttribute("title", WHY);
                button.click(new Locator.ClickOptions().setForce(true));
            }
            assertThat(visit.find("dialog")).hasCount(0);
        }
        assertThat(sent).isEmpty();

        var worker = visit.find("[data-worker]").first().getAttribute("data-worker");
        var room = "[{\"platform\":\"%s\",\"room\":\"%s\"}]"
                .formatted(id.platform().label(), id.id());
        refused(visit, "rooms", "{\"rooms\":[\"3xabcdef\"],\"platform\":\"kuaishou\"}");
        for (var action : List.of("remove", "retry", "move", "pause", "resume")) {
            refused(visit, "rooms/actions", act(action, ",\"rooms\":" + room));
        }
        for (var action : List.of("pause", "resume", "retry")) {
            refused(visit, "platforms/kuaishou/actions", act(action, ""));
        }
        for (var action : List.of("drain", "hold", "resume")) {
            refused(visit, "workers/" + worker + "/actions", act(action, ""));
        }
        for (var action : List.of("retry-parked", "retry-dead", "drop-dead")) {
            refused(visit, "failures/actions", act(action, ""));
        }
        visit.forgive();
        visit.go(id).awaitDrawn();
        assertThat(visit.find(".room-top .badge")).containsText("Watching");
        assertThat(cluster.room(id).counts().joined()).isOne();
    }

    private static String act(String action, String more) {
        return "{\"action\":\"%s\"%s}".formatted(action, more);
    }

    /** Sends it as the page would, with its own session and token, and is told that the role does not do. */
    private static void refused(Visit visit, String path, String body) {
        var answer = visit.page().evaluate("""
                        async ([path, body]) => {
                          const { csrf } = await (await fetch('/api/v1/session')).json();
                          const answer = await fetch('/api/v1/' + path, {
                            method: 'POST', body, headers: { 'Content-Type': 'application/json', 'X-CSRF-Token': csrf },
                          });
                          return `${answer.status} ${await answer.text()}`;
                        }""", List.of(path, body));
        assertThat(String.valueOf(answer))
                .as(path + " " + body)
                .startsWith("403 ")
                .contains("\"type\":", "operate");
    }
}
