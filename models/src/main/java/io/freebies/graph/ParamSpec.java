package io.freebies.graph;

/**
 * A learned tensor: what it is for, not what it holds.
 *
 * @param value name, type and shape
 * @param role what it does in its layer
 * @param initialiser how it starts
 */
public record ParamSpec(Value value, Role role, Initialiser initialiser) {
    /** What a parameter does; "no decay on bias and norm" is a question to the role, never to the name. */
    public enum Role {
        /** Convolution weights [out, in / groups, height, width]. */
        KERNEL,
        /** Added per output channel. */
        BIAS,
        /** Norm's multiplier, gamma. */
        NORM_SCALE,
        /** Norm's addend, beta. */
        NORM_SHIFT,
        /** Running mean: observed, not trained. */
        RUNNING_MEAN,
        /** Running variance: observed, not trained. */
        RUNNING_VARIANCE;

        /** Whether gradients reach it. */
        public boolean trained() {
            return this != RUNNING_MEAN && this != RUNNING_VARIANCE;
        }
    }

    /** Its name. */
    public String name() {
        return value.name();
    }
}
