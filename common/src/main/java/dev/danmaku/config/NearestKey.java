package dev.danmaku.config;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Finds what a mistyped name may have meant. */
final class NearestKey {
    private static final int MAX_NAME_CHARS = 200;

    private NearestKey() {}

    /** The name with the fewest changed letters, if a third of it at most is changed. */
    static Optional<String> of(String typed, List<String> names) {
        if (typed.length() > MAX_NAME_CHARS) {
            return Optional.empty();
        }
        return names.stream()
                .min(Comparator.comparingInt(name -> distance(typed, name)))
                .filter(name -> distance(typed, name) * 3 <= name.length());
    }

    /** Letters to insert, remove or replace: Levenshtein's distance, one row at a time. */
    private static int distance(String a, String b) {
        var row = new int[b.length() + 1];
        Arrays.setAll(row, i -> i);
        for (var i = 1; i <= a.length(); i++) {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.length(); j++) {
                var replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
