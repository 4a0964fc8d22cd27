package io.freebies.trainer.augment;

import io.freebies.box.Box;
import io.freebies.graph.Shape;
import io.freebies.graph.Tensor;
import io.freebies.image.Pictures;
import io.freebies.image.Resize;
import io.freebies.run.Recipe.Interpolation;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.opencv.core.Core;
import org.opencv.core.Mat;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/**
 * The last steps of the augmentation: resizing to a square without keeping the aspect ratio, and mirroring left and
 * right (reference sections 4.1.4 and 4.1.5).
 *
 * <p>Only pixels that will be seen are resized, straight to where they are seen, and colours are mapped after that, where
 * they are fewest. Where the picture ends inside its window, its edges are moved to whole pixels of the result, and the
 * boxes with them: a box fits its object as exactly as before.
 *
 * @param size pixels per side of the result
 * @param interpolation drawn per picture, or the evaluation's rule
 * @param flip probability of mirroring, 0 to 1
 */
public record Rendering(int size, Interpolation interpolation, double flip) {
    /** ImageNet's mean colour. */
    private static final double[] MEAN = {123.675, 116.28, 103.53};

    private static final int[] RANDOM = {
        Imgproc.INTER_NEAREST, Imgproc.INTER_LINEAR, Imgproc.INTER_CUBIC, Imgproc.INTER_AREA, Imgproc.INTER_LANCZOS4
    };

    /** One direction of the map from window to result: {@code result = to + (window - from) * scale}. */
    private record Axis(int from, int length, int to, int end, double scale) {
        /**
         * Where a picture of {@code pixels} pixels lies in a window that begins at {@code start}, and where it goes in
         * a result of {@code size} pixels; its {@code length} is 0 or less where it is not seen.
         */
        static Axis of(int start, int window, int pixels, int size) {
            int from = Math.max(0, -start);
            int length = Math.min(window, pixels - start) - from;
            double whole = (double) size / window;
            int to = (int) Math.min(size - 1, Math.round(from * whole));
            int end = (int) Math.max(to + 1, Math.round((from + length) * whole));
            return length <= 0
                    ? new Axis(0, length, 0, 0, whole)
                    : new Axis(from, length, to, end, (double) (end - to) / length);
        }

        double map(double position) {
            return to + (position - from) * scale;
        }
    }

    /**
     * Makes the sample and releases the picture's pixels.
     *
     * @param resize the stream that the interpolation is drawn from
     * @param mirror the stream that the flip is drawn from
     */
    public Sample apply(TrainingPicture picture, SplittableRandom resize, SplittableRandom mirror) {
        Window window = picture.window();
        Axis x = Axis.of(window.x(), window.width(), picture.pixels().cols(), size);
        Axis y = Axis.of(window.y(), window.height(), picture.pixels().rows(), size);
        boolean mirrored = mirror.nextDouble() < flip;
        float[] planes = ground();
        if (x.length > 0 && y.length > 0) {
            int left = window.x() + x.from;
            int top = window.y() + y.from;
            Mat seen = picture.pixels().submat(top, top + y.length, left, left + x.length);
            Mat resized = resized(seen, x.end - x.to, y.end - y.to, resize);
            if (mirrored) {
                Core.flip(resized, resized, 1);
            }
            paint(resized, picture.colour(), planes, mirrored ? size - x.end : x.to, y.to);
            resized.release();
            seen.release();
        }
        picture.pixels().release();
        return new Sample(new Tensor(Shape.of(3, size, size), planes), objects(picture.objects(), x, y, mirrored));
    }

    private float[] ground() {
        float[] planes = new float[3 * size * size];
        for (int channel = 0; channel < 3; channel++) {
            Arrays.fill(planes, channel * size * size, (channel + 1) * size * size, (float) (MEAN[channel] / 255));
        }
        return planes;
    }

    private Mat resized(Mat seen, int width, int height, SplittableRandom random) {
        if (interpolation == Interpolation.EVALUATION) {
            return Resize.to(seen, width, height);
        }
        Mat resized = new Mat();
        Imgproc.resize(seen, resized, new Size(width, height), 0, 0, RANDOM[random.nextInt(RANDOM.length)]);
        return resized;
    }

    /** Writes pixels of 0..255 as planes of 0..1, their top left at (left, top). */
    private void paint(Mat pixels, ColourMap colour, float[] planes, int left, int top) {
        byte[] rgb = Pictures.bytes(pixels);
        float[] m = colour.scaled(1 / 255.0);
        int area = size * size;
        for (int row = 0, from = 0; row < pixels.rows(); row++) {
            int to = (top + row) * size + left;
            for (int end = to + pixels.cols(); to < end; to++, from += 3) {
                int red = rgb[from] & 0xFF;
                int green = rgb[from + 1] & 0xFF;
                int blue = rgb[from + 2] & 0xFF;
                planes[to] = m[0] * red + m[1] * green + m[2] * blue + m[3];
                planes[area + to] = m[4] * red + m[5] * green + m[6] * blue + m[7];
                planes[2 * area + to] = m[8] * red + m[9] * green + m[10] * blue + m[11];
            }
        }
    }

    private List<TrainingObject> objects(List<TrainingObject> objects, Axis x, Axis y, boolean mirrored) {
        return objects.stream()
                .map(o -> {
                    Box b = o.box();
                    Box moved = new Box(x.map(b.x1()), y.map(b.y1()), x.map(b.x2()), y.map(b.y2()));
                    return o.at(mirrored ? moved.mirror(size) : moved);
                })
                .toList();
    }
}
