package io.freebies.trainer.freebie;

import io.freebies.trainer.djl.NormStatistics;

/**
 * Synchronised batch norm (paper section 3.5; Peng et al. 2017, MegDet): where a batch is split over several devices,
 * norms normalise by the whole of it, as on one device they do anyway.
 */
public record SyncNorm() {
    /** Whose statistics norms normalise by. */
    public NormStatistics statistics() {
        return NormStatistics.OF_WHOLE_BATCH;
    }
}
