package dev.danmaku.simulator.room;

/** Oddities that are allowed on the wire, seen in the wild or in a platform's code, and must not disturb a client. */
public enum Quirk {
    /** Payloads come compressed (Kuaishou: gzip). */
    COMPRESSED,
    /** Payloads come encrypted with the platform's public key (Kuaishou: AES). Wins over {@link #COMPRESSED}. */
    ENCRYPTED,
    /** The envelope does not say how its payload is packed; it is plain. */
    UNPACKED,
    /** The envelope comes without the server's time. */
    NO_TIME,
    /** After each push, messages of types that no web client knows. */
    UNKNOWN_TYPES,
    /** Known messages with fields that no published schema has. */
    UNKNOWN_FIELDS,
    /** After each push that has a chat, rich text. */
    RICH_TEXT,
    /** After each push, the list of top spenders. */
    AUDIENCE_LIST,
    /** Before each push, a message of the same type whose payload cannot be read. */
    UNREADABLE,
    /** What happened is told in two messages, written as one TCP segment. */
    GLUED,
    /** Each push is split over three WebSocket frames. */
    FRAGMENTED,
    /** Names of messages carry a suffix that readers have to cut off (Bilibili: {@code DANMU_MSG:4:0:2:2:2:0}). */
    SUFFIXED,
    /** Messages that exist in two forms come in the newer one (Bilibili: those that end in {@code _V2}). */
    SECOND_FORM,
    /** Viewers are shown as to visitors without an account: no number, and little of the name. */
    MASKED,
    /** What may be missing is missing, null, or an empty array in place of an object. */
    BARE,
    /** A platform's message is cut in two and travels in two WebSocket messages, where it usually never does. */
    SPLIT,
    /** Characters beyond the first 65,536 come as two halves of three bytes each, which is not UTF-8. */
    CESU_8,
    /** With each push, messages that say they belong to another room. */
    FOREIGN_ROOMS,
    /** With each push, messages for the whole site. */
    SITE_WIDE,
    /** With each push, a message with the same key twice. */
    REPEATED_KEYS,
    /** Times that senders tell are years away. */
    FAR_TIMES
}
