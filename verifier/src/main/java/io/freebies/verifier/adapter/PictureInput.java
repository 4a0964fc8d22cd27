package io.freebies.verifier.adapter;

import io.freebies.image.Normalisation;
import io.freebies.image.Pictures;
import io.freebies.image.Resize;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.opencv.core.Core;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/**
 * How a picture becomes a network's input.
 *
 * @param name of the input
 * @param pictureSize name of the input that takes the picture's own [height, width], if there is one
 * @param width pixels; without meaning for {@link ResizeRule#NONE}
 * @param height pixels; likewise
 * @param layout order of the extents
 * @param colour order of the planes
 * @param normalisation from pixels to numbers, by plane in {@code colour}'s order
 * @param resize how the picture gets its size
 * @param pad what surrounds a letterboxed picture, 0 to 255
 */
public record PictureInput(
        String name,
        Optional<String> pictureSize,
        int width,
        int height,
        TensorLayout layout,
        ColourOrder colour,
        Normalisation normalisation,
        ResizeRule resize,
        int pad) {
    /** How files written by {@code bof export} are fed: a square, stretched, RGB in 0..1. */
    public static PictureInput stretched(String name, int side) {
        return new PictureInput(
                name,
                Optional.empty(),
                side,
                side,
                TensorLayout.NCHW,
                ColourOrder.RGB,
                Normalisation.UNIT,
                ResizeRule.STRETCH,
                0);
    }

    /** Whether all pictures get one size, so that several can be fed at once. */
    public boolean isFixed() {
        return resize != ResizeRule.NONE && layout != TensorLayout.CHW;
    }

    /** This input under another name. */
    public PictureInput named(String other) {
        return new PictureInput(other, pictureSize, width, height, layout, colour, normalisation, resize, pad);
    }

    /** Extents of every input for one picture, by name; without this one where pictures keep their size. */
    public Map<String, List<Long>> fed() {
        Map<String, List<Long>> fed = new LinkedHashMap<>();
        if (resize != ResizeRule.NONE) {
            fed.put(name, extents(1, width, height));
        }
        pictureSize.ifPresent(size -> fed.put(size, List.of(1L, 2L)));
        return fed;
    }

    /** Extents of a batch of pictures that were prepared to a size. */
    public List<Long> extents(long batch, int pictureWidth, int pictureHeight) {
        return layout.extents(batch, pictureHeight, pictureWidth);
    }

    /**
     * Reads and prepares a file.
     *
     * @throws io.freebies.failure.Failure (data) if it is no whole picture
     */
    public PreparedPicture read(Path file) {
        Mat picture = Pictures.read(file);
        try {
            return prepare(picture);
        } finally {
            picture.release();
        }
    }

    /** Prepares a picture in memory, CV_8UC3 in RGB, which is not changed. */
    public PreparedPicture prepare(Mat rgb) {
        Placement placement = placement(rgb.cols(), rgb.rows());
        Mat placed = place(rgb, placement);
        if (colour == ColourOrder.BGR) {
            Imgproc.cvtColor(placed, placed, Imgproc.COLOR_RGB2BGR);
        }
        float[] planes = normalisation.toTensor(placed);
        PreparedPicture prepared = new PreparedPicture(
                layout == TensorLayout.NHWC ? interleaved(planes) : planes, placed.cols(), placed.rows(), placement);
        placed.release();
        return prepared;
    }

    private Placement placement(int w, int h) {
        if (resize == ResizeRule.STRETCH) {
            return new Placement(0, 0, width, height, w, h);
        } else if (resize == ResizeRule.NONE) {
            return new Placement(0, 0, w, h, w, h);
        }
        double scale = Math.min((double) width / w, (double) height / h);
        long scaledWidth = Math.max(1, Math.round(w * scale));
        long scaledHeight = Math.max(1, Math.round(h * scale));
        boolean corner = resize == ResizeRule.LETTERBOX_CORNER;
        return new Placement(
                corner ? 0 : Math.floorDiv(width - scaledWidth, 2),
                corner ? 0 : Math.floorDiv(height - scaledHeight, 2),
                scaledWidth,
                scaledHeight,
                w,
                h);
    }

    private Mat place(Mat rgb, Placement at) {
        switch (resize) {
            case NONE -> {
                return rgb.clone();
            }
            case STRETCH -> {
                return Resize.to(rgb, width, height);
            }
            default -> {
                Mat placed = new Mat();
                // The readers of letterboxed models enlarge and shrink bilinearly, and so were those models trained.
                Imgproc.resize(rgb, placed, new Size(at.width(), at.height()), 0, 0, Imgproc.INTER_LINEAR);
                int left = (int) at.left();
                int top = (int) at.top();
                int right = width - left - placed.cols();
                int bottom = height - top - placed.rows();
                Core.copyMakeBorder(
                        placed, placed, top, bottom, left, right, Core.BORDER_CONSTANT, new Scalar(pad, pad, pad));
                return placed;
            }
        }
    }

    private static float[] interleaved(float[] planes) {
        float[] tensor = new float[planes.length];
        int plane = planes.length / 3;
        for (int i = 0; i < plane; i++) {
            for (int c = 0; c < 3; c++) {
                tensor[3 * i + c] = planes[c * plane + i];
            }
        }
        return tensor;
    }
}
