package dev.danmaku.store.export;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.danmaku.event.Event;
import dev.danmaku.event.EventBody.Chat;
import dev.danmaku.event.EventBody.SuperChat;
import dev.danmaku.event.Price;

import org.jspecify.annotations.Nullable;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.util.Locale;
import java.util.Objects;

/**
 * Subtitles for a screen of 1920 x 1080, which players scale to the picture: chats pass from right to left on rows of their own, below
 * three rows on top where super chats stand. What finds no free row is left out: a screen holds no more.
 */
final class AssExport implements ExportWriter {
    private static final int SCREEN_WIDTH = 1920;
    private static final long PASS_MILLIS = 10_000;
    private static final int CHAT_SIZE = 48;
    private static final int CHAT_ROWS = 12;
    private static final int CHAT_ROW_HEIGHT = 56;
    private static final int CHAT_GAP = 24;
    private static final int PAID_SIZE = 40;
    private static final int PAID_ROWS = 3;
    private static final int PAID_ROW_HEIGHT = 54;
    private static final int PAID_LEFT = 20;
    private static final int TOP = 8;
    private static final long PAID_SHORTEST_SECONDS = 5;
    private static final long PAID_LONGEST_SECONDS = 15;
    private static final long PAID_PATIENCE_MILLIS = 60_000;
    private static final int BUFFER_CHARS = 1 << 15;
    private static final int WHITE = 0xffffff;

    private static final String HEAD = """
            [Script Info]
            Title: %s
            ScriptType: v4.00+
            PlayResX: 1920
            PlayResY: 1080
            WrapStyle: 2
            ScaledBorderAndShadow: yes
            Collisions: Normal

            [V4+ Styles]
            Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Bold, Italic, Underline, StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, Alignment, MarginL, MarginR, MarginV, Encoding
            Style: Chat,Microsoft YaHei,48,&H20FFFFFF,&H20FFFFFF,&H40000000,&H80000000,0,0,0,0,100,100,0,0,1,2,0,7,0,0,0,1
            Style: Paid,Microsoft YaHei,40,&H00FFFFFF,&H00FFFFFF,&H30704010,&H30704010,1,0,0,0,100,100,0,0,3,6,0,7,0,0,0,1

            [Events]
            Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
            """;

    private final Writer text;
    private final Lanes lanes = new Lanes(CHAT_ROWS, SCREEN_WIDTH, PASS_MILLIS);
    private final FixedRows paid = new FixedRows(PAID_ROWS, PAID_PATIENCE_MILLIS);
    private Recording recording;

    AssExport(OutputStream target, Recording recording) throws IOException {
        this.recording = recording;
        text = new BufferedWriter(new OutputStreamWriter(target, UTF_8), BUFFER_CHARS);
        text.write(
                HEAD.formatted(AssText.of(recording.platform().label() + " " + recording.room())));
    }

    @Override
    public boolean write(Event event) throws IOException {
        recording = recording.begunBy(event);
        var millis = recording.millis(event);
        if (millis < 0) {
            return false;
        }
        return switch (event.body()) {
            case Chat chat -> write(millis, chat);
            case SuperChat superChat -> write(millis, superChat);
            default -> false;
        };
    }

    private boolean write(long millis, Chat chat) throws IOException {
        var said = AssText.of(chat.text());
        var width = AssText.width(said, CHAT_SIZE);
        if (width == 0) {
            return false;
        }
        var lane = lanes.take(millis, width + CHAT_GAP);
        if (lane < 0) {
            return false;
        }
        var y = TOP + PAID_ROWS * PAID_ROW_HEIGHT + lane * CHAT_ROW_HEIGHT;
        dialogue(
                0,
                millis,
                millis + PASS_MILLIS,
                "Chat",
                "\\move(%d,%d,%d,%d)%s".formatted(SCREEN_WIDTH, y, -width, y, color(chat.color())),
                said);
        return true;
    }

    private boolean write(long millis, SuperChat superChat) throws IOException {
        var length = 1000
                * Math.clamp(
                        Objects.requireNonNullElse(superChat.seconds(), PAID_LONGEST_SECONDS),
                        PAID_SHORTEST_SECONDS,
                        PAID_LONGEST_SECONDS);
        var place = paid.take(millis, length);
        if (place.isNone()) {
            return false;
        }
        dialogue(
                1,
                place.begin(),
                place.begin() + length,
                "Paid",
                "\\pos(%d,%d)".formatted(PAID_LEFT, TOP + place.row() * PAID_ROW_HEIGHT),
                fitting("%s %s: %s"
                        .formatted(
                                Objects.requireNonNullElse(superChat.user().name(), ""),
                                price(superChat.price()),
                                superChat.text())));
        return true;
    }

    private static String price(Price price) {
        return Money.isYuan(price)
                ? "¥" + Money.amount(price)
                : Money.amount(price) + " " + price.unit();
    }

    /** As much of it as the screen's width holds. */
    private static String fitting(String said) {
        var clean = AssText.of(said);
        var end = clean.length();
        while (AssText.width(clean.substring(0, end), PAID_SIZE) > SCREEN_WIDTH - 2 * PAID_LEFT) {
            end = clean.offsetByCodePoints(end, -1);
        }
        return clean.substring(0, end);
    }

    /** Blue comes first. */
    private static String color(@Nullable String color) {
        var rgb = XmlExport.color(color);
        return rgb == WHITE
                ? ""
                : "\\c&H%02X%02X%02X&".formatted(rgb & 0xff, (rgb >> 8) & 0xff, (rgb >> 16) & 0xff);
    }

    private void dialogue(
            int layer, long begin, long end, String style, String override, String said)
            throws IOException {
        text.write("Dialogue: %d,%s,%s,%s,,0,0,0,,{%s}%s\n"
                .formatted(layer, time(begin), time(end), style, override, said));
    }

    /** Hundredths of a second. */
    private static String time(long millis) {
        return String.format(
                Locale.ROOT,
                "%d:%02d:%02d.%02d",
                millis / 3_600_000,
                millis / 60_000 % 60,
                millis / 1000 % 60,
                millis / 10 % 100);
    }

    @Override
    public void finish() throws IOException {
        text.flush();
    }
}
