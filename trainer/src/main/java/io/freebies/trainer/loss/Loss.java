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
     * The terms, each the mean over pictures, so that a batch's are those of its parts by their numbers of pictures.
     *
     * @param outputs of the network for a batch
     * @param targets of the same batch
     * @return scalars that add up to the loss, differentiable with respect to the outputs
     */
    NDList terms(NDList outputs, T targets);

    /**
     * The targets of some of a batch's pictures.
     *
     * @param from the first one's index
     * @param to the last one's index plus 1
     */
    T part(T targets, int from, int to);
}
