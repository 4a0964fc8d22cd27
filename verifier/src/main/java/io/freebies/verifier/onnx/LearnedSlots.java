package io.freebies.verifier.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which tensors training may change. A tensor counts as learned if every reader takes it as a weight: one other reader,
 * a subgraph or the graph's output is enough to make its numbers part of the structure. Constant nodes never count.
 */
final class LearnedSlots {
    private static final Map<String, Set<Integer>> SLOTS = Map.of(
            "Conv", Set.of(1, 2),
            "ConvTranspose", Set.of(1, 2),
            "BatchNormalization", Set.of(1, 2, 3, 4),
            "Gemm", Set.of(1, 2),
            "InstanceNormalization", Set.of(1, 2),
            "LayerNormalization", Set.of(1, 2),
            "PRelu", Set.of(1),
            "MatMul", Set.of(1));

    private LearnedSlots() {}

    /** The names of the learned among a graph's initialisers. */
    static Set<String> of(GraphProto graph, List<OnnxNode> nodes) {
        Map<String, TensorProto> tensors = new HashMap<>();
        graph.getInitializerList().forEach(tensor -> tensors.put(tensor.getName(), tensor));
        Set<String> learned = new HashSet<>();
        Set<String> fixed = new HashSet<>();
        graph.getOutputList().forEach(output -> fixed.add(output.getName()));
        for (OnnxNode node : nodes) {
            for (int slot = 0; slot < node.inputs().size(); slot++) {
                TensorProto tensor = tensors.get(node.inputs().get(slot));
                if (tensor != null) {
                    (isWeight(node, slot, tensor) ? learned : fixed).add(tensor.getName());
                }
            }
        }
        learned.removeAll(fixed);
        return learned;
    }

    private static boolean isWeight(OnnxNode node, int slot, TensorProto tensor) {
        boolean matrix = !node.type().equals("MatMul") || tensor.getDimsCount() == 2;
        return matrix && SLOTS.getOrDefault(node.type(), Set.of()).contains(slot);
    }
}
