package dev.danmaku.bench;

import dev.danmaku.bench.decode.Push;
import dev.danmaku.bench.decode.Speeds;
import dev.danmaku.bench.decode.Speeds.Speed;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A client of the same platforms from Maven Central, measured with the same pushes. It needs another Netty and another logback than
 * we do, so it is a project of its own ({@code bench/others}) and runs in processes of its own; files are all that goes between.
 */
final class OtherClient {
    static final String LOOP = "other";

    private static final Path CLASSES = Path.of("bench", "others", "target", "classes");
    private static final Path LIBRARIES = Path.of("bench", "others", "target", "lib");
    private static final String MAIN = "dev.danmaku.bench.others.OthersMain";
    private static final String NOTE = "# ";

    private OtherClient() {}

    static boolean built() {
        return Files.isDirectory(CLASSES) && Files.isDirectory(LIBRARIES);
    }

    /** @return what else it saw */
    static List<String> measure(List<Push> pushes, Speeds speeds)
            throws IOException, InterruptedException {
        var dir = Files.createTempDirectory("danmaku-bench-pushes");
        try {
            for (var push : pushes) {
                Files.write(dir.resolve(push.fileName()), push.reads().getFirst());
            }
            var results = dir.resolve("results.txt");
            run(dir, results);
            return read(results, speeds);
        } finally {
            delete(dir);
        }
    }

    private static void run(Path dir, Path results) throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.add("-cp");
        command.add(CLASSES + ":" + LIBRARIES + "/*");
        command.add(MAIN);
        command.add(dir.toString());
        command.add(results.toString());
        var exit = new ProcessBuilder(command).inheritIO().start().waitFor();
        if (exit != 0) {
            throw new IllegalStateException("the other client's loops ended with " + exit);
        }
    }

    /** {@code push, pushes a second, bytes a push}, or a note. */
    private static List<String> read(Path results, Speeds speeds) throws IOException {
        var notes = new ArrayList<String>();
        for (var line : Files.readAllLines(results)) {
            if (line.startsWith(NOTE)) {
                notes.add(line.substring(NOTE.length()));
                continue;
            }
            var words = line.split(" ", -1);
            for (var push : Push.values()) {
                if (push.fileName().equals(words[0])) {
                    speeds.add(
                            LOOP,
                            push,
                            new Speed(Double.parseDouble(words[1]), Double.parseDouble(words[2])));
                }
            }
        }
        return notes;
    }

    private static void delete(Path dir) throws IOException {
        try (var files = Files.list(dir)) {
            for (var file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(dir);
    }
}
