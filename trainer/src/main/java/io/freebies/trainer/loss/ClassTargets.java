package io.freebies.trainer.loss;

/**
 * The seam for class targets of a positive with independent (sigmoid) outputs.
 *
 * @param own target of the object's class
 * @param other target of every other class
 */
public record ClassTargets(double own, double other) {
    /** The baseline: 1 and 0. */
    public static final ClassTargets HARD = new ClassTargets(1, 0);
}
