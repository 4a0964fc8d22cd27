package io.freebies.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Rows of cells with a name in front: the names flush left, the cells flush right. */
final class TextTable {
    private static final String GAP = "  ";

    private final List<List<String>> rows = new ArrayList<>();

    /** Adds a row; all have as many cells. */
    void add(String name, List<?> cells) {
        List<String> row = new ArrayList<>(List.of(name));
        cells.forEach(cell -> row.add(String.valueOf(cell)));
        rows.add(row);
    }

    /** A line for each row. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            for (int column = 0; column < row.size(); column++) {
                String side = column == 0 ? "-" : "";
                text.append(column == 0 ? "" : GAP)
                        .append(String.format(Locale.ROOT, "%" + side + width(column) + "s", row.get(column)));
            }
            text.append('\n');
        }
        return text.toString();
    }

    private int width(int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(1);
    }
}
