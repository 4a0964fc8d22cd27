package io.freebies.trainer.freebie;

import io.freebies.graph.ParamSpec;

/**
 * No weight decay on biases and norms (He et al. 2018, bag of tricks section 3.1; in the reference's COCO command):
 * only kernels decay.
 */
public record NoDecay() {
    /** Whether a parameter decays. */
    public boolean decays(ParamSpec param) {
        return param.role() == ParamSpec.Role.KERNEL;
    }
}
