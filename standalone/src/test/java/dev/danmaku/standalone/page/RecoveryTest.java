package dev.danmaku.standalone.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import dev.danmaku.standalone.page.Visit.Manner;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import java.net.URI;

/** A console that goes away and comes back needs nobody to reload the page. */
@RequiresChromium
@ExtendWith(Stage.class)
@Timeout(300)
class RecoveryTest {
    private static final String WATCHED = "[data-figure=watched] .figure-value";

    @Test
    void aPageRecoversFromARestartOfTheConsoleByItself(Watched cluster, Chromium chromium) {
        var first = cluster.console("--danmaku.console.port=0");
        var url = Watched.awaitUrl(first);
        try (var visit = Visit.of(chromium.browser(), url, Manner.DESKTOP)) {
            visit.go("#/").awaitLive().awaitDrawn();
            assertThat(visit.find(WATCHED)).hasText(String.valueOf(Watched.ROOMS));
            visit.run("() => { document.title = 'never reloaded'; globalThis.here = true; }");

            first.kill();
            visit.find("[data-connection=lost]").waitFor();
            assertThat(visit.find(".lost")).containsText("The connection to the console is lost");
            assertThat(visit.find(WATCHED)).hasText(String.valueOf(Watched.ROOMS));
            visit.forgive();

            var second =
                    cluster.console("--danmaku.console.port=" + URI.create(url).getPort());
            visit.awaitLive();
            assertThat(visit.find(".lost")).hasCount(0);
            visit.forgive();
            visit.find("[href='#/workers']").first().click();
            visit.awaitDrawn();
            assertThat(visit.find("[data-worker]").first()).isVisible();
            org.assertj.core.api.Assertions.assertThat(visit.run("() => globalThis.here"))
                    .isEqualTo(true);
            visit.assertClean();
            second.kill();
        }
    }
}
