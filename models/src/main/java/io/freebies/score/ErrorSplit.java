package io.freebies.score;

import io.freebies.data.GroundTruth;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where average precision is lost (TIDE, Bolya et al. 2020): the loss by a kind of error is how much higher AP50 would be
 * if an oracle mended the errors of this kind and no others. Losses do not add up to what is missing to 1, since errors
 * hide behind each other; with all kinds mended AP50 is 1.
 *
 * <p>AP50 is COCO's, at an overlap of 0.5 with 100 detections, whatever metric the data set is known by. Crowds and
 * difficult objects are neither demanded nor an error's object, and detections that they spare are no errors. Where
 * several errors are about one object, mending makes the surest a hit and leaves the others out, as it does all of them
 * where the object is found already. A class of which mending leaves no object to find leaves the mean.
 *
 * @param averagePrecision50 as it is, 0 to 1; NaN if there is no object to find
 * @param losses by kind, all kinds
 */
public record ErrorSplit(double averagePrecision50, Map<ErrorKind, Loss> losses) {
    /**
     * What one kind of error costs.
     *
     * @param count detections, or objects for {@link ErrorKind#MISSED}
     * @param averagePrecision50 lost, 0 to 1
     */
    public record Loss(int count, double averagePrecision50) {}

    /** Copies the map. */
    public ErrorSplit {
        losses = Collections.unmodifiableMap(new EnumMap<>(losses));
    }

    /**
     * Splits the errors of a detector.
     *
     * @param classes names by label
     * @param truths objects by image
     * @param detections in any image of {@code truths}
     */
    public static ErrorSplit of(List<String> classes, List<List<GroundTruth>> truths, List<ImageDetection> detections) {
        ErrorOracle oracle = ErrorOracle.of(classes.size(), truths, detections);
        double now = oracle.averagePrecision(Set.of());
        Map<ErrorKind, Loss> losses = new EnumMap<>(ErrorKind.class);
        for (ErrorKind kind : ErrorKind.values()) {
            losses.put(kind, new Loss(oracle.count(kind), oracle.averagePrecision(EnumSet.of(kind)) - now));
        }
        return new ErrorSplit(now, losses);
    }

    /** What a kind of error costs. */
    public Loss loss(ErrorKind kind) {
        return losses.getOrDefault(kind, new Loss(0, 0));
    }
}
