package dev.danmaku.platforms.bilibili;

import org.jspecify.annotations.Nullable;

import java.util.Set;

/**
 * What lies as JSON in a text of a chat's JSON, some thirty fields of which two are of use. Both are nearly always plain texts and
 * are found by their names: no string of JSON holds an unescaped quote, so that a name with its quotes is a name.
 *
 * @param id of the chat; empty where there is none
 * @param replyTo name of who is answered; empty where nobody is
 */
record ChatExtra(String id, String replyTo) {
    private static final String ID = "id_str";
    private static final String REPLY_TO = "reply_uname";
    private static final Set<String> BOTH = Set.of(ID, REPLY_TO);
    private static final ChatExtra NONE = new ChatExtra("", "");

    static ChatExtra of(String text) {
        if (text.isEmpty()) {
            return NONE;
        }
        var id = plain(text, "\"" + ID + "\":\"");
        var replyTo = plain(text, "\"" + REPLY_TO + "\":\"");
        if (id != null && replyTo != null) {
            return new ChatExtra(id, replyTo);
        }
        var fields = PacketJson.fields(text, BOTH);
        return new ChatExtra(Fields.text(fields.path(ID)), Fields.text(fields.path(REPLY_TO)));
    }

    /** Null where it is not there like this, or has an escape in it. */
    private static @Nullable String plain(String text, String start) {
        var at = text.indexOf(start);
        var from = at + start.length();
        var end = at < 0 ? -1 : text.indexOf('"', from);
        return end < 0 || text.substring(from, end).indexOf('\\') >= 0
                ? null
                : text.substring(from, end);
    }
}
