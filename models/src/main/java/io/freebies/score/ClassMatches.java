package io.freebies.score;

import io.freebies.box.Detection;
import io.freebies.data.GroundTruth;
import java.util.Comparator;
import java.util.List;

/**
 * One class: which detections hit, and how many objects there were. Matching is done once, here;
 * {@link #averagePrecision} then accumulates over any multiset of the images.
 *
 * <p>Detections are kept by falling score, ties in the order given.
 */
final class ClassMatches {
    /** A pair with at least this intersection over union matches. */
    static final double IOU_THRESHOLD = 0.5;

    private static final byte MISS = 0;
    private static final byte HIT = 1;
    /** Matched to a difficult object: neither demanded nor punished. */
    private static final byte IGNORED = 2;

    private final int[] images;
    private final byte[] outcomes;
    /** Objects to find, by image: those not flagged difficult. */
    private final int[] objects;

    private ClassMatches(int[] images, byte[] outcomes, int[] objects) {
        this.images = images;
        this.outcomes = outcomes;
        this.objects = objects;
    }

    /**
     * Matches as PASCAL VOC does: by falling score each detection takes the object of its class and image that it
     * overlaps most, difficult ones included. Below the threshold it is a miss; on a difficult object it is ignored;
     * the first on an object hits, any later one is a miss, even where another object would be free.
     *
     * @param truths objects by image, all classes
     * @param detections any order, all classes
     */
    static ClassMatches of(int label, List<List<GroundTruth>> truths, List<ImageDetection> detections) {
        List<List<GroundTruth>> own = truths.stream()
                .map(all -> all.stream().filter(t -> t.label() == label).toList())
                .toList();
        List<ImageDetection> byScore = detections.stream()
                .filter(d -> d.detection().label() == label)
                .sorted(Comparator.comparingDouble(
                                (ImageDetection d) -> d.detection().score())
                        .reversed())
                .toList();
        boolean[][] taken =
                own.stream().map(objects -> new boolean[objects.size()]).toArray(boolean[][]::new);
        int[] images = new int[byScore.size()];
        byte[] outcomes = new byte[byScore.size()];
        for (int i = 0; i < outcomes.length; i++) {
            images[i] = byScore.get(i).image();
            outcomes[i] = outcome(byScore.get(i).detection(), own.get(images[i]), taken[images[i]]);
        }
        int[] objects = own.stream()
                .mapToInt(all -> (int) all.stream().filter(t -> !t.difficult()).count())
                .toArray();
        return new ClassMatches(images, outcomes, objects);
    }

    private static byte outcome(Detection detection, List<GroundTruth> objects, boolean[] taken) {
        int best = -1;
        double most = IOU_THRESHOLD;
        for (int i = 0; i < objects.size(); i++) {
            double iou = detection.box().iou(objects.get(i).box());
            if (best < 0 ? iou >= most : iou > most) {
                best = i;
                most = iou;
            }
        }
        if (best < 0) {
            return MISS;
        }
        if (objects.get(best).difficult()) {
            return IGNORED;
        }
        if (taken[best]) {
            return MISS;
        }
        taken[best] = true;
        return HIT;
    }

    /**
     * Average precision over the images, image i counted {@code times[i]} times.
     *
     * <p>Counting an image twice is the same as having a second copy of it: the copies' detections are neighbours in
     * the order of scores, and no interpolation looks at the points between neighbours of equal outcome.
     *
     * @return 0 to 1; NaN if these images have no object of this class to find
     */
    double averagePrecision(int[] times, Interpolation interpolation) {
        long positives = 0;
        for (int i = 0; i < objects.length; i++) {
            positives += (long) times[i] * objects[i];
        }
        if (positives == 0) {
            return Double.NaN;
        }
        double[] recall = new double[outcomes.length];
        double[] precision = new double[outcomes.length];
        int points = 0;
        long hits = 0;
        long misses = 0;
        for (int i = 0; i < outcomes.length; i++) {
            int count = times[images[i]];
            if (count > 0 && outcomes[i] != IGNORED) {
                hits += outcomes[i] == HIT ? count : 0;
                misses += outcomes[i] == MISS ? count : 0;
                recall[points] = (double) hits / positives;
                precision[points] = (double) hits / (hits + misses);
                points++;
            }
        }
        return new PrecisionRecall(recall, precision, points).average(interpolation);
    }
}
