package io.freebies.verifier.parity;

/**
 * How far two answers lie apart.
 *
 * @param difference largest absolute difference
 * @param magnitude largest absolute number that was expected
 */
record Deviation(double difference, double magnitude) {
    /** Single precision leaves about 4e-5 over a deep network; a wrong layer leaves far more. */
    static final double LIMIT = 1e-4;

    /** Where all that was expected is zero, rounding must not count as a departure. */
    private static final double LEAST_MAGNITUDE = 1e-6;

    static final Deviation NONE = new Deviation(0, 0);
    /** Of answers of other extents. */
    static final Deviation INCOMPARABLE = new Deviation(Double.NaN, Double.NaN);

    /** Compares numbers of equal count from a place on; a number that is not finite breaks the result. */
    static Deviation of(float[] expected, float[] found, int from, int to) {
        double difference = 0;
        double magnitude = 0;
        for (int i = from; i < to; i++) {
            // Math.max keeps NaN, and infinity minus itself is NaN.
            difference = Math.max(difference, Math.abs((double) expected[i] - found[i]));
            magnitude = Math.max(magnitude, Math.abs(expected[i]));
        }
        return new Deviation(difference, magnitude);
    }

    static Deviation of(float[] expected, float[] found) {
        return of(expected, found, 0, expected.length);
    }

    /** The worse of both, over all their numbers. */
    Deviation and(Deviation other) {
        return new Deviation(Math.max(difference, other.difference), Math.max(magnitude, other.magnitude));
    }

    /** Largest difference over largest magnitude; NaN or infinite if a number is not finite. */
    double relative() {
        return difference == 0 ? 0 : difference / Math.max(magnitude, LEAST_MAGNITUDE);
    }

    /** Whether it is within {@link #LIMIT}; what is not finite never is. */
    boolean holds() {
        return relative() <= LIMIT;
    }
}
