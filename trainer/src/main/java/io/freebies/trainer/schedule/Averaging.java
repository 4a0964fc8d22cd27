package io.freebies.trainer.schedule;

import java.util.function.LongToDoubleFunction;

/**
 * The seam for averaged weights: {@code average = (1 - share) average + share weights} after every step, the share a
 * pure function of the step. The training itself does not notice.
 *
 * @param kind names the weights in files and options, such as {@code ema}
 * @param share of the weights after a step, counted from 0; 0 leaves the average alone, 1 replaces it
 * @param norms what becomes of the norms' running statistics
 */
public record Averaging(String kind, LongToDoubleFunction share, Norms norms) {
    /** What an average does with the norms' running statistics. */
    public enum Norms {
        /** Averages them like weights. */
        AVERAGED,
        /** Computes them anew in one pass over the data, with the average in place. */
        RECOMPUTED
    }
}
