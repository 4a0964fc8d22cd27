package io.freebies.trainer.freebie;

import io.freebies.failure.Failure;
import io.freebies.run.Range;
import io.freebies.trainer.augment.PictureSource;
import io.freebies.trainer.augment.SampleMixer;
import io.freebies.trainer.augment.TrainingObject;
import io.freebies.trainer.augment.TrainingPicture;
import io.freebies.trainer.schedule.CountsEpochs;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.apache.commons.math3.distribution.BetaDistribution;
import org.apache.commons.math3.random.Well19937c;
import org.opencv.core.Core;
import org.opencv.core.Mat;

/**
 * Visually coherent mixup (paper section 3.1): a ratio {@code lambda} from Beta(alpha, beta), or a fixed one; two
 * pictures, unscaled, both at the top left of a black canvas that holds both; pixels
 * {@code lambda first + (1 - lambda) second}, rounded to bytes; objects of both, each with its picture's ratio as loss
 * weight. Boxes and classes stay as they are. The paper's public code rounds down.
 *
 * @param alpha of the Beta distribution; the paper takes 1.5, and 1 for table 1
 * @param beta of the Beta distribution, likewise
 * @param fixedRatio instead of a distribution; the paper takes 0.5 for table 1
 * @param loss what objects count; weighted where absent
 * @param closingEpochs the last so many epochs see real pictures only (reference: 20 of 280)
 */
public record Mixup(
        @Range(min = 0.01, max = 100) Optional<Double> alpha,
        @Range(min = 0.01, max = 100) Optional<Double> beta,
        @Range(min = 0.01, max = 0.99) Optional<Double> fixedRatio,
        Optional<Loss> loss,
        @Range int closingEpochs)
        implements CountsEpochs {
    /** What the loss of an object in a mixed picture counts. */
    public enum Loss {
        /** Its picture's ratio: the paper's "weighted loss". */
        WEIGHTED,
        /** As much as in a picture of its own: the paper's "evenly". */
        UNWEIGHTED
    }

    /** Refuses anything but one distribution or one fixed ratio. */
    public Mixup {
        if (alpha.isPresent() != beta.isPresent() || alpha.isPresent() == fixedRatio.isPresent()) {
            throw new IllegalArgumentException("expected alpha and beta, or fixed_ratio alone");
        }
    }

    /**
     * The mixer of a run.
     *
     * @param epochs of the run
     * @param pictures in the data set
     * @throws Failure (usage) if nothing would ever be mixed
     */
    public SampleMixer mixer(int epochs, int pictures) {
        if (closingEpochs >= epochs) {
            throw Failure.usage("freebies.mixup.closing_epochs: expected fewer than schedule.epochs, " + epochs
                    + ", or nothing is ever mixed; found " + closingEpochs);
        }
        if (pictures < 2) {
            throw Failure.usage("freebies.mixup: expected at least two pictures to mix, found " + pictures);
        }
        return (source, index, epoch, random) ->
                epoch >= epochs - closingEpochs ? source.read(index) : mixed(source, index, random);
    }

    @Override
    public Mixup stretched(double factor) {
        return new Mixup(alpha, beta, fixedRatio, loss, CountsEpochs.stretched(closingEpochs, factor));
    }

    private double ratio(SplittableRandom random) {
        return fixedRatio.orElseGet(
                () -> new BetaDistribution(new Well19937c(random.nextLong()), alpha.orElseThrow(), beta.orElseThrow())
                        .sample());
    }

    private TrainingPicture mixed(PictureSource pictures, int index, SplittableRandom random) {
        double lambda = ratio(random);
        int other = (index + 1 + random.nextInt(pictures.size() - 1)) % pictures.size();
        TrainingPicture first = pictures.read(index);
        TrainingPicture second = pictures.read(other);
        int width = Math.max(first.width(), second.width());
        int height = Math.max(first.height(), second.height());
        Mat canvas = Mat.zeros(height, width, first.pixels().type());
        add(canvas, first.pixels(), lambda);
        add(canvas, second.pixels(), 1 - lambda);
        List<TrainingObject> objects = new ArrayList<>();
        boolean weighted = loss.orElse(Loss.WEIGHTED) == Loss.WEIGHTED;
        first.objects().forEach(o -> objects.add(weighted ? o.weighing(lambda) : o));
        second.objects().forEach(o -> objects.add(weighted ? o.weighing(1 - lambda) : o));
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
