package dev.danmaku.standalone.embedded;

import com.github.fppt.jedismock.Utils;
import com.github.fppt.jedismock.datastructures.Slice;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * {@code SSCAN key cursor [MATCH pattern] [COUNT count]}, and HSCAN likewise.
 *
 * @param count about how many members to look at in this step
 */
record ScanRequest(Slice key, long cursor, Pattern match, int count) {
    private static final int DEFAULT_COUNT = 10;
    private static final Pattern EVERYTHING = Pattern.compile(".*", Pattern.DOTALL);

    /** @throws IllegalArgumentException with Redis' own error */
    static ScanRequest parse(List<Slice> params) {
        if (params.size() < 2 || params.size() % 2 != 0) {
            throw new IllegalArgumentException("ERR wrong number of arguments for 'scan' command");
        }
        var cursor = number(params.get(1), 0, "ERR invalid cursor");
        var match = EVERYTHING;
        var count = (long) DEFAULT_COUNT;
        for (var i = 2; i < params.size(); i += 2) {
            var value = params.get(i + 1);
            switch (params.get(i).toString().toLowerCase(Locale.ROOT)) {
                case "match" ->
                    match = Pattern.compile(
                            Utils.createRegexFromGlob(value.toString()), Pattern.DOTALL);
                case "count" -> count = number(value, 1, "ERR syntax error");
                default -> throw new IllegalArgumentException("ERR syntax error");
            }
        }
        return new ScanRequest(
                params.get(0), cursor, match, (int) Math.min(count, Integer.MAX_VALUE));
    }

    private static long number(Slice text, long min, String error) {
        var number = Utils.parseRedisLong(text.toString());
        if (number.isEmpty() || number.getAsLong() < min) {
            throw new IllegalArgumentException(error);
        }
        return number.getAsLong();
    }
}
