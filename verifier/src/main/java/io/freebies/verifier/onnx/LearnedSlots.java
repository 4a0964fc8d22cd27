package io.freebies.verifier.onnx;

import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which tensors training may change. A tensor counts as learned if every reader takes it as a weight: one other reader,
 * a subgraph or the graph's output is enough to make its numbers part of the structure. Operators that only hand a
 * tensor on, in another type or order, are looked through.
 */
final class LearnedSlots {
    /** Inputs that are weights, by operator; those of ONNX Runtime are what its optimiser leaves. */
    private static final Map<String, Set<Integer>> WEIGHTS = Map.ofEntries(
            Map.entry("Conv", Set.of(1, 2)),
            Map.entry("ConvTranspose", Set.of(1, 2)),
            Map.entry("BatchNormalization", Set.of(1, 2, 3, 4)),
            Map.entry("Gemm", Set.of(1, 2)),
            Map.entry("GroupNormalization", Set.of(1, 2)),
            Map.entry("InstanceNormalization", Set.of(1, 2)),
            Map.entry("LayerNormalization", Set.of(1, 2)),
            Map.entry("PRelu", Set.of(1)),
            Map.entry("MatMul", Set.of(0, 1)),
            Map.entry("QLinearConv", Set.of(1, 2, 3, 4, 5, 6, 7, 8)),
            Map.entry("QuantizeLinear", Set.of(1, 2)),
            Map.entry("com.microsoft:FusedConv", Set.of(1, 2)),
            Map.entry("com.microsoft:FusedGemm", Set.of(1, 2)),
            Map.entry("com.microsoft:FusedMatMul", Set.of(0, 1)),
            Map.entry("com.microsoft.nchwc:Conv", Set.of(1, 2)));

    /** Inputs that come out again as the first output, by operator. */
    private static final Map<String, Set<Integer>> HANDED_ON = Map.of(
            "Identity", Set.of(0),
            "Cast", Set.of(0),
            "Reshape", Set.of(0),
            "Squeeze", Set.of(0),
            "Transpose", Set.of(0),
            "Unsqueeze", Set.of(0),
            "DequantizeLinear", Set.of(0, 1, 2));

    private final OnnxGraph graph;
    private final Map<String, Boolean> known = new HashMap<>();

    /** Needs the graph's nodes and readers, not yet its sources. */
    LearnedSlots(OnnxGraph graph) {
        this.graph = graph;
        // Readers before what they read, so that every answer is there when it is asked for.
        for (int i = graph.nodes().size() - 1; i >= 0; i--) {
            for (String output : graph.nodes().get(i).outputs()) {
                known.put(output, allReadersTakeAsWeight(output, 0));
            }
        }
    }

    /** Whether a tensor of the graph is learned. */
    boolean isLearned(String tensor) {
        TensorProto proto = graph.tensors().get(tensor);
        return proto != null
                && proto.getDataType() != DataType.STRING.getNumber()
                && allReadersTakeAsWeight(tensor, proto.getDimsCount());
    }

    private boolean allReadersTakeAsWeight(String value, int rank) {
        List<OnnxNode> readers = graph.readers(value);
        return !readers.isEmpty()
                && !graph.isOutput(value)
                && readers.stream().allMatch(node -> takesAsWeight(node, value, rank));
    }

    private boolean takesAsWeight(OnnxNode node, String value, int rank) {
        Set<Integer> weights = WEIGHTS.getOrDefault(node.type(), Set.of());
        Set<Integer> handedOn = HANDED_ON.getOrDefault(node.type(), Set.of());
        for (int slot = 0; slot < node.inputs().size(); slot++) {
            if (node.inputs().get(slot).equals(value)) {
                // A vector or a stack of matrices is more often a table than a layer.
                boolean weight = weights.contains(slot) && !(node.type().endsWith("MatMul") && rank != 0 && rank != 2);
                boolean passes = handedOn.contains(slot)
                        && known.getOrDefault(node.outputs().get(0), false);
                if (!weight && !passes) {
                    return false;
                }
            }
        }
        return true;
    }
}
