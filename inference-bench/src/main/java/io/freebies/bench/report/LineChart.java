package io.freebies.bench.report;

import io.freebies.image.Axis;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A curve of each side, as SVG; both axes begin at 0.
 *
 * @param title what the numbers are
 * @param axis what they are drawn over
 * @param curves by side
 */
record LineChart(String title, String axis, Map<Side, List<Point>> curves) {
    private static final int WIDTH = 460;
    private static final int HEIGHT = 240;
    private static final int LEFT = 52;
    private static final int BOTTOM = 206;

    /**
     * A point of a curve.
     *
     * @param x to the right
     * @param y upwards
     */
    record Point(double x, double y) {}

    /** The figure; nothing where there is no point to draw. */
    String svg() {
        List<Point> all = curves.values().stream().flatMap(List::stream).toList();
        if (all.isEmpty()) {
            return "";
        }
        Axis x = Axis.over(0, all.stream().mapToDouble(Point::x).max().orElseThrow(), LEFT, WIDTH - 12);
        Axis y = Axis.over(0, 1.05 * all.stream().mapToDouble(Point::y).max().orElseThrow(), BOTTOM, 10);
        StringBuilder svg = new StringBuilder();
        svg.append(String.format(
                Locale.ROOT,
                "<figure><figcaption>%s</figcaption><svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">%n",
                Html.escape(title),
                WIDTH,
                HEIGHT,
                Html.escape(title)));
        y.ticks().forEach(tick -> svg.append(horizontal(y, tick)));
        x.ticks().forEach(tick -> svg.append(text(x.pixel(tick.doubleValue()), BOTTOM + 16, "middle", tick)));
        svg.append(String.format(
                Locale.ROOT,
                "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>%n",
                WIDTH - 12,
                HEIGHT - 2,
                Html.escape(axis)));
        curves.forEach((side, curve) -> svg.append(line(side, curve, x, y)));
        return svg.append("</svg></figure>\n").toString();
    }

    private static String horizontal(Axis y, BigDecimal tick) {
        double at = y.pixel(tick.doubleValue());
        return String.format(
                        Locale.ROOT,
                        "<line class=\"grid\" x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/>",
                        LEFT,
                        WIDTH - 12,
                        at,
                        at)
                + text(LEFT - 6, at + 4, "end", tick);
    }

    private static String text(double x, double y, String anchor, BigDecimal tick) {
        return String.format(
                Locale.ROOT,
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>%n",
                x,
                y,
                anchor,
                tick.toPlainString());
    }

    private static String line(Side side, List<Point> curve, Axis x, Axis y) {
        String points = curve.stream()
                .map(p -> String.format(Locale.ROOT, "%.1f,%.1f", x.pixel(p.x()), y.pixel(p.y())))
                .collect(Collectors.joining(" "));
        return "<polyline class=\"" + side.word() + "\" points=\"" + points + "\"/>\n";
    }
}
