package dev.danmaku.standalone;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/**
 * What surrounds a command.
 *
 * @param settings those given by {@code --danmaku.key=value}
 * @param out results only
 * @param err what the program does
 */
record Shell(
        Map<String, String> settings,
        Map<String, String> environment,
        Path folder,
        InputStream in,
        PrintStream out,
        PrintStream err,
        StopSignal stop) {

    static Shell ofThisProcess(Map<String, String> settings, StopSignal stop) {
        return new Shell(
                settings,
                System.getenv(),
                Path.of(""),
                System.in,
                new PrintStream(System.out, true, StandardCharsets.UTF_8),
                new PrintStream(System.err, true, StandardCharsets.UTF_8),
                stop);
    }
}
