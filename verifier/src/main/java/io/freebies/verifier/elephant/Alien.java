package io.freebies.verifier.elephant;

import io.freebies.box.Box;
import io.freebies.image.Pictures;
import io.freebies.image.Resize;
import java.nio.file.Path;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Point;
import org.opencv.core.Rect;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/**
 * An object cut out of one picture to be put into another.
 *
 * @param pixels CV_8UC3, RGB
 * @param shape CV_8UC1 of the same size, not 0 where the object is: the ellipse in its box, without which the corners
 *     would be a piece of another room
 * @param name for people: its class and picture
 */
record Alien(Mat pixels, Mat shape, String name) implements AutoCloseable {
    /**
     * Cuts out.
     *
     * @param box in the picture's pixels
     * @param longerSide pixels that the longer side of the cutting is resized to
     */
    static Alien cutFrom(Path picture, Box box, int longerSide, String name) {
        Mat whole = Pictures.read(picture);
        Box inside = box.clip(whole.cols(), whole.rows());
        int left = (int) Math.floor(inside.x1());
        int top = (int) Math.floor(inside.y1());
        Mat part = whole.submat(
                new Rect(left, top, (int) Math.ceil(inside.x2()) - left, (int) Math.ceil(inside.y2()) - top));
        double scale = (double) longerSide / Math.max(part.cols(), part.rows());
        int width = (int) Math.max(1, Math.round(part.cols() * scale));
        int height = (int) Math.max(1, Math.round(part.rows() * scale));
        Mat pixels = Resize.to(part, width, height);
        part.release();
        whole.release();
        Mat shape = new Mat(pixels.size(), CvType.CV_8UC1, new Scalar(0));
        Point centre = new Point((width - 1) / 2.0, (height - 1) / 2.0);
        Size axes = new Size(width / 2.0, height / 2.0);
        Imgproc.ellipse(shape, centre, axes, 0, 0, 360, new Scalar(255), Imgproc.FILLED);
        return new Alien(pixels, shape, name);
    }

    /** A copy of a picture with the alien in a place of its size inside it. */
    Mat in(Mat rgb, Box place) {
        Mat copy = rgb.clone();
        Mat room = copy.submat(new Rect((int) place.x1(), (int) place.y1(), pixels.cols(), pixels.rows()));
        pixels.copyTo(room, shape);
        room.release();
        return copy;
    }

    @Override
    public void close() {
        pixels.release();
        shape.release();
    }
}
