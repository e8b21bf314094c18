package dev.danmaku.platforms.douyu;

/** One level of STT as a list: items, each followed by a slash; the last slash may be missing. */
final class SttList {
    /** In one list; rank lists have some hundred. */
    static final int MAX_ITEMS = 2_048;

    private SttList() {}

    /** One item as it stands in the bytes. */
    interface Reader {
        void item(byte[] bytes, int from, int to, boolean escaped) throws MalformedPacket;
    }

    static void forEach(byte[] bytes, Reader reader) throws MalformedPacket {
        var item = 0;
        var count = 0;
        var escaped = false;
        for (var at = 0; at < bytes.length; at++) {
            if (bytes[at] == '@') {
                escaped = true;
            } else if (bytes[at] == '/') {
                if (++count > MAX_ITEMS) {
                    throw new MalformedPacket("more than " + MAX_ITEMS + " items in a list");
                }
                reader.item(bytes, item, at, escaped);
                item = at + 1;
                escaped = false;
            }
        }
        if (item < bytes.length) {
            reader.item(bytes, item, bytes.length, escaped);
        }
    }
}
