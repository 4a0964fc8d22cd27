package io.freebies.trainer.loss;

import ai.djl.ndarray.NDList;
import java.util.List;

/**
 * What a network is trained to make small.
 *
 * @param <T> the form of the targets
 */
public interface Loss<T> {
    /** The names of the terms, in the order of {@link #terms}. */
    List<String> names();

    /**
     * The terms, each per picture.
     *
     * @param outputs of the network for a batch
     * @param targets of the same batch
     * @return scalars that add up to the loss, differentiable with respect to the outputs
     */
    NDList terms(NDList outputs, T targets);
}
