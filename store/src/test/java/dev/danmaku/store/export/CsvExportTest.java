package dev.danmaku.store.export;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;

import dev.danmaku.event.Event;
import dev.danmaku.event.EventBody.Chat;
import dev.danmaku.event.EventBody.Gift;
import dev.danmaku.event.EventJson;
import dev.danmaku.event.EventParser;
import dev.danmaku.event.Price;
import dev.danmaku.event.User;
import dev.danmaku.room.Platform;
import dev.danmaku.room.RoomId;
import dev.danmaku.store.RandomEvents;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Objects;

class CsvExportTest {

    @Test
    void aRowHasWhatHappenedInItsColumns() throws Exception {
        var gift = new Gift(
                User.of("42", "a, \"b\""), "31036", "小花花", 3, new Price(300, "gold", false), null);

        var text = Written.by(ExportFormat.CSV, List.of(Written.event(5, gift))).text();

        assertThat(text)
                .isEqualTo(
                        String.join(",", CsvExport.COLUMNS)
                                + "\r\n2026-11-20T12:00:00.005Z,1795176000005,1795176000005,bilibili,5440,gift,id:5,,,42,\"a, \"\"b\"\"\","
                                + ",,,,,,,31036,小花花,,3,300,gold,false,"
                                + "\"{\"\"user\"\":{\"\"id\"\":\"\"42\"\",\"\"name\"\":\"\"a, \\\"\"b\\\"\"\"\"},\"\"gift\"\":{\"\"id\"\":\"\"31036\"\","
                                + "\"\"name\"\":\"\"小花花\"\",\"\"count\"\":3,\"\"price\"\":{\"\"amount\"\":300,\"\"unit\"\":\"\"gold\"\",\"\"paid\"\":false}}}\"\r\n");
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 5, 6})
    void everyRowIsReadBackAndNoCellIsAFormula(long seed) throws Exception {
        var events =
                new RandomEvents(seed).of(new RoomId(Platform.DOUYU, "7"), Written.START, 2000);

        var rows = rows(Written.by(ExportFormat.CSV, events).text());

        assertThat(rows).hasSameSizeAs(events);
        for (var i = 0; i < rows.size(); i++) {
            var row = rows.get(i);
            assertThat(row.getFields())
                    .hasSameSizeAs(CsvExport.COLUMNS)
                    .allMatch(CsvExportTest::isHarmless);
            assertReadBack(events.get(i), row);
        }
    }

    private static void assertReadBack(Event event, NamedCsvRecord row) {
        assertThat(row.getField("at")).isEqualTo("" + event.at());
        assertThat(row.getField("type")).isEqualTo(event.body().type());
        assertThat(withoutGuard(row.getField("key"))).isEqualTo(CleanText.csv(event.key()));
        if (event.body() instanceof Chat chat) {
            assertThat(withoutGuard(row.getField("text"))).isEqualTo(CleanText.csv(chat.text()));
            assertThat(withoutGuard(row.getField("user_name")))
                    .isEqualTo(
                            CleanText.csv(Objects.requireNonNullElse(chat.user().name(), "")));
        }
        var fields =
                EventParser.body(event.body().type(), EventParser.tree(row.getField("fields")));
        assertThat(EventJson.toJson(fields))
                .isEqualTo(CleanText.csv(EventJson.toJson(event.body())));
    }

    /** What a reader does who wants the text as it was. */
    private static String withoutGuard(String cell) {
        return cell.startsWith("'") ? cell.substring(1) : cell;
    }

    private static boolean isHarmless(String cell) {
        return cell.isEmpty()
                || cell.matches("-?[0-9]+")
                || ("=+-@\t\r\n＝＋－＠".indexOf(cell.charAt(0)) < 0
                        && cell.chars().noneMatch(c -> c == 0 || c == 0x1b));
    }

    private static List<NamedCsvRecord> rows(String text) {
        return CsvReader.builder().ofNamedCsvRecord(text).stream().toList();
    }
}
