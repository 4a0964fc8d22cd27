package io.freebies.trainer.freebie;

import io.freebies.run.Range;
import io.freebies.trainer.loss.ClassTargets;
import java.util.Optional;

/**
 * Label smoothing (paper section 3.2). Only class targets of positives change.
 *
 * @param form which targets
 * @param epsilon mass taken from the hard target, for the paper's form alone; 0.1 is Szegedy et al.'s (2015)
 */
public record LabelSmoothing(
        Optional<Form> form, @Range(min = 1e-6, max = 0.5) Optional<Double> epsilon) {
    /** The targets of K classes. */
    public enum Form {
        /**
         * Equation 3, the default: {@code q' = (1 - epsilon) q + epsilon / K}. For a softmax a distribution; for
         * sigmoids the limits of the targets move from 0 and 1 to {@code epsilon / K} and
         * {@code 1 - epsilon + epsilon / K}.
         */
        EQUATION_3,
        /**
         * The paper's public code, for sigmoids only: {@code s} and {@code 1 - s} with {@code s = min(1 / K, 1 / 40)}.
         */
        REFERENCE
    }

    private static final double REFERENCE_MOST = 1.0 / 40;

    /** Refuses an epsilon where the form has none, and none where it has one. */
    public LabelSmoothing {
        boolean reference = form.isPresent() && form.get() == Form.REFERENCE;
        if (reference == epsilon.isPresent()) {
            throw new IllegalArgumentException(
                    reference
                            ? "form reference takes no epsilon: it has 1/classes, at most 1/40"
                            : "expected epsilon, such as 0.1");
        }
    }

    /** The targets for so many classes. */
    public ClassTargets targets(int classes) {
        if (epsilon.isEmpty()) {
            double least = Math.min(1.0 / classes, REFERENCE_MOST);
            return new ClassTargets(1 - least, least);
        }
        double floor = epsilon.get() / classes;
        return new ClassTargets(1 - epsilon.get() + floor, floor);
    }
}
