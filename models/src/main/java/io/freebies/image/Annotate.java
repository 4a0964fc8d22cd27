package io.freebies.image;

import io.freebies.box.Box;
import io.freebies.box.Detection;
import java.awt.Color;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.opencv.core.Mat;
import org.opencv.core.Point;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/** Draws detections for people to look at. */
public final class Annotate {
    private static final int FONT = Imgproc.FONT_HERSHEY_SIMPLEX;

    private Annotate() {}

    /**
     * A copy of the picture with a box and {@code "name 0.87"} for each detection, surest on top. A class has the same
     * colour in every picture.
     *
     * @param rgb CV_8UC3, not changed
     * @param detections boxes in pixels of this picture
     * @param classes names by label
     */
    public static Mat draw(Mat rgb, List<Detection> detections, List<String> classes) {
        OpenCv.load();
        Mat copy = rgb.clone();
        List<Detection> surestLast = detections.stream()
                .sorted(Comparator.comparingDouble(Detection::score))
                .toList();
        double unit = Math.max(1, Math.min(copy.rows(), copy.cols()) / 400.0);
        surestLast.forEach(d -> frame(copy, d.box(), colour(d.label()), unit));
        // After all boxes, none of which shall strike out a label.
        for (Detection detection : surestLast) {
            String score = String.format(Locale.ROOT, "%.2f", detection.score());
            String text = classes.get(detection.label()) + " " + score;
            label(copy, corner(detection.box()), text, colour(detection.label()), unit);
        }
        return copy;
    }

    private static Point corner(Box box) {
        return new Point(Math.round(box.x1()), Math.round(box.y1()));
    }

    private static void frame(Mat picture, Box box, Scalar colour, double unit) {
        // OpenCV draws the far corner too, a half-open box does not hold it.
        Point far = new Point(Math.round(box.x2()) - 1, Math.round(box.y2()) - 1);
        Imgproc.rectangle(picture, corner(box), far, colour, (int) Math.round(1.5 * unit));
    }

    /** A label above the corner, or below it where there is no room above. */
    private static void label(Mat picture, Point corner, String text, Scalar colour, double unit) {
        int[] below = new int[1];
        double scale = 0.45 * unit;
        int stroke = (int) Math.round(unit);
        Size size = Imgproc.getTextSize(text, FONT, scale, stroke, below);
        double height = size.height + below[0] + 2;
        double left = Math.max(0, Math.min(corner.x, picture.cols() - size.width - 2));
        double top = corner.y >= height ? corner.y - height : Math.max(0, corner.y);
        Point end = new Point(left + size.width + 2, top + height);
        Imgproc.rectangle(picture, new Point(left, top), end, colour, Imgproc.FILLED);
        Point baseline = new Point(left + 1, top + size.height + 1);
        Imgproc.putText(picture, text, baseline, FONT, scale, readableOn(colour), stroke, Imgproc.LINE_AA);
    }

    private static Scalar colour(int label) {
        Color colour = Palette.of(label);
        return new Scalar(colour.getRed(), colour.getGreen(), colour.getBlue());
    }

    /** Black on light, white on dark, by ITU-R BT.601 luma. */
    private static Scalar readableOn(Scalar colour) {
        double luma = 0.299 * colour.val[0] + 0.587 * colour.val[1] + 0.114 * colour.val[2];
        return luma > 127 ? new Scalar(0, 0, 0) : new Scalar(255, 255, 255);
    }
}
