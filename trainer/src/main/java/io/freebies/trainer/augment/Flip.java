package io.freebies.trainer.augment;

import java.util.SplittableRandom;
import org.opencv.core.Core;
import org.opencv.core.Mat;

/**
 * Mirrors left and right with a probability (reference section 4.1.5).
 *
 * @param probability 0 to 1
 */
public record Flip(double probability) implements PictureTransform {
    @Override
    public TrainingPicture apply(TrainingPicture picture, SplittableRandom random) {
        if (random.nextDouble() >= probability) {
            return picture;
        }
        Mat mirrored = new Mat();
        Core.flip(picture.pixels(), mirrored, 1);
        int width = picture.width();
        return picture.replace(
                mirrored,
                picture.objects().stream().map(o -> o.at(o.box().mirror(width))).toList());
    }
}
