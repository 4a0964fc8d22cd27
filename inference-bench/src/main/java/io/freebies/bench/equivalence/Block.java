package io.freebies.bench.equivalence;

/**
 * What one block measured: each session ran twice, in an order that reads the same backwards, so that a steady drift of
 * the machine cancels. Times are geometric means in milliseconds per inference.
 *
 * @param baseline the baseline
 * @param candidate the candidate
 * @param control the baseline once more, in a session of its own
 */
public record Block(double baseline, double candidate, double control) {
    /** Log of the candidate's throughput divided by the baseline's: above 0 where the candidate is faster. */
    public double logRatio() {
        return Math.log(baseline / candidate);
    }

    /** The same for the control, which by rights is 0. */
    public double controlLogRatio() {
        return Math.log(baseline / control);
    }
}
