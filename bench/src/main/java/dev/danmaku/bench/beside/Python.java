package dev.danmaku.bench.beside;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Debian's Python with Debian's packages, and the sources in {@code bench/celery}. */
public final class Python {
    private static final String INTERPRETER = "/usr/bin/python3";
    private static final Path SOURCES = Path.of("bench", "celery");
    private static final String INSTALL =
            "apt-get install python3-celery python3-gevent python3-redis python3-websocket python3-aiohttp python3-brotli";
    private static final String VERSIONS = """
            import platform, aiohttp, brotli, celery, gevent, redis, websocket
            print("Python", platform.python_version(), end="")
            for module in (celery, gevent, redis, websocket, aiohttp, brotli):
                print(",", module.__name__, module.__version__, end="")
            """;

    private Python() {}

    /**
     * What is installed.
     *
     * @throws IllegalStateException if something is missing; it says what to install
     */
    public static String versions() throws IOException, InterruptedException {
        if (!Files.isExecutable(Path.of(INTERPRETER))) {
            throw new IllegalStateException(
                    "there is no " + INTERPRETER + "; on Debian: " + INSTALL);
        }
        var asked = new ProcessBuilder(INTERPRETER, "-c", VERSIONS)
                .redirectErrorStream(true)
                .start();
        try (var output = asked.inputReader()) {
            var said = output.readAllAsString();
            if (asked.waitFor() != 0) {
                throw new IllegalStateException(
                        INTERPRETER + " lacks a package (on Debian: " + INSTALL + "):\n" + said);
            }
            return said;
        }
    }

    static List<String> script(String name) {
        return List.of(INTERPRETER, sources().resolve(name).toString());
    }

    static List<String> celery() {
        return List.of(INTERPRETER, "-m", "celery");
    }

    static Path sources() {
        return SOURCES.toAbsolutePath();
    }
}
