package io.freebies.score;

import java.util.Arrays;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.StatUtils;

/**
 * What several trainings that differ in nothing but their seed scored.
 *
 * @param runs how many, at least 2
 * @param mean of the scores
 * @param deviation their standard deviation, with n - 1
 * @param low lower end of the mean's 95 % interval by Student's t with n - 1 degrees of freedom
 * @param high upper end
 */
public record SeedSummary(int runs, double mean, double deviation, double low, double high) {
    private static final double CONFIDENCE = 0.95;

    /**
     * Sums up scores.
     *
     * @param scores one a seed, at least 2: the spread of a single run is not known
     */
    public static SeedSummary of(double... scores) {
        if (scores.length < 2) {
            throw new IllegalArgumentException(
                    "expected the scores of at least 2 seeds, found " + Arrays.toString(scores));
        }
        double mean = StatUtils.mean(scores);
        double deviation = Math.sqrt(StatUtils.variance(scores));
        double quantile = new TDistribution(scores.length - 1).inverseCumulativeProbability(1 - (1 - CONFIDENCE) / 2);
        double half = quantile * deviation / Math.sqrt(scores.length);
        return new SeedSummary(scores.length, mean, deviation, mean - half, mean + half);
    }
}
