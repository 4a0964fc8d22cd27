package io.freebies.score;

import io.freebies.data.SeedTree;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;
import org.apache.commons.math3.stat.descriptive.rank.Percentile.EstimationType;

/**
 * How sure a difference between two detectors is: the paired percentile bootstrap over images (Efron and Tibshirani
 * 1993, chapters 13 and 16), the same for every metric.
 *
 * <p>A resample draws as many images as there are, with replacement; both detectors are scored on the same draw, so that
 * what makes an image easy or hard for both cancels. An interval holds the middle 95 % of the differences. It covers
 * the choice of test images only, not the chance in training: another seed can move a score further. Matching is done
 * once, since it never crosses images; a resample only accumulates anew. A resample without any object is drawn again;
 * one without objects of a class says nothing of that class.
 */
public final class PairedBootstrap {
    /** Enough for the ends of a 95 % interval to move little from seed to seed. */
    public static final int RESAMPLES = 1000;

    private static final double CONFIDENCE = 95;

    /**
     * A difference in average precision or another ratio, second minus first, in -1..1.
     *
     * @param difference over the images as they are; NaN if they have nothing to measure it on
     * @param low lower end of the 95 % interval
     * @param high upper end of the 95 % interval
     */
    public record Difference(double difference, double low, double high) {
        /** Whether the interval lies on one side of 0. */
        public boolean isSure() {
            return low > 0 || high < 0;
        }
    }

    /**
     * How two detectors differ.
     *
     * @param map in the mean over classes
     * @param perClass by class name, in label order; a class without any object to find is absent
     */
    public record Comparison(Difference map, Map<String, Difference> perClass) {
        /** Copies the map and keeps its order. */
        public Comparison {
            perClass = Collections.unmodifiableMap(new LinkedHashMap<>(perClass));
        }
    }

    private PairedBootstrap() {}

    /**
     * Compares two detectors on the same images.
     *
     * @param first for instance the baseline
     * @param second for instance with freebies; of the same metric, classes and objects
     * @param resamples such as {@link #RESAMPLES}
     * @param seed the same seed gives the same intervals, on any number of cores
     */
    public static Comparison compare(Evaluator first, Evaluator second, int resamples, long seed) {
        if (!first.metric().equals(second.metric())
                || !first.classes().equals(second.classes())
                || first.images() != second.images()) {
            throw new IllegalArgumentException("expected detections of one data set under one metric, found "
                    + describe(first) + " and " + describe(second));
        }
        List<Difference> differences =
                differences(first.images(), times -> differences(first, second, times), resamples, seed);
        Map<String, Difference> perClass = new LinkedHashMap<>();
        for (int label = 0; label < first.classes().size(); label++) {
            Difference ofClass = differences.get(label + 1);
            if (!Double.isNaN(ofClass.difference())) {
                perClass.put(first.classes().get(label), ofClass);
            }
        }
        return new Comparison(differences.get(0), perClass);
    }

    /**
     * Intervals of any differences between two detectors on the same images.
     *
     * @param images how many
     * @param statistics from how often each image counts to one or more differences, second minus first; a resample is
     *     drawn again if the first of them is NaN
     * @param resamples such as {@link #RESAMPLES}
     * @param seed the same seed gives the same intervals, on any number of cores
     * @return as many as statistics; all NaN if the first is NaN over the images as they are
     */
    public static List<Difference> differences(
            int images, Function<int[], double[]> statistics, int resamples, long seed) {
        int[] once = new int[images];
        Arrays.fill(once, 1);
        double[] observed = statistics.apply(once);
        if (Double.isNaN(observed[0])) {
            return Collections.nCopies(observed.length, new Difference(Double.NaN, Double.NaN, Double.NaN));
        }
        SeedTree seeds = new SeedTree(seed);
        double[][] drawn = IntStream.range(0, resamples)
                .parallel()
                .mapToObj(i -> resampled(images, statistics, seeds.stream("bootstrap", 0, i)))
                .toArray(double[][]::new);
        return IntStream.range(0, observed.length)
                .mapToObj(at -> difference(observed, drawn, at))
                .toList();
    }

    /**
     * How two ways to train differ in the mean over classes, when each has trained several detectors: the mean over the
     * pairs, every resample the same for all of them.
     *
     * @param first one a training, at least one
     * @param second as many, each compared with the one at its place
     */
    public static Difference compare(List<Evaluator> first, List<Evaluator> second, int resamples, long seed) {
        if (first.isEmpty() || first.size() != second.size()) {
            throw new IllegalArgumentException(
                    "expected as many of both, found " + first.size() + " and " + second.size());
        }
        return differences(first.get(0).images(), times -> meanDifference(first, second, times), resamples, seed)
                .get(0);
    }

    private static double[] meanDifference(List<Evaluator> first, List<Evaluator> second, int[] times) {
        double sum = 0;
        for (int i = 0; i < first.size(); i++) {
            sum += differences(first.get(i), second.get(i), times)[0];
        }
        return new double[] {sum / first.size()};
    }

    private static String describe(Evaluator evaluator) {
        return evaluator.metric() + " of " + evaluator.classes() + " in " + evaluator.images() + " images";
    }

    /** Of the mean, then of each class; NaN where there is no object. */
    private static double[] differences(Evaluator first, Evaluator second, int[] times) {
        double[] a = first.averagePrecisions(times);
        double[] b = second.averagePrecisions(times);
        double[] differences = new double[a.length + 1];
        differences[0] = Evaluator.mean(b) - Evaluator.mean(a);
        for (int label = 0; label < a.length; label++) {
            differences[label + 1] = b[label] - a[label];
        }
        return differences;
    }

    private static double[] resampled(int images, Function<int[], double[]> statistics, SplittableRandom random) {
        double[] differences = {Double.NaN};
        while (Double.isNaN(differences[0])) {
            int[] times = new int[images];
            for (int draw = 0; draw < images; draw++) {
                times[random.nextInt(images)]++;
            }
            differences = statistics.apply(times);
        }
        return differences;
    }

    private static Difference difference(double[] observed, double[][] drawn, int at) {
        Percentile percentile = new Percentile().withEstimationType(EstimationType.R_7);
        percentile.setData(Arrays.stream(drawn)
                .mapToDouble(differences -> differences[at])
                .filter(difference -> !Double.isNaN(difference))
                .toArray());
        double tail = (100 - CONFIDENCE) / 2;
        return new Difference(observed[at], percentile.evaluate(tail), percentile.evaluate(100 - tail));
    }
}
