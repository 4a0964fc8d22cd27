package io.freebies.score;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Detections matched to the objects of the same images, ready to be scored. Matching is done once; scores can be taken
 * over any multiset of the images.
 */
public sealed interface Evaluator permits VocEvaluator, CocoEvaluator {
    /** The metric's name in files, such as {@code voc07_11point} or {@code coco}. */
    String metric();

    /** Names by label. */
    List<String> classes();

    /** How many images there are. */
    int images();

    /**
     * The average precision of each class, 0 to 1, by label.
     *
     * @param times how often each image counts, 0 or more
     * @return NaN for a class without any object to find in these images
     */
    double[] averagePrecisions(int[] times);

    /**
     * The precision-recall curve of a class at an overlap of 0.5: the best precision at each of
     * {@link CocoEvaluator#RECALLS} or beyond.
     *
     * @return empty if there is no object of this class to find
     */
    double[] precision50(int label);

    /** Every image once, for {@link #averagePrecisions}. */
    default int[] once() {
        int[] once = new int[images()];
        Arrays.fill(once, 1);
        return once;
    }

    /** The score over all images, each counted once. */
    default ScoreCard score() {
        double[] averagePrecisions = averagePrecisions(once());
        Map<String, Double> perClass = new LinkedHashMap<>();
        for (int label = 0; label < averagePrecisions.length; label++) {
            if (!Double.isNaN(averagePrecisions[label])) {
                perClass.put(classes().get(label), averagePrecisions[label]);
            }
        }
        return new ScoreCard(metric(), mean(averagePrecisions), perClass);
    }

    /** The mean of the values that are numbers; NaN if none is. */
    static double mean(double[] values) {
        return Arrays.stream(values)
                .filter(value -> !Double.isNaN(value))
                .average()
                .orElse(Double.NaN);
    }
}
