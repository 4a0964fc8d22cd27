package io.freebies.bench.equivalence;

/**
 * A closed interval.
 *
 * @param low lower end, at most {@code high}
 * @param high upper end
 */
public record Interval(double low, double high) {
    /** Checks the order of the ends. */
    public Interval {
        if (!(low <= high)) {
            throw new IllegalArgumentException("expected low <= high, found [" + low + ", " + high + "]");
        }
    }

    /**
     * The log ratios that count as equal.
     *
     * @param margin a fraction, above 0 and below 1: ratios from {@code 1 - margin} to {@code 1 + margin}
     */
    public static Interval ofMargin(double margin) {
        return new Interval(Math.log1p(-margin), Math.log1p(margin));
    }

    /** Whether all of {@code other} lies in this. */
    public boolean contains(Interval other) {
        return low <= other.low && other.high <= high;
    }

    /** Whether no point is in both. */
    public boolean isApartFrom(Interval other) {
        return high < other.low || other.high < low;
    }

    /** The smallest interval that contains both. */
    public Interval hull(Interval other) {
        return new Interval(Math.min(low, other.low), Math.max(high, other.high));
    }

    /** From logarithms to ratios. */
    public Interval exp() {
        return new Interval(Math.exp(low), Math.exp(high));
    }
}
