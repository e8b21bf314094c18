package dev.danmaku.bench;

import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** {@code rooms=1000} and the like behind a bench's name. */
final class Options {
    private final Map<String, String> given = new TreeMap<>();
    private final TreeSet<String> known = new TreeSet<>();

    private Options() {}

    /** @throws IllegalArgumentException if one is not {@code word=number} */
    static Options parse(Iterable<String> words) {
        var options = new Options();
        for (var word : words) {
            if (!word.matches("[a-z]+=[0-9]{1,9}")) {
                throw new IllegalArgumentException(
                        "'" + word + "' is no option: say word=number, e.g. rooms=300");
            }
            var equals = word.indexOf('=');
            options.given.put(word.substring(0, equals), word.substring(equals + 1));
        }
        return options;
    }

    int count(String name, int usual) {
        known.add(name);
        var text = given.get(name);
        return text == null ? usual : Integer.parseInt(text);
    }

    /** To be called when all were asked for. */
    void requireNoOthers() {
        var others = new TreeSet<>(given.keySet());
        others.removeAll(known);
        if (!others.isEmpty()) {
            throw new IllegalArgumentException(others + " means nothing here; there is " + known);
        }
    }

    /** As they were given, in front of each a space. */
    @Override
    public String toString() {
        var text = new StringBuilder();
        given.forEach((name, value) -> text.append(' ').append(name).append('=').append(value));
        return text.toString();
    }
}
