package io.freebies.score;

import io.freebies.box.Detection;
import io.freebies.data.GroundTruth;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * How sure a difference in mAP is: the paired percentile bootstrap over images (Efron and Tibshirani 1993, chapters 13
 * and 16).
 *
 * <p>A resample draws as many images as there are, with replacement; both detectors are scored on the same draw, so that
 * what makes an image easy or hard for both cancels. The interval holds the middle 95 % of the differences. It covers
 * the choice of test images only, not the chance in training: another seed can move a score further. Matching is done
 * once, since it never crosses images; a resample only accumulates anew. A resample without any object is drawn again.
 */
public final class PairedBootstrap {
    /** Enough for the ends of a 95 % interval to move little from seed to seed. */
    public static final int RESAMPLES = 1000;

    private static final double CONFIDENCE = 0.95;

    /**
     * A difference in mAP, second minus first, in -1..1.
     *
     * @param difference over the images as they are; NaN if they have no object
     * @param low lower end of the 95 % interval
     * @param high upper end of the 95 % interval
     */
    public record Difference(double difference, double low, double high) {
        /** Whether the interval lies on one side of 0. */
        public boolean isSure() {
            return low > 0 || high < 0;
        }
    }

    private PairedBootstrap() {}

    /**
     * Compares two detectors on the same images.
     *
     * @param classes names by label
     * @param truths objects by image
     * @param first detections by image, for instance the baseline's
     * @param second detections by image, for instance with freebies
     * @param resamples such as {@link #RESAMPLES}
     * @param seed the same seed gives the same interval
     */
    public static Difference compare(
            List<String> classes,
            List<List<GroundTruth>> truths,
            List<List<Detection>> first,
            List<List<Detection>> second,
            Interpolation interpolation,
            int resamples,
            long seed) {
        VocEvaluator a = VocEvaluator.of(classes, truths, ImageDetection.ofImages(first));
        VocEvaluator b = VocEvaluator.of(classes, truths, ImageDetection.ofImages(second));
        double difference =
                b.score(interpolation).map() - a.score(interpolation).map();
        if (Double.isNaN(difference)) {
            return new Difference(difference, difference, difference);
        }
        SplittableRandom random = new SplittableRandom(seed);
        double[] differences = new double[resamples];
        for (int i = 0; i < resamples; i++) {
            differences[i] = resampled(a, b, interpolation, random);
        }
        Arrays.sort(differences);
        double tail = (1 - CONFIDENCE) / 2;
        return new Difference(difference, quantile(differences, tail), quantile(differences, 1 - tail));
    }

    private static double resampled(
            VocEvaluator a, VocEvaluator b, Interpolation interpolation, SplittableRandom random) {
        double difference = Double.NaN;
        while (Double.isNaN(difference)) {
            int[] times = new int[a.images()];
            for (int draw = 0; draw < times.length; draw++) {
                times[random.nextInt(times.length)]++;
            }
            difference = b.score(times, interpolation).map()
                    - a.score(times, interpolation).map();
        }
        return difference;
    }

    /** Linear between the neighbouring order statistics. */
    private static double quantile(double[] sorted, double probability) {
        double rank = probability * (sorted.length - 1);
        int below = (int) rank;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (rank - below) * (sorted[above] - sorted[below]);
    }
}
