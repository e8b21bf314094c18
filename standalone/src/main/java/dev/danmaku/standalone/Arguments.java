package dev.danmaku.standalone;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A command line with the settings taken out: every argument that begins with {@code --danmaku.} is one, wherever it stands.
 *
 * @param settings by key
 */
record Arguments(Map<String, String> settings, List<String> rest) {
    private static final String DASHES = "--";
    private static final String PREFIX = DASHES + "danmaku.";

    /** A setting without a value gets an empty one, which is as good as none. */
    static Arguments parse(List<String> arguments) {
        var settings = new LinkedHashMap<String, String>();
        var rest = new ArrayList<String>();
        var left = arguments.iterator();
        while (left.hasNext()) {
            var argument = left.next();
            if (!argument.startsWith(PREFIX)) {
                rest.add(argument);
                continue;
            }
            var equals = argument.indexOf('=');
            var key = argument.substring(DASHES.length(), equals < 0 ? argument.length() : equals);
            settings.put(
                    key,
                    equals >= 0
                            ? argument.substring(equals + 1)
                            : left.hasNext() ? left.next() : "");
        }
        return new Arguments(settings, rest);
    }
}
