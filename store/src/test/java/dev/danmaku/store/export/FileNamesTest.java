package dev.danmaku.store.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.room.Platform;
import dev.danmaku.store.RandomEvents;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;

class FileNamesTest {

    @Test
    void aNameSaysPlatformRoomAndBegin() {
        assertThat(FileNames.of(Platform.BILIBILI, "5440", Written.START, ExportFormat.XML))
                .isEqualTo("bilibili-5440-20261120T120000Z.xml");
    }

    @Test
    void noRoomLeadsOutOfTheFolder() {
        var random = new RandomEvents(15);
        for (var i = 0; i < 2000; i++) {
            var name = FileNames.of(Platform.DOUYU, random.text(), Written.START, ExportFormat.CSV);

            assertThat(name).matches("douyu-[A-Za-z0-9_-]{0,64}-20261120T120000Z\\.csv");
            assertThat(Path.of("folder").resolve(name).normalize().getParent())
                    .isEqualTo(Path.of("folder"));
        }
    }
}
