package io.freebies.score;

import io.freebies.box.Box;
import io.freebies.data.GroundTruth;
import java.util.Arrays;
import java.util.Comparator;
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
    private final List<ImageDetection> ranked;
    private final int[] images;
    private final int[] places;
    /** By rank. */
    private final Map<AreaRange, int[]> outcomes = new EnumMap<>(AreaRange.class);

    private CocoMatching(OneClass one, double[] thresholds) {
        this.one = one;
        this.thresholds = thresholds;
        ranked = one.detections().stream()
                .sorted(Comparator.comparingDouble(
                                (ImageDetection d) -> -d.detection().score())
                        .thenComparingInt(ImageDetection::image))
                .toList();
        images = ClassMatches.images(ranked);
        places = ClassMatches.places(images, one.images());
        for (AreaRange range : AreaRange.values()) {
            outcomes.put(range, new int[images.length]);
        }
    }

    /** The matches under every range. */
    static Map<AreaRange, ClassMatches> of(OneClass one, double[] thresholds) {
        CocoMatching matching = new CocoMatching(one, thresholds);
        matching.matchAll();
        Map<AreaRange, ClassMatches> matches = new EnumMap<>(AreaRange.class);
        matching.outcomes.forEach((range, outcomes) -> matches.put(range, matching.matches(range, outcomes)));
        return matches;
    }

    private ClassMatches matches(AreaRange range, int[] found) {
        int[] demanded = IntStream.range(0, one.objects().size())
                .filter(i -> CocoImageMatching.isDemanded(one.objects().get(i), range))
                .map(one.objectImages()::get)
                .toArray();
        return new ClassMatches(thresholds.length, images, places, found, demanded);
    }

    private void matchAll() {
        int[] firstObject = one.firstObjects();
        int[] firstDetection = new int[one.images() + 1];
        for (int rank = 0; rank < images.length; rank++) {
            firstDetection[images[rank] + 1] += places[rank] < MOST_DETECTIONS ? 1 : 0;
        }
        for (int image = 0; image < one.images(); image++) {
            firstDetection[image + 1] += firstDetection[image];
        }
        int[] ranks = new int[firstDetection[one.images()]];
        for (int rank = 0; rank < images.length; rank++) {
            if (places[rank] < MOST_DETECTIONS) {
                ranks[firstDetection[images[rank]] + places[rank]] = rank;
            }
        }
        for (int image = 0; image < one.images(); image++) {
            int[] own = Arrays.copyOfRange(ranks, firstDetection[image], firstDetection[image + 1]);
            if (own.length > 0) {
                matchImage(own, one.objects().subList(firstObject[image], firstObject[image + 1]));
            }
        }
    }

    private void matchImage(int[] ranks, List<GroundTruth> objects) {
        List<Box> boxes = Arrays.stream(ranks)
                .mapToObj(rank -> ranked.get(rank).detection().box())
                .toList();
        CocoImageMatching matching = new CocoImageMatching(boxes, objects, thresholds);
        outcomes.forEach((range, all) -> {
            int[] found = matching.outcomes(range);
            for (int d = 0; d < ranks.length; d++) {
                all[ranks[d]] = found[d];
            }
        });
    }
}
