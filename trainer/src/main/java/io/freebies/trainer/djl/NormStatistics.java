package io.freebies.trainer.djl;

/** The seam for the pictures whose statistics norms normalise by in training, where a batch is split over replicas. */
public enum NormStatistics {
    /** Those of each replica's own part: the baseline. The running statistics are the parts' mean. */
    OF_PART,
    /** Those of the whole batch, as if there were one replica. */
    OF_WHOLE_BATCH;

    /**
     * Into how many parts a batch is split for its statistics.
     *
     * @param replicas at least 1
     */
    public int parts(int replicas) {
        return this == OF_PART ? replicas : 1;
    }
}
