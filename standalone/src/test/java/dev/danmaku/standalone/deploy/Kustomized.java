package dev.danmaku.standalone.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;

import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The objects that an overlay makes.
 *
 * @param objects as JSON, each with its {@code kind}
 */
record Kustomized(List<JsonNode> objects) {
    static final Path FOLDER = Path.of("../deploy/k8s");
    private static final YAMLMapper YAML = YAMLMapper.builder().build();
    private static final int SECONDS = 60;

    /** The command that is given by {@code danmaku.kubectl}, else the one that is installed. */
    static Optional<Path> kubectl() {
        var given = System.getProperty("danmaku.kubectl");
        var places = given == null
                ? Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                        .map(folder -> Path.of(folder, "kubectl"))
                : Stream.of(Path.of(given));
        return places.filter(Files::isExecutable).findFirst();
    }

    /** As {@code kubectl kustomize} makes them. */
    static Kustomized of(String overlay) throws IOException, InterruptedException {
        var command = kubectl().orElseThrow().toString();
        var errors = Files.createTempFile("kubectl", ".err");
        try {
            var process = new ProcessBuilder(
                            command,
                            "kustomize",
                            FOLDER.resolve("overlays").resolve(overlay).toString())
                    .redirectError(errors.toFile())
                    .start();
            process.getOutputStream().close();
            var made = new String(process.getInputStream().readAllBytes(), UTF_8);
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new AssertionError(
                        overlay + " is not made: " + Files.readString(errors, UTF_8));
            }
            return new Kustomized(read(made));
        } finally {
            Files.delete(errors);
        }
    }

    /** The documents of a YAML file of the folder. */
    static List<JsonNode> file(String name) throws IOException {
        return read(Files.readString(FOLDER.resolve(name), UTF_8));
    }

    private static List<JsonNode> read(String yaml) {
        try (var documents = YAML.readerFor(JsonNode.class).<JsonNode>readValues(yaml)) {
            return documents.readAll();
        }
    }

    Stream<JsonNode> of(List<String> kinds) {
        return objects.stream()
                .filter(object -> kinds.contains(object.path("kind").asString()));
    }

    Stream<JsonNode> kind(String kind) {
        return of(List.of(kind));
    }

    JsonNode get(String kind, String name) {
        return kind(kind)
                .filter(object -> name(object).equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no " + kind + " " + name));
    }

    static String name(JsonNode object) {
        return object.at("/metadata/name").asString();
    }

    /** What runs pods. */
    Stream<JsonNode> workloads() {
        return of(List.of("Deployment", "StatefulSet"));
    }

    /** Of a workload, the first and only container. */
    static JsonNode container(JsonNode workload) {
        return workload.at("/spec/template/spec/containers/0");
    }

    /** The value of a variable; missing where it has none, or takes it from elsewhere. */
    static JsonNode variable(JsonNode workload, String name) {
        for (var variable : container(workload).path("env")) {
            if (variable.path("name").asString().equals(name)) {
                return variable.path("value");
            }
        }
        return container(workload).path("no such variable");
    }
}
