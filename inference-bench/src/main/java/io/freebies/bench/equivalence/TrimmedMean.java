package io.freebies.bench.equivalence;

import java.util.Arrays;
import org.apache.commons.math3.stat.StatUtils;

/**
 * The 20 % trimmed mean (Wilcox 2017, section 3.3): a fifth of the values at either end is left out, so that a few
 * blocks during which the machine did something else do not move it. Always between the least and the greatest value.
 */
public final class TrimmedMean {
    private static final double TRIMMED = 0.2;

    private TrimmedMean() {}

    /** The mean of the middle three fifths of {@code values}, at least one value, in any order. */
    public static double of(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int left = (int) (TRIMMED * sorted.length);
        return StatUtils.mean(sorted, left, sorted.length - 2 * left);
    }
}
