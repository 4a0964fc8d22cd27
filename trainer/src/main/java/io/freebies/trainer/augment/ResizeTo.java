package io.freebies.trainer.augment;

import io.freebies.image.Resize;
import io.freebies.run.Recipe.Interpolation;
import java.util.SplittableRandom;
import org.opencv.core.Mat;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/**
 * Resizing to a square without keeping the aspect ratio (reference section 4.1.4).
 *
 * @param size pixels per side
 * @param interpolation drawn per picture, or the evaluation's rule
 */
public record ResizeTo(int size, Interpolation interpolation) implements PictureTransform {
    private static final int[] RANDOM = {
        Imgproc.INTER_NEAREST, Imgproc.INTER_LINEAR, Imgproc.INTER_CUBIC, Imgproc.INTER_AREA, Imgproc.INTER_LANCZOS4
    };

    @Override
    public TrainingPicture apply(TrainingPicture picture, SplittableRandom random) {
        double sx = (double) size / picture.width();
        double sy = (double) size / picture.height();
        Mat resized;
        if (interpolation == Interpolation.RANDOM) {
            resized = new Mat();
            Imgproc.resize(
                    picture.pixels(), resized, new Size(size, size), 0, 0, RANDOM[random.nextInt(RANDOM.length)]);
        } else {
            resized = Resize.to(picture.pixels(), size, size);
        }
        return picture.replace(
                resized,
                picture.objects().stream().map(o -> o.at(o.box().scale(sx, sy))).toList());
    }
}
