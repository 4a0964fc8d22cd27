package io.freebies.verifier.score;

import io.freebies.score.ImageDetection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Detections in the pictures of a data set.
 *
 * @param all under the data set's labels; the order decides between equal scores
 * @param ofOtherClasses how many more there are of classes that the data set has not, by name: there is no object that
 *     they could find, and no score that they could change
 * @param leftOut what was skipped at the user's request, one line each naming the place and the reason
 */
public record DatasetDetections(List<ImageDetection> all, Map<String, Integer> ofOtherClasses, List<String> leftOut) {
    /** Copies the collections. */
    public DatasetDetections {
        all = List.copyOf(all);
        leftOut = List.copyOf(leftOut);
        ofOtherClasses = Collections.unmodifiableMap(new TreeMap<>(ofOtherClasses));
    }
}
