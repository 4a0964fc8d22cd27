package io.freebies.trainer.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.norm.BatchNorm;
import io.freebies.graph.Op;

/** The seam for the statistics by which norms normalise. */
@FunctionalInterface
interface Norms {
    /** Training: the batch's statistics, which also move the running ones. */
    Norms OF_BATCH =
            (op, x, mean, variance, scale, shift) -> apply(op, x, mean, variance, scale, shift, op.momentum(), true);

    /** Evaluation: the running statistics. */
    Norms RUNNING =
            (op, x, mean, variance, scale, shift) -> apply(op, x, mean, variance, scale, shift, op.momentum(), false);

    /**
     * Normalises [B, C, H, W] over all but the second axis.
     *
     * @param mean running mean [C], which may be changed
     * @param variance running variance [C], which may be changed
     */
    NDArray normalise(
            Op.BatchNormalization op, NDArray x, NDArray mean, NDArray variance, NDArray scale, NDArray shift);

    /**
     * The batch's statistics, and the running ones become the plain mean over batches.
     *
     * @param batches how many came before
     */
    static Norms meanAfter(int batches) {
        double kept = batches / (batches + 1.0);
        return (op, x, mean, variance, scale, shift) -> apply(op, x, mean, variance, scale, shift, kept, true);
    }

    private static NDArray apply(
            Op.BatchNormalization op,
            NDArray x,
            NDArray mean,
            NDArray variance,
            NDArray scale,
            NDArray shift,
            double kept,
            boolean ofBatch) {
        return BatchNorm.batchNorm(x, mean, variance, scale, shift, 1, (float) kept, (float) op.epsilon(), ofBatch)
                .singletonOrThrow();
    }
}
