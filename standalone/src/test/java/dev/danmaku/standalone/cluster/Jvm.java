package dev.danmaku.standalone.cluster;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How the command is run by tests: a small JVM on the product's own class path, without what only tests need. */
final class Jvm {
    static final List<String> COMMAND = Stream.concat(
                    hearingInterrupts(),
                    Stream.of(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx256m",
                            "-XX:+UseSerialGC",
                            "-XX:TieredStopAtLevel=1",
                            "-XX:+UseCompactObjectHeaders",
                            "--enable-native-access=ALL-UNNAMED",
                            "--sun-misc-unsafe-memory-access=allow",
                            "-cp",
                            classPath(),
                            "dev.danmaku.standalone.Main"))
            .toList();

    private Jvm() {}

    /**
     * Tests that a shell runs in the background inherit that SIGINT is ignored, and a JVM keeps to that: Ctrl-C would do nothing. GNU
     * env sets it back; elsewhere there is nothing to be done.
     */
    private static Stream<String> hearingInterrupts() {
        var prefix = List.of("env", "--default-signal=INT");
        try {
            var probe = new ArrayList<>(prefix);
            probe.add("true");
            var exit = new ProcessBuilder(probe)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
            return exit == 0 ? prefix.stream() : Stream.of();
        } catch (IOException e) {
            return Stream.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Stream.of();
        }
    }

    private static String classPath() {
        var own = System.getProperty(
                "surefire.test.class.path", System.getProperty("java.class.path"));
        return Arrays.stream(own.split(File.pathSeparator))
                .filter(entry -> !entry.endsWith("test-classes") && !entry.endsWith("-tests.jar"))
                .collect(Collectors.joining(File.pathSeparator));
    }
}
