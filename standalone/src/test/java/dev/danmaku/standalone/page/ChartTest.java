package dev.danmaku.standalone.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.danmaku.room.RoomId;
import dev.danmaku.simulator.room.DropManner;
import dev.danmaku.simulator.room.Fault;
import dev.danmaku.simulator.room.Rates;
import dev.danmaku.simulator.room.Refusal;
import dev.danmaku.simulator.room.Span;
import dev.danmaku.standalone.page.Visit.Manner;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.time.Duration;

/** A room's chart says what was counted, and where nobody listened. */
@RequiresChromium
@ExtendWith(Stage.class)
@Timeout(300)
class ChartTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration SOON = Duration.ofSeconds(90);
    private static final Duration AWAY = Duration.ofSeconds(8);
    private static final long BAR_MILLIS = 10_000;

    @Test
    void theTooltipHasViewersAndActiveUsersInBothLanguages(Watched cluster, Chromium chromium) {
        var id = cluster.another();
        var room = cluster.room(id).goLive(Rates.QUIET).counters("4321", "8");
        cluster.watch(id);
        try {
            await("it is joined").atMost(SOON).until(() -> room.counts().joined() == 1);
            room.chat(30);
            await("the chats are counted").atMost(SOON).until(() -> heard(cluster, id) == 30);
            var bar = barOf(cluster, id);
            try (var visit = Visit.of(chromium.browser(), cluster.url(), Manner.DESKTOP)) {
                assertThat(tooltip(id, bar, visit))
                        .containsPattern("(?m)^Viewers \\(.+\\)  4,321$")
                        .contains("\nActive users  %d\n".formatted(bar.users()))
                        .contains("\nChats  %d / 10s".formatted(bar.chats()));
            }
            var chinese = Manner.DESKTOP.in("zh", "light");
            try (var visit = Visit.of(chromium.browser(), cluster.url(), chinese)) {
                assertThat(tooltip(id, bar, visit))
                        .containsPattern("(?m)^观众 \\(.+\\)  4,321$")
                        .contains("\n活跃用户  %d\n".formatted(bar.users()))
                        .contains("\n弹幕  %d / 10".formatted(bar.chats()));
            }
        } finally {
            cluster.forget(id);
        }
    }

    /** What is painted when the pointer is there; it stays while the chart moves on. */
    private static String tooltip(RoomId id, Bar bar, Visit visit) {
        visit.go(id).awaitLive().awaitDrawn();
        var chart = new Chart(visit);
        chart.pointTo(bar.at());
        awaitPainted(chart, bar);
        var version = visit.find(".chart-panel").getAttribute("data-version");
        assertThat(visit.find(".chart-panel")).not().hasAttribute("data-version", version);
        var words = awaitPainted(chart, bar);
        visit.assertClean();
        return words;
    }

    private static String awaitPainted(Chart chart, Bar bar) {
        return await("the tooltip is painted")
                .atMost(SOON)
                .until(chart::painted, words -> words.contains("%d / 10".formatted(bar.chats())));
    }

    private static JsonNode rates(Watched cluster, RoomId id) {
        return JSON.readTree(cluster.get(
                "api/v1/rooms/%s/%s/rates?step=1".formatted(id.platform().label(), id.id())));
    }

    private static int heard(Watched cluster, RoomId id) {
        return rates(cluster, id)
                .path("chats")
                .valueStream()
                .mapToInt(JsonNode::asInt)
                .sum();
    }

    /** @param users the most in one of its seconds */
    private record Bar(long at, int chats, int users) {}

    /** The chart's first bar in which people chatted, as the API tells of its seconds. */
    private static Bar barOf(Watched cluster, RoomId id) {
        var rates = rates(cluster, id);
        var at = 0L;
        var chats = 0;
        var users = 0;
        for (var i = 0; i < rates.path("at").size(); i++) {
            var bar = rates.path("at").get(i).asLong() * 1000 / BAR_MILLIS * BAR_MILLIS;
            var said = rates.path("chats").get(i).asInt();
            if (said > 0 && at == 0) {
                at = bar;
            }
            if (at == bar) {
                chats += said;
                users = Math.max(users, rates.path("users").get(i).asInt());
            }
        }
        return new Bar(at, chats, users);
    }

    @Test
    void aLostConnectionIsAHoleInTheChartAndALineInTheTimeline(Watched cluster, Chromium chromium) {
        var id = cluster.another();
        var room = cluster.room(id).counters("4321", "8").goLive(Rates.mixed(4));
        cluster.watch(id);
        try (var visit = Visit.of(chromium.browser(), cluster.url(), Manner.DESKTOP)) {
            visit.go(id).awaitLive();
            var chart = new Chart(visit);
            await("the line begins").atMost(SOON).until(() -> known(chart, 0) >= 2);
            room.fault(new Fault.Refuse(Refusal.RESET, Span.lasting(AWAY)))
                    .fault(new Fault.Drop(DropManner.RESET));
            await("the gap is stored")
                    .atMost(SOON)
                    .until(() -> rates(cluster, id).path("gaps").size() == 1);
            var gap = rates(cluster, id).path("gaps").get(0);
            var from = gap.path("from").asLong();
            var to = gap.path("to").asLong();
            assertThat(to - from).isGreaterThanOrEqualTo(AWAY.toMillis() - 1000);
            await("the line goes on").atMost(SOON).until(() -> known(chart, to) >= 2);

            var middle = (from + to) / 2;
            assertThat(chart.lineAt(middle)).as("dots of the line in the gap").isZero();
            assertThat(chart.lineAt(lastKnown(chart) - BAR_MILLIS / 2))
                    .as("dots of the line after it")
                    .isPositive();
            chart.pointTo(middle);
            await("the tooltip tells the cause")
                    .atMost(SOON)
                    .untilAsserted(() -> assertThat(chart.painted()).contains("No data:  lost: "));
            var reconnected = visit.find(".step").first();
            assertThat(reconnected).containsText("Reconnected");
            assertThat(reconnected).containsText("without data");
            assertThat(visit.find(".step").nth(1)).containsText("Connection lost");
            assertThat(visit.find(".event-is-gap").first()).containsText("without data: lost: ");
            visit.assertClean();
        } finally {
            cluster.forget(id);
        }
    }

    private static long known(Chart chart, long since) {
        return chart.points(0).stream()
                .filter(point -> point.at() >= since && point.value() != null)
                .count();
    }

    private static long lastKnown(Chart chart) {
        return chart.points(0).stream()
                .filter(point -> point.value() != null)
                .mapToLong(Chart.Point::at)
                .max()
                .orElseThrow();
    }
}
