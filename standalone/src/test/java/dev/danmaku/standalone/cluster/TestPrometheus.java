package dev.danmaku.standalone.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.danmaku.testing.servers.FreePorts;

import org.awaitility.Awaitility;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * An installed Prometheus, private to a test. It scrapes and evaluates every second, with the alarms of {@code deploy/}, each of which
 * fires as soon as it holds.
 */
public final class TestPrometheus implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Path RULES = Path.of("..", "deploy", "prometheus", "danmaku.rules.yml");
    private static final Duration START_LIMIT = Duration.ofSeconds(30);

    private final int port = FreePorts.next();
    private final Process process;

    private TestPrometheus(Path folder, List<Integer> ports) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(
                folder.resolve("rules.yml"),
                Files.readString(RULES).replaceAll("for: \\w+", "for: 1s"));
        Files.writeString(folder.resolve("prometheus.yml"), """
                global: {scrape_interval: 1s, evaluation_interval: 1s}
                rule_files: [rules.yml]
                scrape_configs:
                  - job_name: any
                    static_configs: [{targets: [%s]}]
                """.formatted(ports.stream()
                .map(target -> "'127.0.0.1:" + target + "'")
                .collect(Collectors.joining(", "))));
        this.process = new ProcessBuilder(
                        "prometheus",
                        "--config.file=" + folder.resolve("prometheus.yml"),
                        "--storage.tsdb.path=" + folder.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
    }

    /** Why there can be none; empty where there can. */
    public static String obstacle() {
        try {
            var version = new ProcessBuilder("prometheus", "--version")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return version.waitFor() == 0 ? "" : "the prometheus that is installed does not run";
        } catch (IOException e) {
            return "no prometheus is installed (apt install prometheus)";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }

    /** @param ports of 127.0.0.1 that it scrapes; nobody need listen there yet */
    public static TestPrometheus start(Path folder, List<Integer> ports) {
        try {
            var prometheus = new TestPrometheus(folder, ports);
            Awaitility.await("prometheus is up")
                    .ignoreExceptions()
                    .atMost(START_LIMIT)
                    .until(() -> Scrape.get(prometheus.port, "/-/ready").statusCode() == 200);
            return prometheus;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The series that a query finds now; fails if Prometheus does not take it. */
    public List<JsonNode> query(String query) {
        var answer = Scrape.get(port, "/api/v1/query?query=" + URLEncoder.encode(query, UTF_8));
        if (answer.statusCode() != 200) {
            throw new AssertionError(query + ": " + answer.body());
        }
        return list(JSON.readTree(answer.body()).path("data").path("result"));
    }

    /** The names of the alarms that fire now. */
    public Set<String> firing() {
        var alerts = JSON.readTree(Scrape.get(port, "/api/v1/alerts").body())
                .path("data")
                .path("alerts");
        return list(alerts).stream()
                .filter(alert -> alert.path("state").asString().equals("firing"))
                .map(alert -> alert.path("labels").path("alertname").asString())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<JsonNode> list(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
