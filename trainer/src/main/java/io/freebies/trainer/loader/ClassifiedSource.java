package io.freebies.trainer.loader;

import io.freebies.box.Box;
import io.freebies.data.ClassifiedPictures;
import io.freebies.trainer.augment.PictureSource;
import io.freebies.trainer.augment.TrainingObject;
import io.freebies.trainer.augment.TrainingPicture;
import java.util.List;
import org.opencv.core.Mat;

/**
 * Pictures of one thing each as pictures with one object, which fills its picture.
 *
 * @param pictures in their own order
 */
public record ClassifiedSource(ClassifiedPictures pictures) implements PictureSource {
    @Override
    public int size() {
        return pictures.size();
    }

    @Override
    public TrainingPicture read(int index) {
        Mat pixels = pictures.read(index);
        Box all = new Box(0, 0, pixels.cols(), pixels.rows());
        return new TrainingPicture(pixels, List.of(new TrainingObject(all, pictures.label(index), 1)));
    }
}
