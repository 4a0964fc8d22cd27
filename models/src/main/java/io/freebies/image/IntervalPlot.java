package io.freebies.image;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Point;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/**
 * Numbers with their intervals over a few named columns, as a picture.
 *
 * @param title above it
 * @param columns names from left to right
 * @param series drawn beside each other
 */
public record IntervalPlot(String title, List<String> columns, List<Series> series) {
    private static final int FONT = Imgproc.FONT_HERSHEY_SIMPLEX;
    private static final int COLUMN = 130;
    private static final int LEFT = 70;
    /** Room for the title. */
    private static final int LEAST_WIDTH = 720;

    private static final int TOP = 60;
    private static final int HEIGHT = 320;
    private static final int BELOW = 70;
    private static final int WRAP = 16;
    private static final int TICKS = 6;
    private static final Scalar PAPER = new Scalar(255, 255, 255);
    private static final Scalar INK = new Scalar(40, 40, 40);
    private static final Scalar GRID = new Scalar(225, 225, 225);
    private static final List<Scalar> COLOURS =
            List.of(new Scalar(90, 90, 90), new Scalar(200, 60, 30), new Scalar(30, 110, 190));

    /**
     * One value of a series.
     *
     * @param low lower end of its interval; the value itself where none is known
     * @param high upper end
     */
    public record Bar(double low, double value, double high) {}

    /**
     * One line or set of dots.
     *
     * @param bars one a column
     * @param isJoined whether neighbours are joined by a line
     */
    public record Series(String name, List<Bar> bars, boolean isJoined) {
        /** Copies the list. */
        public Series {
            bars = List.copyOf(bars);
        }
    }

    /** Copies the lists. */
    public IntervalPlot {
        columns = List.copyOf(columns);
        series = List.copyOf(series);
    }

    /**
     * Draws it into a file.
     *
     * @throws io.freebies.failure.Failure as {@link Pictures#write(Path, Mat)}
     */
    public void write(Path file) {
        OpenCv.load();
        int width = Math.max(LEAST_WIDTH, LEFT + COLUMN * columns.size() + 20);
        Mat sheet = new Mat(TOP + HEIGHT + BELOW, width, CvType.CV_8UC3, PAPER);
        text(sheet, title, 12, 22, 0.55, INK);
        double low = series.stream()
                .flatMap(s -> s.bars().stream())
                .mapToDouble(Bar::low)
                .min()
                .orElse(0);
        double high = series.stream()
                .flatMap(s -> s.bars().stream())
                .mapToDouble(Bar::high)
                .max()
                .orElse(1);
        double room = Math.max(0.5, 0.08 * (high - low));
        Axis axis = new Axis(low - room, high + room);
        grid(sheet, axis);
        for (int i = 0; i < series.size(); i++) {
            draw(sheet, axis, i);
        }
        Pictures.write(file, sheet);
        sheet.release();
    }

    /** From values to rows of pixels. */
    private record Axis(double low, double high) {
        double row(double value) {
            return TOP + HEIGHT - (value - low) / (high - low) * HEIGHT;
        }
    }

    private void grid(Mat sheet, Axis axis) {
        for (int tick = 0; tick <= TICKS; tick++) {
            double value = axis.low + (axis.high - axis.low) * tick / TICKS;
            double row = axis.row(value);
            Imgproc.line(sheet, new Point(LEFT, row), new Point(sheet.cols() - 10, row), GRID, 1);
            text(sheet, String.format(Locale.ROOT, "%.1f", value), 12, row + 5, 0.42, INK);
        }
        for (int column = 0; column < columns.size(); column++) {
            List<String> lines = wrapped(columns.get(column));
            for (int line = 0; line < lines.size(); line++) {
                text(sheet, lines.get(line), LEFT + COLUMN * column + 8, TOP + HEIGHT + 20 + 16 * line, 0.42, INK);
            }
        }
    }

    private void draw(Mat sheet, Axis axis, int index) {
        Series one = series.get(index);
        Scalar colour = COLOURS.get(index % COLOURS.size());
        if (series.size() > 1) {
            text(sheet, one.name(), LEFT + 190.0 * index, 46, 0.5, colour);
        }
        for (int column = 0; column < one.bars().size(); column++) {
            Bar bar = one.bars().get(column);
            double x = x(column, index);
            Imgproc.line(sheet, new Point(x, axis.row(bar.low())), new Point(x, axis.row(bar.high())), colour, 2);
            Imgproc.circle(sheet, new Point(x, axis.row(bar.value())), 5, colour, Imgproc.FILLED, Imgproc.LINE_AA);
            if (one.isJoined() && column > 0) {
                Bar before = one.bars().get(column - 1);
                Point from = new Point(x(column - 1, index), axis.row(before.value()));
                Imgproc.line(sheet, from, new Point(x, axis.row(bar.value())), colour, 1, Imgproc.LINE_AA);
            }
        }
    }

    private double x(int column, int index) {
        return LEFT + COLUMN * (column + 0.5) + 10 * (index - (series.size() - 1) / 2.0);
    }

    private static List<String> wrapped(String text) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            if (!line.isEmpty() && line.length() + word.length() >= WRAP) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }

    private static void text(Mat sheet, String text, double left, double baseline, double scale, Scalar colour) {
        Size size = Imgproc.getTextSize(text, FONT, scale, 1, new int[1]);
        double fitting = scale * Math.min(1, (sheet.cols() - left - 4) / Math.max(1, size.width));
        Imgproc.putText(sheet, text, new Point(left, baseline), FONT, fitting, colour, 1, Imgproc.LINE_AA);
    }
}
