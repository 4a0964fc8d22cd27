package io.freebies.score;

import io.freebies.box.Box;
import java.util.Arrays;
import java.util.List;

/**
 * The detections of one class by falling score. Sorts and keeps numbers, not objects: there are hundreds of thousands, and
 * most processes rank them once, before comparators are compiled.
 */
final class Ranking {
    private final int[] images;
    private final int[] places;
    private final double[] areas;
    private final Box[] boxes;

    /** Ranks by score; of equal scores, by image if that is wanted, then as given. */
    private Ranking(List<ImageDetection> detections, int imageCount, boolean byImage) {
        int size = detections.size();
        int[] givenImages = new int[size];
        double[] scores = new double[size];
        double[] givenAreas = new double[size];
        for (int i = 0; i < size; i++) {
            ImageDetection given = detections.get(i);
            givenImages[i] = given.image();
            scores[i] = given.detection().score();
            givenAreas[i] = given.detection().box().area();
        }
        int[] order = byImage ? byImage(givenImages, scores) : falling(scores);
        images = new int[size];
        places = new int[size];
        areas = new double[size];
        boxes = new Box[size];
        int[] seen = new int[imageCount];
        for (int rank = 0; rank < size; rank++) {
            images[rank] = givenImages[order[rank]];
            places[rank] = seen[images[rank]]++;
            areas[rank] = givenAreas[order[rank]];
            boxes[rank] = detections.get(order[rank]).detection().box();
        }
    }

    /**
     * Ranks detections; of equal scores the earlier one is the better.
     *
     * @param imageCount how many images there are
     */
    static Ranking of(List<ImageDetection> detections, int imageCount) {
        return new Ranking(detections, imageCount, false);
    }

    /** The same; of equal scores that in the earlier image is the better, within an image the earlier one. */
    static Ranking byImage(List<ImageDetection> detections, int imageCount) {
        return new Ranking(detections, imageCount, true);
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

    /** Its area in square pixels. */
    double area(int rank) {
        return areas[rank];
    }

    /** Where it is. */
    Box box(int rank) {
        return boxes[rank];
    }

    private static int[] byImage(int[] images, double[] scores) {
        int[] order = rising(images);
        double[] ordered = new double[scores.length];
        for (int i = 0; i < ordered.length; i++) {
            ordered[i] = scores[order[i]];
        }
        int[] ranked = falling(ordered);
        for (int rank = 0; rank < ranked.length; rank++) {
            ranked[rank] = order[ranked[rank]];
        }
        return ranked;
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
