package io.freebies.score;

import io.freebies.box.Detection;
import io.freebies.data.GroundTruth;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * PASCAL VOC's mean average precision at an intersection over union of 0.5 (Everingham et al. 2010, section 4.2).
 *
 * <p>Two steps: {@link #of} matches detections to objects, {@link #score(Interpolation)} accumulates; the second can be
 * repeated over other multisets of the same images. VOC's inclusive corners are one pixel wider than their difference,
 * which {@link io.freebies.box.BoxFormat#fromVoc} turns into half-open boxes of the same size, so that the overlap is
 * VOC's exactly.
 */
public final class VocEvaluator {
    private final List<String> classes;
    private final int images;
    private final List<ClassMatches> matches;

    private VocEvaluator(List<String> classes, int images, List<ClassMatches> matches) {
        this.classes = classes;
        this.images = images;
        this.matches = matches;
    }

    /**
     * Matches detections to objects.
     *
     * @param classes names by label
     * @param truths objects by image
     * @param detections by any image of {@code truths}; ties in score stay in this order
     */
    public static VocEvaluator of(
            List<String> classes, List<List<GroundTruth>> truths, List<ImageDetection> detections) {
        List<ClassMatches> matches = IntStream.range(0, classes.size())
                .mapToObj(label -> ClassMatches.of(label, truths, detections))
                .toList();
        return new VocEvaluator(List.copyOf(classes), truths.size(), matches);
    }

    /**
     * Matches and scores.
     *
     * @param classes names by label
     * @param truths objects by image
     * @param detections by image, as many lists as {@code truths} has; ties in score stay in this order
     */
    public static ScoreCard evaluate(
            List<String> classes,
            List<List<GroundTruth>> truths,
            List<List<Detection>> detections,
            Interpolation interpolation) {
        if (truths.size() != detections.size()) {
            throw new IllegalArgumentException("expected detections of each of the " + truths.size()
                    + " images, found lists of " + detections.size());
        }
        return of(classes, truths, ImageDetection.ofImages(detections)).score(interpolation);
    }

    /** The score over all images, each counted once. */
    public ScoreCard score(Interpolation interpolation) {
        int[] once = new int[images];
        Arrays.fill(once, 1);
        return score(once, interpolation);
    }

    /**
     * The score over a multiset of the images.
     *
     * @param times how often each image counts, 0 or more
     */
    ScoreCard score(int[] times, Interpolation interpolation) {
        Map<String, Double> perClassAp = new LinkedHashMap<>();
        for (int label = 0; label < classes.size(); label++) {
            double ap = matches.get(label).averagePrecision(times, interpolation);
            if (!Double.isNaN(ap)) {
                perClassAp.put(classes.get(label), ap);
            }
        }
        return ScoreCard.of(interpolation.metric(), perClassAp);
    }

    /** How many images there are. */
    int images() {
        return images;
    }
}
