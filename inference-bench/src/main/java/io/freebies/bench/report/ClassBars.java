package io.freebies.bench.report;

import io.freebies.image.Axis;
import java.util.List;
import java.util.Locale;

/**
 * A pair of bars for each class, as SVG (figures 8 and 9 of the paper).
 *
 * @param title what the numbers are
 * @param rows from top to bottom
 */
record ClassBars(String title, List<Row> rows) {
    private static final int WIDTH = 460;
    private static final int LEFT = 122;
    private static final int RIGHT = WIDTH - 14;
    private static final int ROW = 30;
    private static final int BAR = 10;
    private static final int TOP = 8;

    /**
     * One class.
     *
     * @param name at its left
     * @param baseline length of the upper bar, 0 to 1
     * @param candidate of the lower
     */
    record Row(String name, double baseline, double candidate) {}

    /** Copies the list. */
    ClassBars {
        rows = List.copyOf(rows);
    }

    /** The figure. */
    String svg() {
        Axis x = new Axis(0, 100, LEFT, RIGHT);
        int bottom = TOP + ROW * rows.size();
        StringBuilder svg = new StringBuilder(String.format(
                Locale.ROOT,
                "<figure><figcaption>%s</figcaption><svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">%n",
                Html.escape(title),
                WIDTH,
                bottom + 26,
                Html.escape(title)));
        x.ticks()
                .forEach(tick -> svg.append(String.format(
                        Locale.ROOT,
                        "<line class=\"grid\" x1=\"%1$.1f\" x2=\"%1$.1f\" y1=\"%2$d\" y2=\"%3$d\"/>"
                                + "<text x=\"%1$.1f\" y=\"%4$d\" text-anchor=\"middle\">%5$s</text>%n",
                        x.pixel(tick.doubleValue()),
                        TOP,
                        bottom,
                        bottom + 18,
                        tick.toPlainString())));
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            int y = TOP + ROW * i + (ROW - 2 * BAR) / 2;
            svg.append(String.format(
                    Locale.ROOT,
                    "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>%n",
                    LEFT - 12,
                    y + BAR + 4,
                    Html.escape(row.name())));
            svg.append(bar(Side.BASELINE, row.baseline(), x, y))
                    .append(bar(Side.CANDIDATE, row.candidate(), x, y + BAR));
        }
        return svg.append("</svg></figure>\n").toString();
    }

    private static String bar(Side side, double share, Axis x, int y) {
        return String.format(
                Locale.ROOT,
                "<rect class=\"bar %s\" x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\"/>%n",
                side.word(),
                LEFT,
                y,
                x.pixel(100 * share) - LEFT,
                BAR - 1);
    }
}
