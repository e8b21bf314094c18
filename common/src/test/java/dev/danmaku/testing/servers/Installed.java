package dev.danmaku.testing.servers;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds programs of this machine, on the PATH and where packages put servers. */
final class Installed {
    /** First: Debian's {@code rabbitmq-server} on the PATH changes the user; the one behind it does not. */
    private static final List<String> FIRST = List.of("/usr/lib/rabbitmq/bin");

    private static final List<String> LAST = List.of(
            "/usr/sbin",
            "/usr/local/sbin",
            "/usr/local/bin",
            "/opt/homebrew/sbin",
            "/opt/homebrew/bin",
            "/opt/homebrew/opt/rabbitmq/sbin",
            "/usr/local/opt/rabbitmq/sbin");

    private Installed() {}

    static Optional<Path> find(String... names) {
        return Arrays.stream(names).flatMap(Installed::everywhere).findFirst();
    }

    private static Stream<Path> everywhere(String name) {
        var path = Objects.requireNonNullElse(System.getenv("PATH"), "").split(File.pathSeparator);
        return Stream.of(FIRST.stream(), Arrays.stream(path), LAST.stream())
                .flatMap(folders -> folders)
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable);
    }
}
