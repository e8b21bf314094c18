package dev.danmaku.bench.figure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

class ScriptNamesTest {
    private static final Path SCRIPTS = Path.of("../common/src/main/resources/redis");

    @Test
    void everyScriptHasAName() throws IOException {
        try (var files = Files.list(SCRIPTS)) {
            assertThat(files.map(file -> file.getFileName().toString())
                            .filter(name -> !name.equals("prelude.lua")))
                    .containsExactlyInAnyOrderElementsOf(ScriptNames.SCRIPTS.stream()
                            .map(name -> name + ".lua")
                            .toList());
        }
    }

    @Test
    void aCommandThatIsNoScriptIsItsWord() {
        assertThat(new ScriptNames().of(List.of("publish", "channel", "text")))
                .isEqualTo("PUBLISH");
        assertThat(new ScriptNames().of(List.of("PING"))).isEqualTo("PING");
    }
}
