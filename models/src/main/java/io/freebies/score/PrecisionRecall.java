package io.freebies.score;

/**
 * A precision-recall curve and its average precision.
 *
 * <p>Made monotone on construction: a point's precision becomes the best one at its recall or beyond.
 */
final class PrecisionRecall {
    private final double[] recall;
    private final double[] precision;
    private final int points;

    /**
     * A curve that takes over its arrays.
     *
     * @param recall never falling
     * @param precision as long as {@code recall}
     * @param points how many of the leading entries count
     */
    PrecisionRecall(double[] recall, double[] precision, int points) {
        this.recall = recall;
        this.precision = precision;
        this.points = points;
        for (int i = points - 2; i >= 0; i--) {
            precision[i] = Math.max(precision[i], precision[i + 1]);
        }
    }

    /** Average precision, 0 to 1; 0 for a curve without points. */
    double average(Interpolation interpolation) {
        return switch (interpolation) {
            case AREA -> area();
            case ELEVEN_POINT -> elevenPoint();
        };
    }

    private double area() {
        double area = 0;
        double reached = 0;
        for (int i = 0; i < points; i++) {
            area += (recall[i] - reached) * precision[i];
            reached = recall[i];
        }
        return area;
    }

    /** The recalls are i * 0.1 in double arithmetic, as in the reference: 3 of 10 found does not reach the fourth. */
    private double elevenPoint() {
        double sum = 0;
        int point = 0;
        for (int i = 0; i <= 10; i++) {
            while (point < points && recall[point] < i * 0.1) {
                point++;
            }
            sum += point < points ? precision[point] : 0;
        }
        return sum / 11;
    }
}
