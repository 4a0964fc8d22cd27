package io.freebies.trainer.freebie;

import io.freebies.run.Range;
import io.freebies.trainer.loss.ClassTargets;

/**
 * Label smoothing for sigmoid outputs (paper section 3.2, equation 3): {@code q' = (1 - epsilon) q + epsilon / K} for
 * K classes, which moves the limits of the targets from 0 and 1 to {@code epsilon / K} and
 * {@code 1 - epsilon + epsilon / K}. Only class targets of positives change.
 *
 * @param epsilon mass taken from the hard target; 0.1 is Szegedy et al.'s (2015)
 */
public record LabelSmoothing(@Range(min = 1e-6, max = 0.5) double epsilon) {
    /** The targets for so many classes. */
    public ClassTargets targets(int classes) {
        double floor = epsilon / classes;
        return new ClassTargets(1 - epsilon + floor, floor);
    }
}
