package dev.danmaku.standalone.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.danmaku.simulator.room.NumberedText;
import dev.danmaku.simulator.room.Rates;
import dev.danmaku.standalone.page.Visit.Manner;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;

/** What was stored is found again, and taken home as a file. */
@RequiresChromium
@ExtendWith(Stage.class)
@Timeout(300)
class FindingTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration SOON = Duration.ofSeconds(40);

    @Test
    void wordsAreFoundAndLeadToTheirRoomAndTheirUser(Watched cluster, Chromium chromium) {
        var id = cluster.ids().get(30);
        cluster.room(id).chat("where is the blue heron").chat("the blue heron is there");
        try (var visit = Visit.of(chromium.browser(), cluster.url(), Manner.DESKTOP)) {
            visit.go("#/search").awaitLive().awaitDrawn();
            await("both are stored").atMost(SOON).until(() -> {
                visit.find("input[name=text]").fill("blue heron");
                visit.find(".search-form .button-primary").click();
                visit.awaitDrawn();
                return visit.find("[data-results] .event").count() == 2;
            });
            assertThat(visit.find("[data-results]")).containsText("where is the blue heron");
            assertThat(visit.find("[data-results]")).containsText("the blue heron is there");
            visit.find("input[name=text]").fill("where is the");
            visit.find("input[name=text]").press("Enter");
            assertThat(visit.find("[data-results='1']")).containsText("where is the blue heron");

            var user = visit.find(".event-user").innerText();
            visit.find(".event-user").click();
            assertThat(visit.find("[data-results] .event").first()).containsText(user);
            visit.go("#/search?text=blue+heron&age=1h").awaitDrawn();
            visit.find(".event-room a").first().click();
            visit.page().waitForURL("**/" + Visit.hash(id));
            visit.go("#/search?text=a+word+that+nobody+said&age=1h").awaitDrawn();
            assertThat(visit.find(".empty-title")).hasText("Nothing was found");
            visit.assertClean();
        }
    }

    @Test
    void aReportsEventsAreDownloadedInEachFormat(Watched cluster, Chromium chromium) {
        var id = cluster.another();
        var room = cluster.room(id).goLive(Rates.QUIET);
        cluster.watch(id);
        try (var visit = Visit.of(chromium.browser(), cluster.url(), Manner.DESKTOP)) {
            await("it is joined").atMost(SOON).until(() -> room.counts().joined() == 1);
            var before = room.counts().lastSequence();
            room.chat(40).like(3);
            await("all of it is stored").atMost(SOON).untilAsserted(() -> {
                visit.go("#/search").go(Visit.hash(id) + "/report").awaitLive().awaitDrawn();
                assertThat(visit.find("[data-figure=report-chats] .figure-value")
                                .allInnerTexts())
                        .containsExactly("40");
            });

            var events =
                    download(visit, "jsonl").stream().map(FindingTest::json).toList();
            assertThat(events)
                    .allMatch(event -> event.path("room").asString().equals(id.id())
                            && event.path("platform").asString().equals("kuaishou"));
            var chats = events.stream()
                    .filter(event -> event.path("type").asString().equals("chat"))
                    .map(event -> NumberedText.sequenceOf(event.path("text").asString())
                            .orElseThrow())
                    .toList();
            assertThat(chats)
                    .containsExactlyElementsOf(LongStream.rangeClosed(before + 1, before + 40)
                            .boxed()
                            .toList());
            assertThat(events).anyMatch(event -> event.path("type").asString().equals("like"));
            assertThat(download(visit, "csv").stream().filter(line -> line.contains(",chat,")))
                    .hasSize(40);
            assertThat(download(visit, "xml").stream()
                            .filter(line -> line.strip().startsWith("<d ")))
                    .hasSize(40);
            // subtitles are what a screen has room for at once
            assertThat(download(visit, "ass").stream().filter(line -> line.startsWith("Dialogue:")))
                    .hasSizeBetween(1, 40)
                    .allMatch(line -> line.contains("}#"));
            visit.assertClean();
        } finally {
            cluster.forget(id);
        }
    }

    private static JsonNode json(String line) {
        return JSON.readTree(line);
    }

    private static List<String> download(Visit visit, String format) {
        var download = visit.page()
                .waitForDownload(
                        () -> visit.find("[data-export=" + format + "]").click());
        assertThat(download.suggestedFilename()).endsWith("." + format);
        try {
            return Files.readAllLines(download.path());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
