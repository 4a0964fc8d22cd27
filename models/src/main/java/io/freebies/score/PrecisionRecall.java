package io.freebies.score;

/**
 * A precision-recall curve and its average precision, grown hit by hit. The points at misses are not kept: recall stays
 * there while precision falls, so that no interpolation looks at them.
 */
final class PrecisionRecall {
    private final long positives;
    private final double[] recall;
    private final double[] precision;
    private int points;
    private long hits;

    /**
     * A curve without points.
     *
     * @param positives objects to find, at least 1
     * @param most points to come, at most
     */
    PrecisionRecall(long positives, int most) {
        this.positives = positives;
        recall = new double[most];
        precision = new double[most];
    }

    /**
     * Adds a point.
     *
     * @param count more objects found
     * @param detections so far, without those that are ignored, with these
     */
    void hit(int count, long detections) {
        hits += count;
        recall[points] = (double) hits / positives;
        precision[points] = (double) hits / detections;
        points++;
    }

    /** The recall that is reached, 0 to 1. */
    double recall() {
        return points == 0 ? 0 : recall[points - 1];
    }

    /** Area under the monotone envelope, 0 to 1; 0 for a curve without points. */
    double area() {
        double area = 0;
        double best = 0;
        for (int i = points - 1; i >= 0; i--) {
            best = Math.max(best, precision[i]);
            area += (recall[i] - (i == 0 ? 0 : recall[i - 1])) * best;
        }
        return area;
    }

    /**
     * The best precision at each of these recalls or beyond, 0 where they are not reached.
     *
     * @param recalls rising
     */
    double[] precisionAt(double[] recalls) {
        double[] found = new double[recalls.length];
        double best = 0;
        int point = points;
        for (int i = recalls.length - 1; i >= 0; i--) {
            while (point > 0 && recall[point - 1] >= recalls[i]) {
                point--;
                best = Math.max(best, precision[point]);
            }
            found[i] = best;
        }
        return found;
    }

    /** The mean of {@link #precisionAt}. */
    double meanPrecisionAt(double[] recalls) {
        double sum = 0;
        for (double value : precisionAt(recalls)) {
            sum += value;
        }
        return sum / recalls.length;
    }
}
