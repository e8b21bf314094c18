package dev.danmaku.store.export;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;

import dev.danmaku.event.Event;
import dev.danmaku.event.EventBody;
import dev.danmaku.event.EventBody.Chat;
import dev.danmaku.event.EventBody.Gift;
import dev.danmaku.event.EventBody.Like;
import dev.danmaku.event.EventBody.LikeCount;
import dev.danmaku.event.EventBody.Membership;
import dev.danmaku.event.EventBody.Notice;
import dev.danmaku.event.EventBody.SuperChat;
import dev.danmaku.event.EventBody.ViewerCount;
import dev.danmaku.event.EventJson;
import dev.danmaku.event.Price;
import dev.danmaku.event.User;
import dev.danmaku.store.row.Rows;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** One event a row, columns by RFC 4180. What has no column of its own stands in the last one. */
final class CsvExport implements ExportWriter {
    static final List<String> COLUMNS = List.of(
            "time",
            "at",
            "received_at",
            "platform",
            "room",
            "type",
            "key",
            "live",
            "epoch",
            "user_id",
            "user_name",
            "user_level",
            "user_role",
            "badge_name",
            "badge_level",
            "text",
            "color",
            "reply_to",
            "gift_id",
            "gift_name",
            "tier",
            "count",
            "price_amount",
            "price_unit",
            "price_paid",
            "fields");

    /** What spreadsheets take for a formula, in their wide forms, too; and the apostrophe itself, so that one can be taken off again. */
    private static final String GUARDED = "=+-@\t\r\n'＝＋－＠";

    private final CsvWriter csv;
    private final String[] cells = new String[COLUMNS.size()];

    CsvExport(OutputStream target) throws IOException {
        csv = CsvWriter.builder()
                .lineDelimiter(LineDelimiter.CRLF)
                .build(new OutputStreamWriter(target, StandardCharsets.UTF_8));
        row(COLUMNS);
    }

    @Override
    public boolean write(Event event) throws IOException {
        Arrays.fill(cells, "");
        writeHead(event);
        var user = Rows.userOf(event.body());
        if (user != null) {
            writeUser(user);
        }
        writeBody(event.body());
        text("fields", EventJson.toJson(event.body()));
        row(List.of(cells));
        return true;
    }

    private void row(List<String> row) throws IOException {
        try {
            csv.writeRecord(row);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private void writeHead(Event event) {
        text("time", Instant.ofEpochMilli(event.at()).toString());
        number("at", event.at());
        number("received_at", event.receivedAt());
        text("platform", event.platform().label());
        text("room", event.room());
        text("type", event.body().type());
        text("key", event.key());
        text("live", event.live());
        text("epoch", event.epoch() == null ? null : event.epoch().toString());
    }

    private void writeUser(User user) {
        text("user_id", user.id());
        text("user_name", user.name());
        number("user_level", user.level());
        text("user_role", user.role() == null ? null : user.role().name().toLowerCase(Locale.ROOT));
        if (user.badge() != null) {
            text("badge_name", user.badge().name());
            number("badge_level", user.badge().level());
        }
    }

    private void writeBody(EventBody body) {
        switch (body) {
            case Chat chat -> {
                text("text", chat.text());
                text("color", chat.color());
                text("reply_to", chat.replyTo());
            }
            case SuperChat superChat -> {
                text("text", superChat.text());
                price(superChat.price());
            }
            case Notice notice -> text("text", notice.text());
            case Gift gift -> {
                text("gift_id", gift.id());
                text("gift_name", gift.name());
                number("count", gift.count());
                price(gift.price());
            }
            case Membership membership -> {
                text("tier", membership.tier());
                number("count", membership.months());
                price(membership.price());
            }
            case Like like -> number("count", like.count());
            case ViewerCount viewers -> number("count", viewers.count());
            case LikeCount likes -> number("count", likes.count());
            default -> {}
        }
    }

    private void price(@Nullable Price price) {
        if (price != null) {
            number("price_amount", price.amount());
            text("price_unit", price.unit());
            text("price_paid", price.paid() == null ? null : price.paid().toString());
        }
    }

    private void number(String column, @Nullable Number number) {
        if (number != null) {
            cells[COLUMNS.indexOf(column)] = number.toString();
        }
    }

    private void text(String column, @Nullable String text) {
        if (text != null && !text.isEmpty()) {
            cells[COLUMNS.indexOf(column)] = harmless(CleanText.csv(text));
        }
    }

    private static String harmless(String text) {
        return GUARDED.indexOf(text.charAt(0)) < 0 ? text : "'" + text;
    }

    @Override
    public void finish() throws IOException {
        csv.flush();
    }
}
