package io.freebies.trainer.augment;

import java.util.List;
import org.opencv.core.Mat;

/**
 * Pixels with the objects in them. The pixels are native memory: whoever replaces them releases them.
 *
 * @param pixels CV_32FC3, RGB, 0 to 255 before colour distortion and not clipped after it
 * @param objects may be empty
 */
public record TrainingPicture(Mat pixels, List<TrainingObject> objects) {
    /** Copies the list. */
    public TrainingPicture {
        objects = List.copyOf(objects);
    }

    /** Pixels across. */
    public int width() {
        return pixels.cols();
    }

    /** Pixels down. */
    public int height() {
        return pixels.rows();
    }

    /** The same objects on other pixels; these are released. */
    public TrainingPicture replace(Mat other, List<TrainingObject> moved) {
        pixels.release();
        return new TrainingPicture(other, moved);
    }
}
