package io.freebies.score;

import io.freebies.data.GroundTruth;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The objects and detections of one class in all images.
 *
 * @param images how many there are, also without any of either
 * @param objects by rising image, in the order of their image's list
 * @param objectImages the image of each object
 * @param detections in the order given
 */
record OneClass(int images, List<GroundTruth> objects, List<Integer> objectImages, List<ImageDetection> detections) {
    /**
     * Sorts by class.
     *
     * @param classes how many there are
     * @param truths objects by image
     * @param detections in any order
     * @throws IllegalArgumentException for a label, image or score that there cannot be
     */
    static List<OneClass> split(int classes, List<List<GroundTruth>> truths, List<ImageDetection> detections) {
        List<OneClass> all = IntStream.range(0, classes)
                .mapToObj(c -> new OneClass(truths.size(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>()))
                .toList();
        for (int image = 0; image < truths.size(); image++) {
            for (GroundTruth truth : truths.get(image)) {
                require(truth.label(), classes, "label");
                all.get(truth.label()).objects.add(truth);
                all.get(truth.label()).objectImages.add(image);
            }
        }
        for (ImageDetection d : detections) {
            require(d.image(), truths.size(), "image");
            require(d.detection().label(), classes, "label");
            if (Double.isNaN(d.detection().score())) {
                throw new IllegalArgumentException("expected a score, found NaN in " + d);
            }
            all.get(d.detection().label()).detections.add(d);
        }
        return all;
    }

    private static void require(int found, int end, String what) {
        if (found < 0 || found >= end) {
            throw new IllegalArgumentException(
                    "expected a detection or object with a " + what + " from 0 to " + (end - 1) + ", found " + found);
        }
    }

    /** Where each image's objects begin in {@link #objects}: as many as there are images, and the end. */
    int[] firstObjects() {
        int[] first = new int[images + 1];
        for (int image : objectImages) {
            first[image + 1]++;
        }
        for (int image = 0; image < images; image++) {
            first[image + 1] += first[image];
        }
        return first;
    }
}
