package dev.danmaku.store;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

/** Rows in the text format of PostgreSQL's COPY: a line each, fields with tabs between. */
final class CopyLines {
    static final String COLUMNS =
            "at, who, room, origin, lag, platform, type, key, text, folded, body";

    private static final HexFormat HEX = HexFormat.of();
    private static final String NULL = "\\N";

    private final StringBuilder lines = new StringBuilder();

    private CopyLines() {}

    static byte[] of(Leaf leaf, List<PlacedRow> rows) {
        var copy = new CopyLines();
        var platform = PlatformCode.of(leaf.platform());
        for (var placed : rows) {
            var row = placed.row();
            copy.number(row.at()).number(row.who()).number(placed.room());
            copy.number(placed.origin()).number(row.lag()).number(platform).number(row.type());
            copy.lines.append("\\\\x");
            copy.lines.append(HEX.formatHex(row.key())).append('\t');
            copy.text(row.text()).text(row.folded()).text(row.body());
            copy.lines.setCharAt(copy.lines.length() - 1, '\n');
        }
        return copy.lines.toString().getBytes(StandardCharsets.UTF_8);
    }

    private CopyLines number(@Nullable Object number) {
        lines.append(number == null ? NULL : number).append('\t');
        return this;
    }

    private CopyLines text(@Nullable String text) {
        if (text == null) {
            lines.append(NULL);
        } else {
            for (var i = 0; i < text.length(); i++) {
                character(text.charAt(i));
            }
        }
        lines.append('\t');
        return this;
    }

    private void character(char c) {
        switch (c) {
            case '\\' -> lines.append("\\\\");
            case '\n' -> lines.append("\\n");
            case '\r' -> lines.append("\\r");
            case '\t' -> lines.append("\\t");
            default -> lines.append(c);
        }
    }
}
