package io.freebies.trainer.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.freebies.trainer.loader.Batch;
import io.freebies.zoo.Detector;
import java.util.Iterator;
import java.util.function.BooleanSupplier;

/**
 * Computes the norms' running statistics anew as the mean over batches (Izmailov et al. 2018): those that were seen
 * while other weights learned do not belong to averaged ones.
 */
public final class NormPass {
    private NormPass() {}

    /**
     * Shows the network all batches; nothing but the running statistics changes.
     *
     * @param stop whether to stop before the next batch
     * @return false if it was stopped
     */
    public static <T> boolean over(
            Iterator<Batch<T>> batches, Detector detector, DjlNetwork network, BooleanSupplier stop) {
        for (int seen = 0; batches.hasNext(); seen++) {
            if (stop.getAsBoolean()) {
                return false;
            }
            Batch<T> batch = batches.next();
            try (NDManager scope = network.manager().newSubManager()) {
                Shape shape = new Shape(batch.pictures(), 3, batch.size(), batch.size());
                NDArray images = scope.create(batch.images(), shape, DataType.FLOAT32);
                network.observe(detector.trunk(batch.size()), images, seen);
            }
        }
        return true;
    }
}
