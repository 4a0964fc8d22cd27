package io.freebies.score;

import io.freebies.box.Box;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Detections by falling score, where equal scores keep their order. Sorts numbers, not objects: there are hundreds of
 * thousands, and most processes sort them once, before comparators are compiled.
 */
final class Ranking {
    private final List<ImageDetection> detections;
    private final int[] images;
    private final int[] places;

    private Ranking(List<ImageDetection> detections, int[] images, int[] places) {
        this.detections = detections;
        this.images = images;
        this.places = places;
    }

    /**
     * Ranks detections of one class.
     *
     * @param detections where scores are equal, the earlier one is the better
     * @param imageCount how many images there are
     */
    static Ranking of(List<ImageDetection> detections, int imageCount) {
        double[] scores = new double[detections.size()];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = detections.get(i).detection().score();
        }
        List<ImageDetection> ranked = inOrder(detections, falling(scores));
        int[] images = images(ranked);
        int[] seen = new int[imageCount];
        int[] places = new int[images.length];
        for (int rank = 0; rank < images.length; rank++) {
            places[rank] = seen[images[rank]]++;
        }
        return new Ranking(ranked, images, places);
    }

    /** The same detections by rising image; those of an image keep their order. */
    static List<ImageDetection> byImage(List<ImageDetection> detections) {
        return inOrder(detections, rising(images(detections)));
    }

    /** How many there are. */
    int size() {
        return images.length;
    }

    /** The image of a detection. */
    int image(int rank) {
        return images[rank];
    }

    /** How many better ones there are in the same image. */
    int place(int rank) {
        return places[rank];
    }

    /** Where it is. */
    Box box(int rank) {
        return detections.get(rank).detection().box();
    }

    private static int[] images(List<ImageDetection> detections) {
        int[] images = new int[detections.size()];
        for (int i = 0; i < images.length; i++) {
            images[i] = detections.get(i).image();
        }
        return images;
    }

    private static List<ImageDetection> inOrder(List<ImageDetection> detections, int[] order) {
        List<ImageDetection> ordered = new ArrayList<>(order.length);
        for (int index : order) {
            ordered.add(detections.get(index));
        }
        return ordered;
    }

    /** The indices of falling values; of equal ones, rising. */
    private static int[] falling(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int[] fromTop = new int[values.length];
        for (int i = 0; i < values.length; i++) {
            // Equal values are all found in the same place, whichever it is.
            fromTop[i] = values.length - Arrays.binarySearch(sorted, values[i]);
        }
        return rising(fromTop);
    }

    /** The indices of rising values, 0 or more; of equal ones, rising. */
    private static int[] rising(int[] values) {
        long[] keys = new long[values.length];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = (long) values[i] << Integer.SIZE | i;
        }
        Arrays.sort(keys);
        int[] order = new int[keys.length];
        for (int i = 0; i < keys.length; i++) {
            order[i] = (int) keys[i];
        }
        return order;
    }
}
