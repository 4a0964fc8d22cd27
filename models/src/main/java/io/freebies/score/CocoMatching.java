package io.freebies.score;

import io.freebies.box.Box;
import io.freebies.data.GroundTruth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * COCO's matching of one class, for every range of areas. Ranks are by falling score, then rising image, then the order
 * given.
 */
final class CocoMatching {
    /** Only so many best detections of each image and class are looked at. */
    static final int MOST_DETECTIONS = 100;

    private final OneClass one;
    private final double[] thresholds;
    private final Ranking ranking;
    /** By rank. */
    private final Map<AreaRange, int[]> outcomes = new EnumMap<>(AreaRange.class);

    private CocoMatching(OneClass one, double[] thresholds) {
        this.one = one;
        this.thresholds = thresholds;
        ranking = Ranking.byImage(one.detections(), one.images());
    }

    /** The matches under every range. */
    static Map<AreaRange, ClassMatches> of(OneClass one, double[] thresholds) {
        CocoMatching matching = new CocoMatching(one, thresholds);
        matching.matchAll();
        Map<AreaRange, ClassMatches> matches = new EnumMap<>(AreaRange.class);
        matching.outcomes.forEach((range, found) -> matches.put(range, matching.matches(range, found)));
        return matches;
    }

    private ClassMatches matches(AreaRange range, int[] found) {
        int[] demanded = IntStream.range(0, one.objects().size())
                .filter(i -> CocoImageMatching.isDemanded(one.objects().get(i), range))
                .map(one.objectImages()::get)
                .toArray();
        return new ClassMatches(thresholds.length, ranking, found, demanded);
    }

    private void matchAll() {
        for (AreaRange range : AreaRange.values()) {
            outcomes.put(range, unmatched(range));
        }
        int[] firstObject = one.firstObjects();
        int[] firstDetection = firstDetections();
        int[] ranks = ranksByImage(firstDetection);
        for (int image = 0; image < one.images(); image++) {
            boolean hasObjects = firstObject[image] < firstObject[image + 1];
            if (hasObjects && firstDetection[image] < firstDetection[image + 1]) {
                matchImage(
                        Arrays.copyOfRange(ranks, firstDetection[image], firstDetection[image + 1]),
                        one.objects().subList(firstObject[image], firstObject[image + 1]));
            }
        }
    }

    /** What detections are where there is no object: misses if their area is in the range. */
    private int[] unmatched(AreaRange range) {
        int[] found = new int[ranking.size()];
        for (int rank = 0; rank < found.length; rank++) {
            boolean isMiss = range.contains(ranking.area(rank));
            found[rank] = isMiss ? 0 : ClassMatches.ignoredAtAll(thresholds.length);
        }
        return found;
    }

    /** Where each image's detections begin in {@link #ranksByImage}: as many as there are images, and the end. */
    private int[] firstDetections() {
        int[] first = new int[one.images() + 1];
        for (int rank = 0; rank < ranking.size(); rank++) {
            first[ranking.image(rank) + 1] += ranking.place(rank) < MOST_DETECTIONS ? 1 : 0;
        }
        for (int image = 0; image < one.images(); image++) {
            first[image + 1] += first[image];
        }
        return first;
    }

    private int[] ranksByImage(int[] first) {
        int[] ranks = new int[first[one.images()]];
        for (int rank = 0; rank < ranking.size(); rank++) {
            if (ranking.place(rank) < MOST_DETECTIONS) {
                ranks[first[ranking.image(rank)] + ranking.place(rank)] = rank;
            }
        }
        return ranks;
    }

    private void matchImage(int[] ranks, List<GroundTruth> objects) {
        List<Box> boxes = new ArrayList<>(ranks.length);
        for (int rank : ranks) {
            boxes.add(ranking.box(rank));
        }
        CocoImageMatching matching = new CocoImageMatching(boxes, objects, thresholds);
        if (!matching.hasPairs()) {
            return;
        }
        outcomes.forEach((range, all) -> {
            int[] found = matching.outcomes(range);
            for (int d = 0; d < ranks.length; d++) {
                all[ranks[d]] = found[d];
            }
        });
    }
}
