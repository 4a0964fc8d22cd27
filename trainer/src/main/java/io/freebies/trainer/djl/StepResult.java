package io.freebies.trainer.djl;

import java.util.Map;

/**
 * What one step gave.
 *
 * @param terms of the loss by name, per picture
 * @param gradientNorm of the whole gradient, before clipping; not a number where a term is not finite
 * @param leftOut whether nothing was learned because the scaled gradient overflowed, as happens now and then with
 *     {@code fp16}
 */
public record StepResult(Map<String, Float> terms, double gradientNorm, boolean leftOut) {
    /** The sum of the terms. */
    public double loss() {
        return terms.values().stream().mapToDouble(Float::doubleValue).sum();
    }

    /** Whether every term and the gradient are; if not, nothing was learned. */
    public boolean isFinite() {
        return Double.isFinite(loss()) && Double.isFinite(gradientNorm);
    }
}
