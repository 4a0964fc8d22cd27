package io.freebies.trainer.loader;

import io.freebies.trainer.augment.Sample;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * The seam after augmentation: what the network should answer to a batch.
 *
 * @param <T> the form that the loss takes
 */
@FunctionalInterface
public interface BatchTargets<T> {
    /**
     * The targets of one batch.
     *
     * @param epoch counted from 0
     * @param index of the batch, counted from 0 within the epoch
     * @param samples in the order of the batch, all of one size
     * @param images their planes, [samples, 3, size, size]; may be changed, as where pictures of a batch are mixed
     */
    T of(int epoch, int index, List<Sample> samples, FloatBuffer images);
}
