package io.freebies.trainer.loss;

import java.util.Arrays;
import java.util.List;

/**
 * The seam for class targets of a positive, one per class.
 *
 * @param own target of the object's class
 * @param other target of every other class
 */
public record ClassTargets(double own, double other) {
    /** The baseline: 1 and 0. */
    public static final ClassTargets HARD = new ClassTargets(1, 0);

    /** The targets of several objects, [labels, classes] row by row. */
    public float[] rows(List<Integer> labels, int classes) {
        float[] rows = new float[labels.size() * classes];
        Arrays.fill(rows, (float) other);
        for (int i = 0; i < labels.size(); i++) {
            rows[i * classes + labels.get(i)] = (float) own;
        }
        return rows;
    }
}
