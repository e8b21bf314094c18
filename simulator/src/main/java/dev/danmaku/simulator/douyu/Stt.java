package dev.danmaku.simulator.douyu;

/**
 * Douyu's text form of maps and lists, written in one go.
 *
 * <pre>
 *   map      type@=setmsggroup/rid@=56040/gid@=125/
 *   list     avatar_v3/202104/abc/
 *   escape   '@' is written @A and '/' is written @S, in keys and values, once for every level of nesting
 * </pre>
 */
final class Stt {
    private final StringBuilder text = new StringBuilder();

    static Stt type(String type) {
        return new Stt().put("type", type);
    }

    /** An entry of a map. */
    Stt put(String key, String value) {
        escape(key);
        text.append("@=");
        escape(value);
        text.append('/');
        return this;
    }

    Stt put(String key, long value) {
        return put(key, Long.toString(value));
    }

    /** An empty one is written as an empty value. */
    Stt put(String key, Stt container) {
        return put(key, container.toString());
    }

    /** An item of a list. */
    Stt add(String value) {
        escape(value);
        text.append('/');
        return this;
    }

    Stt add(Stt container) {
        return add(container.toString());
    }

    @Override
    public String toString() {
        return text.toString();
    }

    private void escape(String value) {
        for (var i = 0; i < value.length(); i++) {
            switch (value.charAt(i)) {
                case '@' -> text.append("@A");
                case '/' -> text.append("@S");
                default -> text.append(value.charAt(i));
            }
        }
    }
}
