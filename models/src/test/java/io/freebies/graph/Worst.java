package io.freebies.graph;

/** How far two answers are apart. */
public final class Worst {
    private Worst() {}

    /**
     * The largest difference over the largest expected magnitude; infinite where the lengths differ or a number is not
     * finite, so that no broken answer passes.
     */
    public static double relative(float[] found, float[] expected) {
        if (found.length != expected.length) {
            return Double.POSITIVE_INFINITY;
        }
        double difference = 0;
        double magnitude = 0;
        for (int i = 0; i < found.length; i++) {
            if (!Float.isFinite(found[i]) || !Float.isFinite(expected[i])) {
                return Double.POSITIVE_INFINITY;
            }
            difference = Math.max(difference, Math.abs((double) found[i] - expected[i]));
            magnitude = Math.max(magnitude, Math.abs(expected[i]));
        }
        return difference == 0 ? 0 : difference / magnitude;
    }
}
