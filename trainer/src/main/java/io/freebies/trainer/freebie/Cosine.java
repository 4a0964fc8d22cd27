package io.freebies.trainer.freebie;

import io.freebies.failure.Failure;
import io.freebies.run.Range;
import io.freebies.trainer.schedule.Epochs;
import io.freebies.trainer.schedule.LearningRate;

/**
 * Cosine learning rate (paper section 3.4; Loshchilov and Hutter 2016): after the warm-up
 * {@code final + (base - final) (1 + cos(pi T / (N - 1))) / 2} for T from 0 to N - 1. Takes the place of the step
 * schedule; the warm-up stays.
 *
 * @param finalRate at the last step; the paper ends at 0
 */
public record Cosine(@Range double finalRate) {
    /**
     * The schedule after warm-up.
     *
     * @throws Failure (usage) if the warm-up leaves nothing of the run
     */
    public LearningRate schedule(Epochs epochs, double base) {
        if (epochs.warmupSteps() >= epochs.steps()) {
            throw Failure.usage("schedule.warmup_epochs: expected fewer than schedule.epochs, " + epochs.epochs()
                    + ", or freebies.cosine is never used; found " + epochs.warmupEpochs());
        }
        return step -> {
            long length = Math.max(1, epochs.steps() - epochs.warmupSteps() - 1);
            long done = Math.min(Math.max(step - epochs.warmupSteps(), 0), length);
            return finalRate + (base - finalRate) * (1 + Math.cos(Math.PI * done / length)) / 2;
        };
    }
}
