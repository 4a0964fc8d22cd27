package io.freebies.score;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a detector scored.
 *
 * @param metric the metric's name, such as {@code voc07_11point}
 * @param map mean of the classes' average precisions, 0 to 1; NaN if no class has an object to find
 * @param perClassAp average precision by class name, 0 to 1, in label order; a class without any object to find is
 *     absent
 */
public record ScoreCard(String metric, double map, Map<String, Double> perClassAp) {
    /** Copies the map and keeps its order. */
    public ScoreCard {
        perClassAp = Collections.unmodifiableMap(new LinkedHashMap<>(perClassAp));
    }
}
