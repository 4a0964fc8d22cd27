package io.freebies.score;

import io.freebies.box.Box;
import io.freebies.data.GroundTruth;
import java.util.List;
import java.util.stream.IntStream;

/**
 * PASCAL VOC's mean average precision at an intersection over union of 0.5 (Everingham et al. 2010, section 4.2).
 *
 * <p>By falling score each detection takes the object of its class and image that it overlaps most. Below the threshold
 * it is a miss; on a difficult object or a crowd it is ignored; the first on an object hits, any later one is a miss,
 * even where another object would be free. VOC's inclusive corners are one pixel wider than their difference, which
 * {@link io.freebies.box.BoxFormat#fromVoc} turns into half-open boxes of the same size, so that the overlap is VOC's
 * exactly.
 */
public final class VocEvaluator implements Evaluator {
    private static final double IOU_THRESHOLD = 0.5;
    private static final int HIT = 1;
    private static final int SPARED = ClassMatches.ignoredAtAll(1);

    private final List<String> classes;
    private final int images;
    private final Interpolation interpolation;
    private final List<ClassMatches> matches;

    private VocEvaluator(List<String> classes, int images, Interpolation interpolation, List<ClassMatches> matches) {
        this.classes = classes;
        this.images = images;
        this.interpolation = interpolation;
        this.matches = matches;
    }

    /**
     * Matches detections to objects.
     *
     * @param classes names by label
     * @param truths objects by image
     * @param detections in any image of {@code truths}; ties in score stay in this order
     */
    public static VocEvaluator of(
            List<String> classes,
            List<List<GroundTruth>> truths,
            List<ImageDetection> detections,
            Interpolation interpolation) {
        List<ClassMatches> matches = OneClass.split(classes.size(), truths, detections).parallelStream()
                .map(VocEvaluator::match)
                .toList();
        return new VocEvaluator(List.copyOf(classes), truths.size(), interpolation, matches);
    }

    private static ClassMatches match(OneClass one) {
        Ranking ranking = Ranking.of(one.detections(), one.images());
        int[] first = one.firstObjects();
        boolean[] taken = new boolean[one.objects().size()];
        int[] outcomes = new int[ranking.size()];
        for (int rank = 0; rank < outcomes.length; rank++) {
            int image = ranking.image(rank);
            Box box = ranking.box(rank);
            outcomes[rank] = outcome(box, one.objects(), first[image], first[image + 1], taken);
        }
        int[] objects = IntStream.range(0, taken.length)
                .filter(i -> one.objects().get(i).isDemanded())
                .map(one.objectImages()::get)
                .toArray();
        return new ClassMatches(1, ranking, outcomes, objects);
    }

    private static int outcome(Box box, List<GroundTruth> objects, int from, int to, boolean[] taken) {
        int best = -1;
        double most = IOU_THRESHOLD;
        for (int i = from; i < to; i++) {
            double iou = box.iou(objects.get(i).box());
            if (best < 0 ? iou >= most : iou > most) {
                best = i;
                most = iou;
            }
        }
        if (best < 0) {
            return 0;
        }
        if (!objects.get(best).isDemanded()) {
            return SPARED;
        }
        int outcome = taken[best] ? 0 : HIT;
        taken[best] = true;
        return outcome;
    }

    @Override
    public String metric() {
        return interpolation.metric();
    }

    @Override
    public List<String> classes() {
        return classes;
    }

    @Override
    public int images() {
        return images;
    }

    @Override
    public double[] precision50(int label) {
        PrecisionRecall[] curves = matches.get(label).curves(once(), Integer.MAX_VALUE);
        return curves.length == 0 ? new double[0] : curves[0].precisionAt(CocoEvaluator.RECALL_ARRAY);
    }

    @Override
    public double[] averagePrecisions(int[] times) {
        return matches.stream()
                .map(one -> one.curves(times, Integer.MAX_VALUE))
                .mapToDouble(curves -> curves.length == 0 ? Double.NaN : interpolation.average(curves[0]))
                .toArray();
    }
}
