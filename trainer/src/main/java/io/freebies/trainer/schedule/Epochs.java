package io.freebies.trainer.schedule;

/**
 * The length of a run in steps.
 *
 * @param stepsPerEpoch batches per pass over the data
 * @param epochs passes
 * @param warmupEpochs of these, with a rising rate
 */
public record Epochs(int stepsPerEpoch, int epochs, double warmupEpochs) {
    /** All steps. */
    public long steps() {
        return (long) stepsPerEpoch * epochs;
    }

    /** Steps with a rising rate. */
    public long warmupSteps() {
        return Math.round(stepsPerEpoch * warmupEpochs);
    }
}
