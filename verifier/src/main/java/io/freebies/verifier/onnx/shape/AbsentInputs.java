package io.freebies.verifier.onnx.shape;

import io.freebies.verifier.onnx.OnnxNode;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Inputs that may be left out with an empty name, by operator of ONNX's own set. Where the operator does not expect one,
 * ONNX Runtime reads what is not there.
 */
final class AbsentInputs {
    private static final Map<String, Set<Integer>> ALLOWED = Map.ofEntries(
            Map.entry("Clip", Set.of(1, 2)),
            Map.entry("Conv", Set.of(2)),
            Map.entry("ConvInteger", Set.of(2, 3)),
            Map.entry("ConvTranspose", Set.of(2)),
            Map.entry("DequantizeLinear", Set.of(2)),
            Map.entry("Dropout", Set.of(1, 2)),
            Map.entry("GRU", Set.of(3, 4, 5)),
            Map.entry("Gemm", Set.of(2)),
            Map.entry("LSTM", Set.of(3, 4, 5, 6, 7)),
            Map.entry("Loop", Set.of(0, 1)),
            Map.entry("MatMulInteger", Set.of(2, 3)),
            Map.entry("NonMaxSuppression", Set.of(2, 3, 4)),
            Map.entry("Pad", Set.of(2, 3)),
            Map.entry("QLinearConv", Set.of(8)),
            Map.entry("QuantizeLinear", Set.of(2)),
            Map.entry("RNN", Set.of(3, 4, 5)),
            Map.entry("ReduceL1", Set.of(1)),
            Map.entry("ReduceL2", Set.of(1)),
            Map.entry("ReduceMax", Set.of(1)),
            Map.entry("ReduceMean", Set.of(1)),
            Map.entry("ReduceMin", Set.of(1)),
            Map.entry("ReduceProd", Set.of(1)),
            Map.entry("ReduceSum", Set.of(1)),
            Map.entry("Resize", Set.of(1, 2, 3)),
            Map.entry("Slice", Set.of(3, 4)),
            Map.entry("Split", Set.of(1)),
            Map.entry("Squeeze", Set.of(1)));

    private AbsentInputs() {}

    /** The first input that is left out and must not be. */
    static Optional<Integer> wrong(OnnxNode node) {
        Set<Integer> allowed = ALLOWED.getOrDefault(node.type(), Set.of());
        boolean standard = node.type().equals(node.proto().getOpType());
        for (int slot = 0; standard && slot < node.proto().getInputCount(); slot++) {
            if (node.proto().getInput(slot).isEmpty() && !allowed.contains(slot)) {
                return Optional.of(slot);
            }
        }
        return Optional.empty();
    }
}
