package dev.danmaku.bench;

import java.util.List;

/**
 * A measured line.
 *
 * @param what was measured
 * @param numbers with their units
 * @param beside a plain thing of the same kind in the same run, and the ratio
 * @param notes more that was seen; told, but not part of the line
 */
record Figure(String what, String numbers, String beside, List<String> notes) {
    Figure {
        notes = List.copyOf(notes);
    }
}
