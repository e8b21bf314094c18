package dev.danmaku.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.config.SettingTable;
import dev.danmaku.metric.Metric;
import dev.danmaku.metric.Metric.Kind;

import io.micrometer.core.instrument.Meter;
import io.micrometer.prometheusmetrics.PrometheusNamingConvention;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The manual's tables are those of the program, row by row, in both directions. */
class ManualTest {
    private static final Path MANUAL = Path.of("..", "docs", "operations.md");

    /** The rows of the table with this head. */
    private static List<String> table(String head) throws IOException {
        return Files.readString(MANUAL)
                .lines()
                .dropWhile(line -> !line.equals(head))
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .toList();
    }

    @Test
    void everyMetricIsInTheManualAndTheManualKnowsNoOther() throws IOException {
        var metrics = Arrays.stream(Metric.values()).map(ManualTest::row).toList();

        assertThat(String.join("\n", table("| metric | kind | labels | counts |")))
                .isEqualTo(String.join("\n", metrics));
    }

    private static String row(Metric metric) {
        return "| `%s` | %s | %s | %s |"
                .formatted(
                        prometheusName(metric),
                        kind(metric),
                        String.join(", ", metric.labels()),
                        metric.doc());
    }

    /** The families that a scrape may have of ours; of a histogram its longest time is one of its own. */
    static Set<String> families() {
        return Arrays.stream(Metric.values())
                .flatMap(metric -> metric.kind() == Kind.TIMER
                        ? Stream.of(prometheusName(metric), prometheusName(metric) + "_max")
                        : Stream.of(prometheusName(metric)))
                .collect(Collectors.toSet());
    }

    /** With the endings that the text format adds. */
    private static String prometheusName(Metric metric) {
        var name =
                new PrometheusNamingConvention().name(metric.meter(), type(metric), metric.unit());
        return switch (type(metric)) {
            case COUNTER -> name + "_total";
            case GAUGE -> metric.meter().endsWith(".info") ? name + "_info" : name;
            default -> name;
        };
    }

    private static Meter.Type type(Metric metric) {
        return switch (metric.kind()) {
            case COUNTER, SECONDS_COUNTER, BYTES_COUNTER -> Meter.Type.COUNTER;
            case GAUGE, SECONDS, BYTES -> Meter.Type.GAUGE;
            case TIMER -> Meter.Type.TIMER;
        };
    }

    private static String kind(Metric metric) {
        return switch (metric.kind()) {
            case COUNTER, SECONDS_COUNTER, BYTES_COUNTER -> "counter";
            case GAUGE, SECONDS, BYTES -> "gauge";
            case TIMER -> "histogram";
        };
    }

    @Test
    void everySettingIsInTheManualAndTheManualKnowsNoOther() throws IOException {
        var settings = SettingTable.all().stream()
                .map(setting -> "| `%s` | %s | %s | %s |"
                        .formatted(
                                setting.key().replaceFirst("^danmaku\\.", ""),
                                setting.printedFallback().isEmpty()
                                        ? ""
                                        : "`" + setting.printedFallback() + "`",
                                cell(setting.shape().allowed()),
                                cell(setting.doc())))
                .toList();

        assertThat(String.join("\n", table("| setting | default | allowed | |")))
                .isEqualTo(String.join("\n", settings));
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }
}
