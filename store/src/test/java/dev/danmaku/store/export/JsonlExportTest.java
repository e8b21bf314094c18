package dev.danmaku.store.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.event.EventJson;
import dev.danmaku.event.EventParser;
import dev.danmaku.room.Platform;
import dev.danmaku.room.RoomId;
import dev.danmaku.store.RandomEvents;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

class JsonlExportTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void eachLineIsTheEventAsItIsWrittenEverywhere(long seed) throws Exception {
        var events =
                new RandomEvents(seed).of(new RoomId(Platform.DOUYU, "7"), Written.START, 2000);

        var written = Written.by(ExportFormat.JSONL, events);

        assertThat(written.taken()).hasSize(2000);
        assertThat(written.text()).endsWith("\n");
        var lines = written.text().split("\n");
        assertThat(lines).hasSize(2000);
        for (var i = 0; i < lines.length; i++) {
            assertThat(EventJson.toJson(EventParser.parse(lines[i])))
                    .isEqualTo(EventJson.toJson(events.get(i)));
        }
    }

    @Test
    void nothingIsAnEmptyFile() throws Exception {
        assertThat(Written.by(ExportFormat.JSONL, List.of()).text()).isEmpty();
    }
}
