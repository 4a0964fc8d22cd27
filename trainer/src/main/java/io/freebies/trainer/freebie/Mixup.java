package io.freebies.trainer.freebie;

import io.freebies.run.Range;
import io.freebies.trainer.augment.PictureSource;
import io.freebies.trainer.augment.SampleMixer;
import io.freebies.trainer.augment.TrainingObject;
import io.freebies.trainer.augment.TrainingPicture;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.commons.math3.distribution.BetaDistribution;
import org.apache.commons.math3.random.Well19937c;
import org.opencv.core.Core;
import org.opencv.core.Mat;

/**
 * Visually coherent mixup (paper section 3.1): {@code lambda} from Beta(alpha, beta); two pictures, unscaled, both at
 * the top left of a black canvas that holds both; pixels {@code lambda first + (1 - lambda) second}, rounded to 8 bits; objects of both,
 * each with its picture's ratio as loss weight. Boxes and classes stay as they are.
 *
 * @param alpha of the Beta distribution; the paper takes 1.5
 * @param beta of the Beta distribution; the paper takes 1.5
 * @param closingEpochs the last so many epochs see real pictures only (reference: 20 of 280)
 */
public record Mixup(
        @Range(min = 0.01, max = 100) double alpha,
        @Range(min = 0.01, max = 100) double beta,
        @Range int closingEpochs) {
    /** The mixer for a run of so many epochs. */
    public SampleMixer mixer(int epochs) {
        return (pictures, index, epoch, random) -> epoch >= epochs - closingEpochs || pictures.size() < 2
                ? pictures.read(index)
                : mixed(pictures, index, random);
    }

    private TrainingPicture mixed(PictureSource pictures, int index, SplittableRandom random) {
        double lambda = new BetaDistribution(new Well19937c(random.nextLong()), alpha, beta).sample();
        int other = (index + 1 + random.nextInt(pictures.size() - 1)) % pictures.size();
        TrainingPicture first = pictures.read(index);
        TrainingPicture second = pictures.read(other);
        int width = Math.max(first.width(), second.width());
        int height = Math.max(first.height(), second.height());
        Mat canvas = Mat.zeros(height, width, first.pixels().type());
        add(canvas, first.pixels(), lambda);
        add(canvas, second.pixels(), 1 - lambda);
        List<TrainingObject> objects = new ArrayList<>();
        first.objects().forEach(o -> objects.add(new TrainingObject(o.box(), o.label(), o.weight() * lambda)));
        second.objects().forEach(o -> objects.add(new TrainingObject(o.box(), o.label(), o.weight() * (1 - lambda))));
        first.pixels().release();
        second.pixels().release();
        return new TrainingPicture(canvas, objects);
    }

    private static void add(Mat canvas, Mat pixels, double ratio) {
        Mat part = canvas.submat(0, pixels.rows(), 0, pixels.cols());
        Core.addWeighted(pixels, ratio, part, 1, 0, part);
        part.release();
    }
}
