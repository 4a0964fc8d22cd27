package io.freebies.score;

import io.freebies.box.Box;
import java.util.List;
import java.util.stream.IntStream;

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
        for (int i = 0; i < size; i++) {
            givenImages[i] = detections.get(i).image();
            scores[i] = detections.get(i).detection().score();
        }
        int[] order = new Order(scores, byImage ? givenImages : new int[size]).indices();
        images = new int[size];
        places = new int[size];
        areas = new double[size];
        boxes = new Box[size];
        int[] seen = new int[imageCount];
        for (int rank = 0; rank < size; rank++) {
            Box box = detections.get(order[rank]).detection().box();
            images[rank] = givenImages[order[rank]];
            places[rank] = seen[images[rank]]++;
            areas[rank] = box.area();
            boxes[rank] = box;
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

    /** Sorts indices by falling score, then rising image, then as given: a stable merge sort. */
    private static final class Order {
        private final double[] scores;
        private final int[] images;

        /** Of so many scores and images. */
        Order(double[] scores, int[] images) {
            this.scores = scores;
            this.images = images;
        }

        int[] indices() {
            int[] sorted = IntStream.range(0, scores.length).toArray();
            sort(sorted.clone(), sorted, 0, sorted.length);
            return sorted;
        }

        /** Sorts a part of {@code into}, of which {@code from} is a copy. */
        private void sort(int[] from, int[] into, int start, int end) {
            if (end - start < 2) {
                return;
            }
            int middle = (start + end) >>> 1;
            sort(into, from, start, middle);
            sort(into, from, middle, end);
            int left = start;
            int right = middle;
            for (int i = start; i < end; i++) {
                boolean isLeft = left < middle && (right >= end || !isBefore(from[right], from[left]));
                into[i] = isLeft ? from[left++] : from[right++];
            }
        }

        private boolean isBefore(int a, int b) {
            return scores[a] > scores[b] || (scores[a] == scores[b] && images[a] < images[b]);
        }
    }
}
