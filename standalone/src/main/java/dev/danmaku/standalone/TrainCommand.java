package dev.danmaku.standalone;

import dev.danmaku.config.BadSettings;
import dev.danmaku.config.LogLevel;
import dev.danmaku.standalone.log.Logs;
import dev.danmaku.standalone.train.Training;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;

/** Part of making the image, and for people who start roles often. */
@Command(
        name = "train",
        description = {
            "Makes later starts quicker: lets a worker run on simulated rooms for some seconds, and keeps what its JVM learnt in a file",
            "that the launcher passes to later ones (-XX:AOTCache). It fits this build and this JDK only; without one that fits all is the same, more slowly."
        },
        footer = {"", "Exit codes: 0 written; 1 failed; 2 wrong usage."})
final class TrainCommand implements Callable<Integer> {
    private static final String CACHE_FLAGS = "-XX:AOT";

    private final Shell shell;

    @Parameters(
            paramLabel = "FILE",
            arity = "0..1",
            description =
                    "Where it is written; else danmaku.aot beside the jar, where the launcher looks.")
    private @Nullable Path cache;

    TrainCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException, InterruptedException, BadSettings {
        Logs.level(LogLevel.WARN);
        var jar = jar();
        var written = cache == null
                ? jar.resolveSibling("danmaku.aot")
                : shell.folder().resolve(cache);
        var folder = Files.createTempDirectory("danmaku-train-");
        try (var training = Training.in(folder)) {
            training.run(jvm(jar), written);
        } finally {
            delete(folder);
        }
        shell.out().println(written);
        return Exit.OK;
    }

    /** This process' own JVM and flags: a cache is refused by a JVM with others. */
    private static List<String> jvm(Path jar) {
        var jvm = new ArrayList<String>();
        jvm.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(flag -> !flag.startsWith(CACHE_FLAGS))
                .forEach(jvm::add);
        jvm.add("-jar");
        jvm.add(jar.toString());
        return jvm;
    }

    private static Path jar() {
        var source = TrainCommand.class.getProtectionDomain().getCodeSource();
        var path = Path.of(URI.create(source.getLocation().toString()));
        if (!Files.isRegularFile(path)) {
            throw new IllegalArgumentException(
                    "train needs a built danmaku.jar: run it by the launcher, ./danmaku train");
        }
        return path;
    }

    private static void delete(Path folder) throws IOException {
        try (var paths = Files.walk(folder)) {
            paths.sorted(Comparator.reverseOrder())
                    .forEach(path -> path.toFile().delete());
        }
    }
}
