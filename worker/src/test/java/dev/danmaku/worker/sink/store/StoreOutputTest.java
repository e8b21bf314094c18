package dev.danmaku.worker.sink.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.danmaku.config.StoreSettings;
import dev.danmaku.output.OutputFailure;
import dev.danmaku.worker.sink.Chats;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;

class StoreOutputTest {
    @TempDir
    private Path folder;

    @Test
    void aStoreThatCannotBeOpenedIsNoFaultOfTheEventsAndIsOpenedOnceItIsMended()
            throws IOException {
        var file = Files.writeString(
                folder.resolve("events.db"),
                "something else lies here, and is no database".repeat(99));
        try (var output = new StoreOutput(StoreSettings.in(folder), Clock.systemUTC())) {
            var events = Chats.chats(Chats.room(1), 0, 3);

            assertThatThrownBy(() -> output.write(events))
                    .isInstanceOfSatisfying(
                            OutputFailure.class,
                            failure -> assertThat(failure.isPassing())
                                    .as(failure.getMessage())
                                    .isTrue());

            Files.delete(file);
            output.write(events);
            assertThat(file).exists();
        }
    }
}
