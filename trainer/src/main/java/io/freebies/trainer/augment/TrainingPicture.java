package io.freebies.trainer.augment;

import java.util.List;
import org.opencv.core.Mat;

/**
 * Pixels with the objects in them, and what has been decided about how they will be shown. Transforms only decide;
 * {@link Rendering} touches the pixels, once, and releases them: they are native memory.
 *
 * @param pixels CV_8UC3, RGB
 * @param window what is shown; beyond the pixels it shows the mean colour
 * @param colour how the pixels' colours will be mapped, not the mean colour's
 * @param objects with boxes in the window's coordinates; may be empty
 */
public record TrainingPicture(Mat pixels, Window window, ColourMap colour, List<TrainingObject> objects) {
    /** Copies the list. */
    public TrainingPicture {
        objects = List.copyOf(objects);
    }

    /** A picture shown as it is. */
    public TrainingPicture(Mat pixels, List<TrainingObject> objects) {
        this(pixels, new Window(0, 0, pixels.cols(), pixels.rows()), ColourMap.IDENTITY, objects);
    }

    /** Pixels across. */
    public int width() {
        return window.width();
    }

    /** Pixels down. */
    public int height() {
        return window.height();
    }

    /** The same in other colours. */
    public TrainingPicture coloured(ColourMap map) {
        return new TrainingPicture(pixels, window, map, objects);
    }

    /** Another part of it, with the objects that are in that part. */
    public TrainingPicture shown(Window other, List<TrainingObject> moved) {
        return new TrainingPicture(pixels, other, colour, moved);
    }
}
