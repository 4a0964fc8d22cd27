package io.freebies.trainer.schedule;

/** The seam for the size of the network's input, one for a whole batch. */
@FunctionalInterface
public interface InputSize {
    /**
     * Side in pixels, a multiple of 32.
     *
     * @param epoch counted from 0
     * @param batch counted from 0 within the epoch
     */
    int at(int epoch, int batch);
}
