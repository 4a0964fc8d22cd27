package io.freebies.verifier.elephant;

import io.freebies.box.Box;
import io.freebies.box.Detection;
import java.util.List;
import java.util.stream.Stream;

/**
 * What an alien does to the detections that it does not touch. Effects add up.
 *
 * @param others detections in the picture alone whose box has nothing in common with the alien's place
 * @param vanished of these, those that are no longer there: no detection of their class, surer than the threshold,
 *     overlaps their box by {@value #SAME} or more
 * @param changed of these, those that are gone likewise, but where another class is now that was not there
 * @param drop of these, the sum of their scores alone minus their scores beside the alien; below the threshold too, 0
 *     where nothing is left
 */
record Effect(int others, int vanished, int changed, double drop) {
    static final double SAME = 0.5;
    static final Effect NONE = new Effect(0, 0, 0, 0);

    /**
     * The effect of one alien in one place.
     *
     * @param alone all detections in the picture without it, also unsure ones
     * @param beside all detections in the picture with it
     * @param threshold a surer detection counts
     */
    static Effect of(List<Detection> alone, List<Detection> beside, Box alien, double threshold) {
        return others(alone, alien, threshold)
                .map(detection -> on(detection, alone, beside, threshold))
                .reduce(NONE, Effect::plus);
    }

    /** The detections in the picture without the alien that are {@link #flips()}; the arguments are those of the effect. */
    static List<Detection> flipped(List<Detection> alone, List<Detection> beside, Box alien, double threshold) {
        return others(alone, alien, threshold)
                .filter(detection -> on(detection, alone, beside, threshold).flips() > 0)
                .toList();
    }

    private static Stream<Detection> others(List<Detection> alone, Box alien, double threshold) {
        return alone.stream()
                .filter(d -> d.score() > threshold && d.box().intersect(alien).area() == 0);
    }

    private static Effect on(Detection detection, List<Detection> alone, List<Detection> beside, double threshold) {
        double left = score(beside, detection.box(), detection.label());
        double drop = detection.score() - left;
        if (left > threshold) {
            return new Effect(1, 0, 0, drop);
        }
        boolean isAnother = beside.stream()
                .filter(other -> other.label() != detection.label())
                .filter(other -> other.score() > threshold && isSame(other.box(), detection.box()))
                .anyMatch(other -> score(alone, detection.box(), other.label()) <= threshold);
        return isAnother ? new Effect(1, 0, 1, drop) : new Effect(1, 1, 0, drop);
    }

    /** The score of the surest detection of a class in a place; 0 without any. */
    private static double score(List<Detection> detections, Box box, int label) {
        return detections.stream()
                .filter(other -> other.label() == label && isSame(other.box(), box))
                .mapToDouble(Detection::score)
                .max()
                .orElse(0);
    }

    private static boolean isSame(Box a, Box b) {
        return a.iou(b) >= SAME;
    }

    Effect plus(Effect other) {
        return new Effect(others + other.others, vanished + other.vanished, changed + other.changed, drop + other.drop);
    }

    /** So many times this. */
    Effect times(int count) {
        return new Effect(count * others, count * vanished, count * changed, count * drop);
    }

    /** Detections that vanished or changed class. */
    int flips() {
        return vanished + changed;
    }

    /** Flips as a part of the others, 0 to 1; NaN without others. */
    double flipRate() {
        return (double) flips() / others;
    }

    /** Mean drop of the others' scores, -1 to 1; NaN without others. */
    double meanDrop() {
        return drop / others;
    }
}
