package dev.danmaku.simulator.douyu;

import java.util.LinkedHashMap;
import java.util.Map;

/** What a client said: one level of STT, which is all that clients say. */
record ClientMessage(Map<String, String> fields) {

    static ClientMessage read(String body) {
        var fields = new LinkedHashMap<String, String>();
        for (var item : body.split("/")) {
            var equals = item.indexOf("@=");
            if (equals >= 0) {
                fields.put(
                        unescape(item.substring(0, equals)), unescape(item.substring(equals + 2)));
            }
        }
        return new ClientMessage(fields);
    }

    String type() {
        return field("type");
    }

    /** Its text; empty if it is not there. */
    String field(String name) {
        return fields.getOrDefault(name, "");
    }

    /** In this order: the other would read the text '@AS' as a slash. */
    private static String unescape(String text) {
        return text.replace("@S", "/").replace("@A", "@");
    }
}
