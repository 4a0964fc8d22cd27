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

    /**
     * The step of a batch, counted from 0 over the whole run.
     *
     * @param epoch counted from 0
     * @param batch counted from 0 within the epoch
     */
    public long step(int epoch, int batch) {
        return (long) epoch * stepsPerEpoch + batch;
    }

    /** Whether a step is the last of its epoch. */
    public boolean endsEpoch(long step) {
        return (step + 1) % stepsPerEpoch == 0;
    }
}
