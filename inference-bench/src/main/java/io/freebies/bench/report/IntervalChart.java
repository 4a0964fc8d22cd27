package io.freebies.bench.report;

import io.freebies.image.Axis;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * Estimates with their intervals over a band of values that count as nothing, as SVG.
 *
 * @param title what the numbers are
 * @param estimates from top to bottom, at least one
 * @param bandLow lower end of the band
 * @param bandHigh upper end; equal to the lower for a dashed line
 */
record IntervalChart(String title, List<Estimate> estimates, double bandLow, double bandHigh) {
    private static final int WIDTH = 460;
    private static final int LEFT = 122;
    private static final int ROW = 34;
    private static final int TOP = 12;

    /**
     * A row.
     *
     * @param name at its left
     * @param style CSS class
     * @param low lower end of its interval
     * @param value the estimate
     * @param high upper end of its interval
     */
    record Estimate(String name, String style, double low, double value, double high) {}

    /** Copies the list. */
    IntervalChart {
        estimates = List.copyOf(estimates);
    }

    /** The figure. */
    String svg() {
        double low = Math.min(bandLow, values(true).min().orElseThrow());
        double high = Math.max(bandHigh, values(false).max().orElseThrow());
        double room = Math.max(1e-6, 0.12 * (high - low));
        Axis x = new Axis(low - room, high + room, LEFT, WIDTH - 14);
        int bottom = TOP + ROW * estimates.size();
        StringBuilder svg = new StringBuilder();
        svg.append(String.format(
                Locale.ROOT,
                "<figure><figcaption>%s</figcaption><svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">%n",
                Html.escape(title),
                WIDTH,
                bottom + 26,
                Html.escape(title)));
        svg.append(band(x, bottom));
        x.ticks().forEach(tick -> svg.append(tick(x, tick, bottom)));
        for (int i = 0; i < estimates.size(); i++) {
            svg.append(row(estimates.get(i), x, TOP + ROW * i + ROW / 2));
        }
        return svg.append("</svg></figure>\n").toString();
    }

    private String band(Axis x, int bottom) {
        if (bandLow == bandHigh) {
            return String.format(
                    Locale.ROOT,
                    "<line class=\"zero\" x1=\"%1$.1f\" x2=\"%1$.1f\" y1=\"%2$d\" y2=\"%3$d\"/>%n",
                    x.pixel(bandLow),
                    TOP,
                    bottom);
        }
        return String.format(
                Locale.ROOT,
                "<rect class=\"band\" x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\"/>%n",
                x.pixel(bandLow),
                TOP,
                x.pixel(bandHigh) - x.pixel(bandLow),
                bottom - TOP);
    }

    private DoubleStream values(boolean lower) {
        return estimates.stream().mapToDouble(e -> lower ? e.low() : e.high());
    }

    private static String tick(Axis x, BigDecimal tick, int bottom) {
        double at = x.pixel(tick.doubleValue());
        return String.format(
                Locale.ROOT,
                "<line class=\"grid\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\"/>"
                        + "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>%n",
                at,
                at,
                TOP,
                bottom,
                at,
                bottom + 18,
                tick.toPlainString());
    }

    private static String row(Estimate estimate, Axis x, int y) {
        return String.format(
                Locale.ROOT,
                "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>"
                        + "<line class=\"whisker %s\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\"/>"
                        + "<circle class=\"dot %s\" cx=\"%.1f\" cy=\"%d\" r=\"5\"/>%n",
                LEFT - 12,
                y + 4,
                Html.escape(estimate.name()),
                estimate.style(),
                x.pixel(estimate.low()),
                x.pixel(estimate.high()),
                y,
                y,
                estimate.style(),
                x.pixel(estimate.value()),
                y);
    }
}
