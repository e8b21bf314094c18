package dev.danmaku.standalone.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What a process tells Prometheus, read as Prometheus reads it: text format 0.0.4. A line that is neither a comment nor a sample is a
 * failure.
 *
 * @param types by family
 */
public record Scrape(Map<String, String> types, Map<String, String> help, List<Sample> samples) {
    private static final Pattern SAMPLE =
            Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})? ([^ ]+)(?: -?[0-9]+)?");
    private static final Pattern LABEL =
            Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\]|\\\\[\\\\\"n])*)\"(?:,|$)");
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    /** One number. */
    public record Sample(String name, Map<String, String> labels, double value) {}

    /** What answers on a management port. */
    public static HttpResponse<String> get(int port, String path) {
        try {
            return CLIENT.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                            .timeout(Duration.ofSeconds(20))
                            .build(),
                    BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public static Scrape of(int port) {
        return read(get(port, "/metrics").body());
    }

    public static Scrape read(String text) {
        var types = new LinkedHashMap<String, String>();
        var help = new LinkedHashMap<String, String>();
        var samples = new ArrayList<Sample>();
        for (var line : text.split("\n")) {
            if (line.startsWith("# TYPE ") || line.startsWith("# HELP ")) {
                var words = line.substring(7).split(" ", 2);
                var into = line.startsWith("# TYPE ") ? types : help;
                if (into.put(words[0], words[1]) != null) {
                    throw new AssertionError("told twice: " + line);
                }
            } else {
                samples.add(sample(line));
            }
        }
        return new Scrape(types, help, samples);
    }

    private static Sample sample(String line) {
        var parts = SAMPLE.matcher(line);
        if (!parts.matches()) {
            throw new AssertionError("no sample: " + line);
        }
        var labels = new LinkedHashMap<String, String>();
        var given = parts.group(2) == null ? "" : parts.group(2);
        var label = LABEL.matcher(given);
        var end = 0;
        while (label.find() && label.start() == end) {
            labels.put(label.group(1), label.group(2));
            end = label.end();
        }
        if (end != given.length()) {
            throw new AssertionError("labels that cannot be read: " + line);
        }
        return new Sample(parts.group(1), labels, number(parts.group(3)));
    }

    private static double number(String text) {
        return switch (text) {
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }

    /** The sum of what has these labels, given as name, value, name, value; 0 where there is none. */
    public double sum(String name, String... labels) {
        return samples.stream()
                .filter(sample -> sample.name().equals(name) && has(sample, labels))
                .mapToDouble(Sample::value)
                .sum();
    }

    private static boolean has(Sample sample, String... labels) {
        for (var i = 0; i < labels.length; i += 2) {
            if (!labels[i + 1].equals(sample.labels().get(labels[i]))) {
                return false;
            }
        }
        return true;
    }
}
