package io.freebies.verifier.onnx.shape;

import io.freebies.verifier.onnx.OnnxGraph;
import io.freebies.verifier.onnx.OnnxNode;
import io.freebies.verifier.onnx.Source;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;

/** The bytes of values that are needed at the same time, if nodes run one after the other in the file's order. */
final class LiveBytes {
    private LiveBytes() {}

    /** The most, with the inputs; values of unknown size do not count. */
    static long most(OnnxGraph graph, ShapeInference shapes) {
        Map<String, Integer> readers = new HashMap<>();
        for (OnnxNode node : graph.nodes()) {
            new HashSet<>(node.inputs()).forEach(name -> readers.merge(name, 1, Integer::sum));
        }
        graph.outputNames().forEach(name -> readers.merge(name, 1, Integer::sum));
        long live = graph.inputExtents().keySet().stream()
                .mapToLong(name -> bytes(shapes, name))
                .sum();
        long most = live;
        for (OnnxNode node : graph.nodes()) {
            for (String output : node.outputs()) {
                live += bytes(shapes, output);
            }
            most = Math.max(most, live);
            for (String input : new HashSet<>(node.inputs())) {
                boolean tensor = graph.source(input) instanceof Source.Fixed
                        || graph.source(input) instanceof Source.Learned
                        || graph.source(input) instanceof Source.Absent;
                live -= readers.merge(input, -1, Integer::sum) == 0 && !tensor ? bytes(shapes, input) : 0;
            }
            for (String output : node.outputs()) {
                live -= readers.containsKey(output) ? 0 : bytes(shapes, output);
            }
        }
        return most;
    }

    /**
     * What those who run a model hold beside its values: each input once more, and each output twice more, as they copy
     * it out of native memory.
     */
    static long copies(OnnxGraph graph, ShapeInference shapes) {
        long inputs = graph.inputExtents().keySet().stream()
                .mapToLong(name -> bytes(shapes, name))
                .sum();
        long outputs = graph.outputNames().stream()
                .mapToLong(name -> bytes(shapes, name))
                .sum();
        return inputs + 2 * outputs;
    }

    private static long bytes(ShapeInference shapes, String value) {
        return shapes.fact(value).bytes().orElse(0L);
    }
}
