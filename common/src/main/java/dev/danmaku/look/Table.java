package dev.danmaku.look;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rows of words in columns; numbers stand to the right. */
final class Table {
    private static final String GAP = "  ";

    private final Set<Integer> rightward;
    private final List<List<String>> rows = new ArrayList<>();

    private Table(Set<Integer> rightward) {
        this.rightward = rightward;
    }

    /** @param head a column that begins with {@code >} stands to the right */
    static Table of(String... head) {
        var table = new Table(IntStream.range(0, head.length)
                .filter(i -> head[i].startsWith(">"))
                .boxed()
                .collect(Collectors.toSet()));
        table.row((Object[]) IntStream.range(0, head.length)
                .mapToObj(i -> head[i].startsWith(">") ? head[i].substring(1) : head[i])
                .toArray(String[]::new));
        return table;
    }

    void row(Object... cells) {
        rows.add(List.of(cells).stream().map(String::valueOf).toList());
    }

    /** Its lines, each with its end. */
    @Override
    public String toString() {
        var widths = IntStream.range(0, rows.getFirst().size())
                .map(column -> rows.stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElse(0))
                .toArray();
        return rows.stream()
                .map(row -> IntStream.range(0, widths.length)
                                .mapToObj(column -> pad(row.get(column), widths[column], column))
                                .collect(Collectors.joining(GAP))
                                .stripTrailing()
                        + "\n")
                .collect(Collectors.joining());
    }

    private String pad(String cell, int width, int column) {
        var padding = " ".repeat(width - cell.length());
        return rightward.contains(column) ? padding + cell : cell + padding;
    }
}
