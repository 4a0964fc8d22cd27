package io.freebies.trainer.schedule;

/** Hyper-parameters that count epochs, so that they grow with the length of a run. */
public interface CountsEpochs {
    /**
     * The same for a run of another length.
     *
     * @param factor new length by old
     */
    Record stretched(double factor);

    /** A number of epochs in a run of another length: at least 1 where it was. */
    static int stretched(int epochs, double factor) {
        return epochs == 0 ? 0 : (int) Math.max(1, Math.round(epochs * factor));
    }
}
