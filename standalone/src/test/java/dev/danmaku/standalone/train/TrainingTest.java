package dev.danmaku.standalone.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.danmaku.config.BadSettings;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Real JVMs: what one learns, the next one takes. */
@Timeout(300)
class TrainingTest {
    private static final List<String> FLAGS = List.of(
            "-XX:+UseCompactObjectHeaders",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow");

    @TempDir
    private Path folder;

    @Test
    void whatAWorkerLearntFitsTheNextStartOfTheSameBuild()
            throws IOException, InterruptedException {
        var jar = jar();
        var cache = folder.resolve("danmaku.aot");

        train(java(List.of("-jar", jar.toString())), cache);

        assertThat(cache).exists();
        assertThat(loaded(jar, cache, "-XX:+UseCompactObjectHeaders"))
                .contains("dev.danmaku.worker.Worker source: shared objects file");
        assertThat(loaded(jar, cache, "-XX:-UseCompactObjectHeaders"))
                .contains("dev.danmaku.standalone.Main source: file:")
                .doesNotContain("shared objects file");
    }

    @Test
    void aWorkerThatEndsEarlyIsToldOfAndWhatWasThereStays() throws IOException {
        var cache = Files.writeString(folder.resolve("danmaku.aot"), "of an earlier build");

        assertThatThrownBy(() -> train(java(List.of("-jar", "none.jar")), cache))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("the worker ended with 1")
                .hasMessageContaining("none.jar");

        assertThat(cache).hasContent("of an earlier build");
    }

    private void train(List<String> jvm, Path cache) throws IOException, InterruptedException {
        var work = Files.createDirectory(folder.resolve("work"));
        try (var training = Training.in(work)) {
            training.run(jvm, cache);
        } catch (BadSettings e) {
            throw new AssertionError(e);
        }
    }

    /** What such a JVM says of the classes that it loads for {@code --version}. */
    private static String loaded(Path jar, Path cache, String flag)
            throws IOException, InterruptedException {
        var command = java(List.of(
                "-XX:AOTCache=" + cache,
                flag,
                "-Xlog:class+load",
                "-jar",
                jar.toString(),
                "--version"));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (var output = process.inputReader()) {
            var text = output.readAllAsString();
            assertThat(process.waitFor()).as(text).isZero();
            return text;
        }
    }

    private static List<String> java(List<String> rest) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(FLAGS);
        command.addAll(rest);
        return command;
    }

    /** As the build makes it: ours, which lie in folders here, become jars, since a JVM caches only what comes from those. */
    private Path jar() throws IOException {
        var classPath = System.getProperty(
                "surefire.test.class.path", System.getProperty("java.class.path"));
        var jars = new ArrayList<String>();
        for (var entry : classPath.split(File.pathSeparator)) {
            if (!entry.endsWith("test-classes") && !entry.endsWith("-tests.jar")) {
                // relative, as in the built jar: the JVM's cache leaves out what a manifest names
                // otherwise
                var packed = packed(Path.of(entry).toAbsolutePath(), jars.size());
                jars.add(folder.toAbsolutePath().relativize(packed).toString());
            }
        }
        var manifest = new Manifest();
        var attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.put(Attributes.Name.MAIN_CLASS, "dev.danmaku.standalone.Main");
        attributes.put(Attributes.Name.CLASS_PATH, String.join(" ", jars));
        var jar = folder.resolve("danmaku.jar");
        new JarOutputStream(Files.newOutputStream(jar), manifest).close();
        return jar;
    }

    private Path packed(Path entry, int number) throws IOException {
        if (!Files.isDirectory(entry)) {
            return entry;
        }
        var jar = folder.toAbsolutePath().resolve("own-" + number + ".jar");
        try (var files = Files.walk(entry);
                var out = new JarOutputStream(Files.newOutputStream(jar))) {
            for (var file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                out.putNextEntry(new JarEntry(entry.relativize(file).toString()));
                Files.copy(file, out);
                out.closeEntry();
            }
        }
        return jar;
    }
}
