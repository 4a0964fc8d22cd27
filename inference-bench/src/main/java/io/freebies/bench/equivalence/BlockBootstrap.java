package io.freebies.bench.equivalence;

import java.util.SplittableRandom;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;
import org.apache.commons.math3.stat.descriptive.rank.Percentile.EstimationType;

/**
 * Percentile intervals for the {@link TrimmedMean} of a series, by the circular block bootstrap (Politis and Romano
 * 1992): a resample is put together from runs of neighbours, because neighbouring blocks share the machine's mood and
 * drawing them one by one would make the interval too narrow.
 */
public final class BlockBootstrap {
    private static final int RUN = 3;
    private static final int RESAMPLES = 2000;

    private final Percentile percentile = new Percentile().withEstimationType(EstimationType.R_7);

    /**
     * Draws the resamples.
     *
     * @param series in the order of measuring, at least one value
     * @param seed the same seed gives the same intervals
     */
    public BlockBootstrap(double[] series, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] means = new double[RESAMPLES];
        for (int i = 0; i < RESAMPLES; i++) {
            means[i] = TrimmedMean.of(resample(series, random));
        }
        percentile.setData(means);
    }

    /** The middle {@code confidence} (above 0, below 1) of the resampled means. */
    public Interval interval(double confidence) {
        double tail = 100 * (1 - confidence) / 2;
        return new Interval(percentile.evaluate(tail), percentile.evaluate(100 - tail));
    }

    private static double[] resample(double[] series, SplittableRandom random) {
        double[] drawn = new double[series.length];
        int start = 0;
        for (int i = 0; i < drawn.length; i++) {
            if (i % RUN == 0) {
                start = random.nextInt(series.length);
            }
            drawn[i] = series[(start + i % RUN) % series.length];
        }
        return drawn;
    }
}
