package io.freebies.zoo;

import io.freebies.graph.Graph;

/** A detector described once: what trains, what is exported, and how both are to be read. */
public interface Detector {
    /** The facts that fix it. */
    DetectorSpec spec();

    /**
     * The part with parameters: {@code images} [batch, 3, size, size] to raw heads. Parameters do not depend on the
     * size.
     *
     * @param size side of the square input, a multiple of 32
     */
    Graph trunk(int size);

    /** The exported graph at {@link DetectorSpec#inputSize()}: {@link #trunk} followed by what the profile adds. */
    Graph inference(Profile profile);
}
