package dev.danmaku.store.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.danmaku.event.Event;
import dev.danmaku.event.EventBody.Chat;
import dev.danmaku.event.EventBody.SuperChat;
import dev.danmaku.event.Price;
import dev.danmaku.event.User;
import dev.danmaku.room.Platform;
import dev.danmaku.room.RoomId;
import dev.danmaku.store.RandomEvents;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

class AssExportTest {
    private static final Pattern DIALOGUE = Pattern.compile(
            "Dialogue: [01],(\\d+:\\d\\d:\\d\\d\\.\\d\\d),(\\d+:\\d\\d:\\d\\d\\.\\d\\d),(Chat|Paid),,0,0,0,,"
                    + "\\{(?:\\\\move\\(1920,(\\d+),-(\\d+),\\4\\)(?:\\\\c&H[0-9A-F]{6}&)?|\\\\pos\\(20,(\\d+)\\))\\}([^{}\\\\\\p{Cc}]*)");
    private static final int HEAD_LINES = 16;

    @Test
    void aChatPassesAndASuperChatStands() throws Exception {
        var text = Written.by(
                        ExportFormat.ASS,
                        Written.startingAt(0, 3_600_000),
                        List.of(
                                chat(10, "你好{\\an8}\nworld", "#ff6600"),
                                Written.event(
                                        2_000,
                                        new SuperChat(
                                                User.of("1", "name"),
                                                "谢谢",
                                                new Price(30_000, "CNY/1000", true),
                                                60L))))
                .text();

        var lines = text.lines().toList();
        assertThat(lines)
                .startsWith("[Script Info]")
                .contains("PlayResX: 1920", "[V4+ Styles]", "[Events]");
        assertThat(lines.subList(HEAD_LINES, lines.size()))
                .containsExactly(
                        "Dialogue: 0,1:00:00.01,1:00:10.01,Chat,,0,0,0,,{\\move(1920,170,-500,170)\\c&H0066FF&}你好｛＼an8｝ world",
                        "Dialogue: 1,1:00:02.00,1:00:17.00,Paid,,0,0,0,,{\\pos(20,8)}name ¥30: 谢谢");
    }

    @ParameterizedTest
    @ValueSource(longs = {10, 11, 12})
    void noTextOpensAnOverrideOrALineOfItsOwn(long seed) throws Exception {
        var random = new RandomEvents(seed);
        var events = random.of(new RoomId(Platform.BILIBILI, "7"), Written.START, 6000);

        var written = Written.by(ExportFormat.ASS, events);

        var lines = written.text().split("\n");
        assertThat(written.taken()).hasSizeGreaterThan(200);
        assertThat(lines).hasSize(HEAD_LINES + written.taken().size());
        for (var i = HEAD_LINES; i < lines.length; i++) {
            assertThat(lines[i]).matches(DIALOGUE);
        }
    }

    @Test
    void aTitleIsOneLineWhateverTheRoomIsCalled() throws Exception {
        var recording = new Recording(Platform.DOUYU, "x\n[Events]\nDialogue: y", null, 0);

        assertThat(Written.by(ExportFormat.ASS, recording, List.of()).text().lines())
                .hasSize(HEAD_LINES)
                .contains("Title: douyu x [Events] Dialogue: y");
    }

    @ParameterizedTest
    @ValueSource(longs = {13, 14})
    void noTwoTextsTouchEachOther(long seed) throws Exception {
        var random = new Random(seed);
        var at = 0L;
        var events = new ArrayList<Event>();
        for (var i = 0; i < 3000; i++) {
            at += random.nextInt(400);
            var text = "弹".repeat(1 + random.nextInt(30)) + "x".repeat(random.nextInt(40));
            events.add(
                    i % 10 == 0
                            ? Written.event(
                                    at,
                                    new SuperChat(
                                            User.of("1", "n"),
                                            text,
                                            new Price(1, "gold", true),
                                            9L))
                            : chat(at, text, null));
        }

        var shown = Written.by(ExportFormat.ASS, events)
                .text()
                .lines()
                .skip(HEAD_LINES)
                .map(Shown::parse)
                .toList();

        assertThat(shown).hasSizeGreaterThan(1500);
        for (var i = 0; i < shown.size(); i++) {
            for (var j = i + 1; j < shown.size(); j++) {
                assertThat(shown.get(i).touches(shown.get(j)))
                        .as("%s and %s", shown.get(i), shown.get(j))
                        .isFalse();
            }
        }
    }

    /** @param width 0 for what stands still */
    private record Shown(double begin, double end, int y, int width) {
        static Shown parse(String line) {
            var matcher = DIALOGUE.matcher(line);
            assertThat(matcher.matches()).as(line).isTrue();
            var moves = matcher.group(4) != null;
            return new Shown(
                    seconds(matcher.group(1)),
                    seconds(matcher.group(2)),
                    Integer.parseInt(matcher.group(moves ? 4 : 6)),
                    moves ? Integer.parseInt(matcher.group(5)) : 0);
        }

        private static double seconds(String time) {
            var parts = time.split(":");
            return Integer.parseInt(parts[0]) * 3600
                    + Integer.parseInt(parts[1]) * 60
                    + Double.parseDouble(parts[2]);
        }

        boolean touches(Shown later) {
            var from = Math.max(begin, later.begin);
            var to = Math.min(end, later.end);
            if (y != later.y || to - from < 0.011) {
                return false;
            }
            if (width == 0 || later.width == 0) {
                return true;
            }
            // both move straight: if they are apart at both ends they are in between
            return IntStream.of(0, 1)
                    .mapToDouble(k -> k == 0 ? from : to)
                    .anyMatch(t -> later.left(t) < left(t) + width);
        }

        private double left(double time) {
            return 1920 - (1920 + width) * (time - begin) / (end - begin);
        }
    }

    @Test
    void whatFindsNoRowIsLeftOut() throws Exception {
        var events = IntStream.range(0, 100)
                .mapToObj(i -> chat(i, "text " + i, null))
                .toList();

        assertThat(Written.by(ExportFormat.ASS, events).taken()).hasSize(12);
    }

    @Test
    void longTextsAreCut() throws Exception {
        var line = Written.by(ExportFormat.ASS, List.of(chat(0, "长".repeat(100_000), null)))
                .text();

        assertThat(line).hasSizeLessThan(2_000).endsWith("长…\n");
    }

    private static Event chat(
            long millis, String text, @org.jspecify.annotations.Nullable String color) {
        return Written.event(millis, new Chat(User.of("1", "n"), text, color, null, null));
    }
}
