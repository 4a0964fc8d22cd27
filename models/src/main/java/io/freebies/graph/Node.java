package io.freebies.graph;

import java.util.List;

/**
 * One application of an operator.
 *
 * @param name unique within its graph
 * @param op what is computed
 * @param inputs in ONNX's order, without the inputs that {@link Op} holds as attributes
 * @param outputs in ONNX's order
 */
public record Node(String name, Op op, List<Value> inputs, List<Value> outputs) {
    /** Copies the lists. */
    public Node {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }

    /** The only output. */
    public Value output() {
        return outputs.get(0);
    }
}
