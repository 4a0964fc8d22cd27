package io.freebies.image;

import org.opencv.core.Mat;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/**
 * The resize of evaluation and prediction: to exactly the size asked for, ignoring the aspect ratio. Interpolation is
 * bicubic if both sides grow, area if both shrink, else bilinear, the rule the published scores were measured with.
 */
public final class Resize {
    private Resize() {}

    /** A new picture of {@code width} x {@code height} pixels with the same channels; a copy if the size is the same. */
    public static Mat to(Mat picture, int width, int height) {
        OpenCv.load();
        Mat resized = new Mat();
        int rule = interpolation(picture.cols(), picture.rows(), width, height);
        Imgproc.resize(picture, resized, new Size(width, height), 0, 0, rule);
        return resized;
    }

    static int interpolation(int fromWidth, int fromHeight, int width, int height) {
        if (width > fromWidth && height > fromHeight) {
            return Imgproc.INTER_CUBIC;
        }
        if (width < fromWidth && height < fromHeight) {
            return Imgproc.INTER_AREA;
        }
        return Imgproc.INTER_LINEAR;
    }
}
