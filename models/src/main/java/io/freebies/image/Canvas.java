package io.freebies.image;

import java.awt.Color;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.MatOfPoint;
import org.opencv.core.Point;
import org.opencv.core.Scalar;
import org.opencv.imgproc.Imgproc;

/**
 * White paper to draw a chart on. Places and sizes are in points, two pixels each, x to the right and y down. Text is
 * ASCII: the font has no other letters, and shows question marks for them.
 */
final class Canvas implements AutoCloseable {
    /** The height of a line of text. */
    static final double LINE = 16;

    static final Color INK = new Color(40, 40, 40);
    static final Color GRID = new Color(225, 225, 225);

    private static final int PIXELS = 2;
    private static final int FONT = Imgproc.FONT_HERSHEY_SIMPLEX;
    private static final double TEXT_SCALE = 0.38;
    private static final double TITLE_SCALE = 0.48;

    /** Which part of a text is at its place. */
    enum Anchor {
        START(0),
        MIDDLE(0.5),
        END(1);

        private final double share;

        Anchor(double share) {
            this.share = share;
        }
    }

    private final Mat paper;

    Canvas(double width, double height) {
        OpenCv.load();
        paper = new Mat(pixels(height), pixels(width), CvType.CV_8UC3, new Scalar(255, 255, 255));
    }

    private static int pixels(double points) {
        return (int) Math.round(PIXELS * points);
    }

    private static Point point(double x, double y) {
        return new Point(pixels(x), pixels(y));
    }

    private static Scalar scalar(Color colour) {
        return new Scalar(colour.getRed(), colour.getGreen(), colour.getBlue());
    }

    /** How wide a text is. */
    static double width(String text) {
        OpenCv.load();
        return Imgproc.getTextSize(text, FONT, PIXELS * TEXT_SCALE, 1, new int[1]).width / PIXELS;
    }

    void text(String text, double x, double baseline, Anchor anchor) {
        double left = x - anchor.share * width(text);
        Imgproc.putText(paper, text, point(left, baseline), FONT, PIXELS * TEXT_SCALE, scalar(INK), 1, Imgproc.LINE_AA);
    }

    void title(String text, double x, double baseline) {
        Imgproc.putText(
                paper, text, point(x, baseline), FONT, PIXELS * TITLE_SCALE, scalar(INK), PIXELS, Imgproc.LINE_AA);
    }

    void line(double x1, double y1, double x2, double y2, Color colour) {
        Imgproc.line(paper, point(x1, y1), point(x2, y2), scalar(colour), PIXELS, Imgproc.LINE_AA);
    }

    void bar(double x1, double y1, double x2, double y2, Color colour) {
        Imgproc.rectangle(paper, point(x1, y1), point(x2, y2), scalar(colour), Imgproc.FILLED);
    }

    /** Points joined by lines. */
    void curve(List<Double> x, List<Double> y, Color colour, int pixelsWide) {
        MatOfPoint points = new MatOfPoint(IntStream.range(0, x.size())
                .mapToObj(i -> point(x.get(i), y.get(i)))
                .toArray(Point[]::new));
        Imgproc.polylines(paper, List.of(points), false, scalar(colour), pixelsWide, Imgproc.LINE_AA);
        points.release();
    }

    /** A square of a colour and what it stands for. */
    void key(String text, double x, double baseline, Color colour) {
        bar(x, baseline - 8, x + 9, baseline, colour);
        text(text, x + 14, baseline, Anchor.START);
    }

    /** The values of an axis along the bottom, with lines up to {@code top}. */
    void below(Axis x, double top, double bottom) {
        for (BigDecimal tick : x.ticks()) {
            double at = x.pixel(tick.doubleValue());
            line(at, top, at, bottom, GRID);
            text(tick.toPlainString(), at, bottom + LINE, Anchor.MIDDLE);
        }
    }

    /** The values of an axis along the left side, with lines to {@code right}. */
    void beside(Axis y, double left, double right) {
        for (BigDecimal tick : y.ticks()) {
            double at = y.pixel(tick.doubleValue());
            line(left, at, right, at, GRID);
            text(tick.toPlainString(), left - 6, at + 4, Anchor.END);
        }
    }

    void write(Path file) {
        Pictures.write(file, paper);
    }

    @Override
    public void close() {
        paper.release();
    }

    /** A text that is not wider than so many points. */
    static String fitted(String text, double width) {
        List<String> shorter = new ArrayList<>(List.of(text));
        for (int length = text.length() - 1; length > 0; length--) {
            shorter.add(text.substring(0, length) + "...");
        }
        return shorter.stream().filter(t -> width(t) <= width).findFirst().orElse("...");
    }
}
