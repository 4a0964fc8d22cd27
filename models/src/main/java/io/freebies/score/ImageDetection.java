package io.freebies.score;

import io.freebies.box.Detection;
import java.util.ArrayList;
import java.util.List;

/**
 * A detection and the image it was made in. The order of a list of these decides between equal scores.
 *
 * @param image index of the image, from 0
 * @param detection box in pixels of that image
 */
public record ImageDetection(int image, Detection detection) {
    /** From one list for each image: all of the first image's, then all of the second's. */
    public static List<ImageDetection> ofImages(List<List<Detection>> perImage) {
        List<ImageDetection> all = new ArrayList<>();
        for (int image = 0; image < perImage.size(); image++) {
            for (Detection detection : perImage.get(image)) {
                all.add(new ImageDetection(image, detection));
            }
        }
        return all;
    }
}
