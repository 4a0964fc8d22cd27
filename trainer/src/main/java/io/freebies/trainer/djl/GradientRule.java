package io.freebies.trainer.djl;

import io.freebies.run.Recipe;
import io.freebies.run.Recipe.Precision;

/**
 * How the gradient of a batch is found.
 *
 * @param norms whose statistics they normalise by
 * @param precision of the convolutions' operands; weights, sums and norms have 32 bits in any case
 * @param portions into which a batch is cut, one after the other, their gradients added up: the memory of one portion,
 *     the step of the whole. Norms see a portion at a time, so with them it is not quite the same step
 */
public record GradientRule(NormStatistics norms, Precision precision, int portions) {
    /** All of a batch at once with 32 bits, each replica's norms by themselves. */
    public static final GradientRule PLAIN = new GradientRule(NormStatistics.OF_PART, Precision.FP32, 1);

    /** A recipe's, the plain one where its keys are absent. */
    public static GradientRule of(Recipe.Optimiser optimiser, NormStatistics norms) {
        return new GradientRule(
                norms,
                optimiser.precision().orElse(PLAIN.precision()),
                optimiser.accumulate().orElse(PLAIN.portions()));
    }
}
