package io.freebies.verifier.onnx.shape;

import java.util.List;

/** What an operator makes of its inputs' shapes. */
@FunctionalInterface
interface Rule {
    /**
     * One fact per output that the operator can have.
     *
     * @param site every input's number of extents is known
     * @throws io.freebies.failure.Failure (data) if the inputs and attributes do not fit each other
     */
    List<ValueFact> infer(Site site);
}
