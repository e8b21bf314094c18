package dev.danmaku.platforms.douyu;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One level of STT as a map. The bytes are scanned once, for where keys and values are; a value becomes text or number only when
 * asked for. Of a key that is there twice the last one counts; what has no key is skipped; a last slash may be missing. Can be
 * read into again and again; owned by one thread.
 *
 * <p>The wire does not say which values are maps or lists, and people write texts that look like either: so who asks says what
 * it is, and depth is bounded by the asking.
 */
final class SttMap {
    /** In one map; a usual one has 25. */
    static final int MAX_ENTRIES = 2_048;

    private static final int USUAL_ENTRIES = 32;
    private static final int CODE_BYTES = 8;
    private static final int MAX_DIGITS = 18;
    private static final int SCRATCH_BYTES = 256;

    private byte[] bytes = {};
    private int from;
    private int to;
    private int size;
    /** The first eight bytes of each key. */
    private long[] codes;
    /** Where each key starts and ends, and where its value does. */
    private int[] spans;
    /** Which values hold an at sign. */
    private boolean[] escaped;

    private byte[] scratch = {};

    /** To read messages into. */
    SttMap() {
        this(USUAL_ENTRIES);
    }

    private SttMap(int entries) {
        codes = new long[entries];
        spans = new int[entries * 4];
        escaped = new boolean[entries];
    }

    static SttMap of(byte[] bytes) throws MalformedPacket {
        // A list may have thousands, of a byte or two.
        var most = Math.clamp(bytes.length / 2, 1, USUAL_ENTRIES);
        var map = new SttMap(Integer.highestOneBit(most));
        map.read(bytes, 0, bytes.length);
        return map;
    }

    /** The bytes are kept, not copied: what is asked later is read from them. */
    void read(byte[] source, int start, int end) throws MalformedPacket {
        bytes = source;
        from = start;
        to = end;
        size = 0;
        var item = start;
        var separator = -1;
        var marked = false;
        for (var at = start; at < end; at++) {
            var b = source[at];
            if (b == '/') {
                add(item, separator, at, marked);
                item = at + 1;
                separator = -1;
                marked = false;
            } else if (b == '@') {
                if (separator < 0 && at + 1 < end && source[at + 1] == '=') {
                    separator = at;
                    marked = false;
                    at++;
                } else {
                    marked = true;
                }
            }
        }
        add(item, separator, end, marked);
    }

    private void add(int item, int separator, int end, boolean marked) throws MalformedPacket {
        if (separator < 0) {
            return;
        }
        if (size == codes.length) {
            grow();
        }
        codes[size] = code(item, separator);
        spans[size * 4] = item;
        spans[size * 4 + 1] = separator;
        spans[size * 4 + 2] = separator + 2;
        spans[size * 4 + 3] = end;
        escaped[size] = marked;
        size++;
    }

    private void grow() throws MalformedPacket {
        if (size >= MAX_ENTRIES) {
            throw new MalformedPacket("more than " + MAX_ENTRIES + " fields");
        }
        codes = Arrays.copyOf(codes, size * 2);
        spans = Arrays.copyOf(spans, size * 8);
        escaped = Arrays.copyOf(escaped, size * 2);
    }

    private long code(int start, int end) {
        var code = 0L;
        for (var at = start; at < Math.min(end, start + CODE_BYTES); at++) {
            code = code << 8 | bytes[at] & 0xFF;
        }
        return code;
    }

    /** Holds no entry. */
    boolean isEmpty() {
        return size == 0;
    }

    /** Also where its value is empty. */
    boolean has(String key) {
        return find(key) >= 0;
    }

    /** The value; null where it is absent or empty, which are the same on this wire. */
    @Nullable String text(String key) {
        var i = find(key);
        return i < 0 || isBlank(i) ? null : textAt(i);
    }

    /** The same; where it is the likely text, that one. */
    @Nullable String text(String key, String likely) {
        var i = find(key);
        return i >= 0 && !likely.isEmpty() && isAscii(i, likely) ? likely : text(key);
    }

    private boolean isAscii(int i, String text) {
        var start = spans[i * 4 + 2];
        if (spans[i * 4 + 3] - start != text.length()) {
            return false;
        }
        for (var at = 0; at < text.length(); at++) {
            if (bytes[start + at] != text.charAt(at) || escaped[i]) {
                return false;
            }
        }
        return true;
    }

    /** The value between two texts; null where it is absent or empty. */
    @Nullable String between(String before, String key, String after) {
        var i = find(key);
        if (i < 0 || isBlank(i)) {
            return null;
        }
        var valueFrom = spans[i * 4 + 2];
        var valueTo = spans[i * 4 + 3];
        var most = before.length() + valueTo - valueFrom + after.length();
        if (most > SCRATCH_BYTES) {
            return before + textAt(i) + after;
        }
        if (scratch.length == 0) {
            scratch = new byte[SCRATCH_BYTES];
        }
        var end = ascii(before, 0);
        end = SttSlice.unescape(bytes, valueFrom, valueTo, scratch, end);
        end = ascii(after, end);
        return Utf8.text(scratch, 0, end);
    }

    private int ascii(String text, int start) {
        for (var i = 0; i < text.length(); i++) {
            scratch[start + i] = (byte) text.charAt(i);
        }
        return start + text.length();
    }

    /** The value as a number; 0 where it is absent or none that fits 18 digits. */
    long number(String key) {
        var i = find(key);
        if (i < 0) {
            return 0;
        }
        var at = spans[i * 4 + 2];
        var end = spans[i * 4 + 3];
        var negative = at < end && bytes[at] == '-';
        if (negative) {
            at++;
        }
        if (end - at > MAX_DIGITS) {
            return 0;
        }
        var number = 0L;
        for (; at < end; at++) {
            var digit = bytes[at] - '0';
            if (digit < 0 || digit > 9) {
                return 0;
            }
            number = number * 10 + digit;
        }
        return negative ? -number : number;
    }

    /** The value read as a map; null where it is absent or empty. */
    @Nullable SttMap map(String key) throws MalformedPacket {
        var nested = nested(key);
        return nested == null ? null : of(nested);
    }

    /** The value read as a list of texts; empty where it is absent or empty. */
    List<String> texts(String key) throws MalformedPacket {
        var texts = new ArrayList<String>();
        var nested = nested(key);
        if (nested != null) {
            SttList.forEach(
                    nested,
                    (item, start, end, marked) ->
                            texts.add(SttSlice.text(item, start, end, marked)));
        }
        return texts;
    }

    /** The value read as a list of maps; empty where it is absent or empty. */
    List<SttMap> maps(String key) throws MalformedPacket {
        var maps = new ArrayList<SttMap>();
        var nested = nested(key);
        if (nested != null) {
            SttList.forEach(
                    nested,
                    (item, start, end, _) -> maps.add(of(SttSlice.unescaped(item, start, end))));
        }
        return maps;
    }

    private byte @Nullable [] nested(String key) {
        var i = find(key);
        return i < 0 || isBlank(i)
                ? null
                : SttSlice.unescaped(bytes, spans[i * 4 + 2], spans[i * 4 + 3]);
    }

    /** All of it, in order. */
    Map<String, String> all() {
        var all = new LinkedHashMap<String, String>();
        for (var i = 0; i < size; i++) {
            all.put(SttSlice.text(bytes, spans[i * 4], spans[i * 4 + 1], true), textAt(i));
        }
        return all;
    }

    /** What was read, as it came. */
    byte[] bytes() {
        return bytes;
    }

    int from() {
        return from;
    }

    int to() {
        return to;
    }

    private String textAt(int i) {
        return SttSlice.text(bytes, spans[i * 4 + 2], spans[i * 4 + 3], escaped[i]);
    }

    private boolean isBlank(int i) {
        return spans[i * 4 + 2] == spans[i * 4 + 3];
    }

    /**
     * From the end, since the last one of a name counts. The keys that we ask for hold nothing that would be escaped, so they
     * can be compared as they stand.
     */
    private int find(String key) {
        var length = key.length();
        var code = 0L;
        for (var i = 0; i < Math.min(length, CODE_BYTES); i++) {
            code = code << 8 | key.charAt(i);
        }
        for (var i = size - 1; i >= 0; i--) {
            if (codes[i] == code
                    && spans[i * 4 + 1] - spans[i * 4] == length
                    && endsAlike(key, spans[i * 4])) {
                return i;
            }
        }
        return -1;
    }

    private boolean endsAlike(String key, int start) {
        for (var i = CODE_BYTES; i < key.length(); i++) {
            if (bytes[start + i] != key.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
