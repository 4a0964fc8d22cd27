package io.freebies.score;

import io.freebies.box.Box;
import io.freebies.data.GroundTruth;
import java.util.List;

/**
 * COCO's matching of one class in one image (pycocotools, {@code COCOeval.evaluateImg}).
 *
 * <p>By falling score, and at each threshold on its own, a detection takes the free object that it overlaps most, of
 * equal overlaps the last. Objects that are demanded come first; the others only spare a detection that finds none of
 * these from being a miss. A crowd, or a difficult object, spares any number. A detection that takes nothing is a miss if
 * its own area is in the range. So is one that takes the object of id 0, which the reference takes for nothing.
 */
final class CocoImageMatching {
    private final List<Box> detections;
    private final List<GroundTruth> objects;
    private final double[] thresholds;
    /** By detection and object. */
    private final double[][] overlaps;
    /** By detection. */
    private final double[] largest;

    /**
     * Compares all with all.
     *
     * @param detections by falling score
     * @param objects in any order, which decides between equal overlaps
     * @param thresholds of overlap, rising
     */
    CocoImageMatching(List<Box> detections, List<GroundTruth> objects, double[] thresholds) {
        this.detections = detections;
        this.objects = objects;
        this.thresholds = thresholds;
        overlaps = new double[detections.size()][objects.size()];
        largest = new double[detections.size()];
        for (int d = 0; d < largest.length; d++) {
            for (int o = 0; o < overlaps[d].length; o++) {
                overlaps[d][o] = overlap(detections.get(d), objects.get(o));
                largest[d] = Math.max(largest[d], overlaps[d][o]);
            }
        }
    }

    /** Whether any detection overlaps any object enough for the lowest threshold. */
    boolean hasPairs() {
        for (double overlap : largest) {
            if (overlap >= thresholds[0]) {
                return true;
            }
        }
        return false;
    }

    /**
     * Intersection over union; over the detection alone for a crowd, of which it need only be a part. Right and bottom
     * edges are left edge plus width and top edge plus height, rounded as in the reference: an overlap of exactly a
     * threshold passes.
     */
    static double overlap(Box detection, GroundTruth object) {
        Box box = object.box();
        double width = Math.min(detection.x1() + detection.width(), box.x1() + box.width())
                - Math.max(detection.x1(), box.x1());
        double height = Math.min(detection.y1() + detection.height(), box.y1() + box.height())
                - Math.max(detection.y1(), box.y1());
        if (width <= 0 || height <= 0) {
            return 0;
        }
        double common = width * height;
        double area = detection.width() * detection.height();
        return common / (object.crowd() ? area : area + box.width() * box.height() - common);
    }

    /** Whether missing an object counts in a range. */
    static boolean isDemanded(GroundTruth object, AreaRange range) {
        return object.isDemanded() && range.contains(object.area());
    }

    /** What each detection is, as {@link ClassMatches} has it. */
    int[] outcomes(AreaRange range) {
        boolean[] isDemanded = demanded(range);
        int[] outcomes = new int[detections.size()];
        for (int t = 0; t < thresholds.length; t++) {
            match(t, isDemanded, outcomes);
        }
        for (int d = 0; d < outcomes.length; d++) {
            if (!range.contains(detections.get(d).area())) {
                outcomes[d] |= ignoredWhereMissed(outcomes[d]);
            }
        }
        return outcomes;
    }

    /** Which objects are taken at a threshold. */
    boolean[] taken(AreaRange range, int threshold) {
        return match(threshold, demanded(range), new int[detections.size()]);
    }

    private boolean[] demanded(AreaRange range) {
        boolean[] isDemanded = new boolean[objects.size()];
        for (int o = 0; o < isDemanded.length; o++) {
            isDemanded[o] = isDemanded(objects.get(o), range);
        }
        return isDemanded;
    }

    /** Adds the outcomes at a threshold, and answers with the objects that are taken. */
    private boolean[] match(int threshold, boolean[] isDemanded, int[] outcomes) {
        boolean[] taken = new boolean[objects.size()];
        for (int d = 0; d < outcomes.length; d++) {
            if (largest[d] >= thresholds[threshold]) {
                outcomes[d] |= outcome(d, threshold, isDemanded, taken);
            }
        }
        return taken;
    }

    private int outcome(int detection, int threshold, boolean[] isDemanded, boolean[] taken) {
        int hit = best(overlaps[detection], thresholds[threshold], isDemanded, true, taken);
        int object = hit >= 0 ? hit : best(overlaps[detection], thresholds[threshold], isDemanded, false, taken);
        if (object < 0) {
            return 0;
        }
        taken[object] = objects.get(object).isDemanded();
        if (hit >= 0 && objects.get(object).zeroId()) {
            return 0;
        }
        return 1 << (hit >= 0 ? threshold : ClassMatches.IGNORED + threshold);
    }

    /**
     * The free object with the largest overlap from the threshold on, the last of equals; -1 if there is none.
     *
     * @param wanted only objects of which {@code isDemanded} says so
     */
    private static int best(
            double[] overlaps, double threshold, boolean[] isDemanded, boolean wanted, boolean[] taken) {
        int best = -1;
        double most = threshold;
        for (int object = 0; object < overlaps.length; object++) {
            if (isDemanded[object] == wanted && !taken[object] && overlaps[object] >= most) {
                best = object;
                most = overlaps[object];
            }
        }
        return best;
    }

    private int ignoredWhereMissed(int outcome) {
        int matched = outcome << ClassMatches.IGNORED | outcome;
        return ClassMatches.ignoredAtAll(thresholds.length) & ~matched;
    }
}
