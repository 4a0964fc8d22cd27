package io.freebies.image;

import io.freebies.image.Canvas.Anchor;
import java.awt.Color;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * Horizontal bars from 0, one below the other, each with its value and an interval.
 *
 * @param title what the values are, with their unit
 * @param bars from top to bottom, may be none
 * @param keys what the colours stand for; may be empty
 */
public record BarChart(String title, List<Bar> bars, List<Legend> keys) {
    private static final double WIDTH = 640;
    private static final double ROW = 18;
    private static final double LONGEST_NAME = 180;
    private static final double VALUE = 48;
    private static final double TOP = 34;

    /**
     * A bar; without whiskers where its interval is a point.
     *
     * @param name at its left
     * @param value its length, negative to the left
     * @param low lower end of its interval
     * @param high upper end
     */
    public record Bar(String name, double value, double low, double high, Color colour) {}

    /** What a colour stands for. */
    public record Legend(String text, Color colour) {}

    /** Copies the lists. */
    public BarChart {
        bars = List.copyOf(bars);
        keys = List.copyOf(keys);
    }

    /** Writes a PNG. */
    public void write(Path file) {
        double first = TOP + Canvas.LINE * keys.size() + (keys.isEmpty() ? 0 : 6);
        double bottom = first + ROW * bars.size() + 4;
        double left = 14
                + bars.stream()
                        .mapToDouble(bar -> Canvas.width(Canvas.fitted(bar.name, LONGEST_NAME)))
                        .max()
                        .orElse(0);
        double low = Math.min(0, values().min().orElse(0));
        double high = Math.max(0, values().max().orElse(0));
        // Values stand beyond the ends of their bars: also at the left, where a bar may go there.
        Axis x = Axis.over(low, high, left + (low < 0 ? VALUE : 6), WIDTH - VALUE - 8);
        try (Canvas canvas = new Canvas(WIDTH, bottom + Canvas.LINE + 10)) {
            canvas.title(Canvas.fitted(title, WIDTH * 0.74), 10, 20);
            for (int i = 0; i < keys.size(); i++) {
                canvas.key(
                        Canvas.fitted(keys.get(i).text, WIDTH - 40),
                        10,
                        TOP + Canvas.LINE * i + 10,
                        keys.get(i).colour);
            }
            canvas.below(x, first, bottom);
            for (int i = 0; i < bars.size(); i++) {
                draw(canvas, bars.get(i), x, left, first + ROW * i + ROW / 2 + 2);
            }
            canvas.line(x.pixel(0), first, x.pixel(0), bottom, Canvas.INK);
            canvas.write(file);
        }
    }

    private DoubleStream values() {
        return bars.stream().flatMapToDouble(bar -> DoubleStream.of(bar.value, bar.low, bar.high));
    }

    private static void draw(Canvas canvas, Bar bar, Axis x, double left, double middle) {
        canvas.text(Canvas.fitted(bar.name, LONGEST_NAME), left - 4, middle + 4, Anchor.END);
        double zero = x.pixel(0);
        double end = x.pixel(bar.value);
        canvas.bar(Math.min(zero, end), middle - 6, Math.max(zero, end), middle + 6, bar.colour);
        if (bar.low < bar.high) {
            canvas.line(x.pixel(bar.low), middle, x.pixel(bar.high), middle, Canvas.INK);
            for (double side : new double[] {bar.low, bar.high}) {
                canvas.line(x.pixel(side), middle - 3, x.pixel(side), middle + 3, Canvas.INK);
            }
        }
        String value = String.format(Locale.ROOT, "%.2f", bar.value);
        if (bar.value < 0) {
            canvas.text(value, x.pixel(Math.min(bar.value, bar.low)) - 5, middle + 4, Anchor.END);
        } else {
            canvas.text(value, x.pixel(Math.max(bar.value, bar.high)) + 5, middle + 4, Anchor.START);
        }
    }
}
