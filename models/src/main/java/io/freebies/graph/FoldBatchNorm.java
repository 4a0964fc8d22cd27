package io.freebies.graph;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Rewrites {@code BatchNormalization(Conv(x, W))} into {@code Conv(x, W', b')} with {@code W' = W s},
 * {@code b' = (b - mean) s + shift}, {@code s = scale / sqrt(variance + epsilon)} per output channel. The answer is the
 * same up to rounding; the graph loses one node per norm. Applied to every export alike.
 */
public final class FoldBatchNorm {
    /**
     * A rewritten graph with its weights.
     *
     * @param graph without the norms that follow a convolution
     * @param weights of the new graph, metadata unchanged
     */
    public record Folded(Graph graph, Weights weights) {}

    private final Map<String, Node> normAfter = new HashMap<>();
    private final Map<String, Value> values = new HashMap<>();
    private final Map<String, Tensor> tensors = new LinkedHashMap<>();
    private final GraphBuilder builder;
    private final Map<String, ParamSpec> params;
    private final Weights weights;

    private FoldBatchNorm(Graph graph, Weights weights) {
        this.builder = new GraphBuilder(graph.name());
        this.params = graph.paramsByName();
        this.weights = weights;
        Map<String, Integer> uses = graph.uses();
        Map<String, Node> convolutions = new HashMap<>();
        for (Node node : graph.nodes()) {
            if (node.op() instanceof Op.Conv) {
                convolutions.put(node.output().name(), node);
            } else if (node.op() instanceof Op.BatchNormalization) {
                Node conv = convolutions.get(node.inputs().get(0).name());
                if (conv != null && uses.getOrDefault(conv.output().name(), 0) == 1) {
                    normAfter.put(conv.name(), node);
                }
            }
        }
    }

    /** Folds every norm that is the only reader of a convolution. */
    public static Folded apply(Graph graph, Weights weights) {
        return new FoldBatchNorm(graph, weights).rewrite(graph);
    }

    private Folded rewrite(Graph graph) {
        graph.inputs().forEach(v -> values.put(v.name(), builder.input(v.name(), v.dtype(), v.shape())));
        graph.constants()
                .forEach(c -> values.put(
                        c.value().name(),
                        builder.constant(c.value().name(), c.value().dtype(), c.tensor())));
        for (Node node : graph.nodes()) {
            Node norm = normAfter.get(node.name());
            if (norm != null) {
                fold(node, norm);
            } else if (!normAfter.containsValue(node)) {
                copy(node);
            }
        }
        graph.outputs().forEach(v -> builder.output(value(v)));
        return new Folded(builder.build(), new Weights(tensors, weights.metadata()));
    }

    private void copy(Node node) {
        List<Value> inputs = node.inputs().stream().map(this::value).toList();
        List<String> names = node.outputs().stream().map(Value::name).toList();
        builder.nodes(node.name(), node.op(), inputs, names).forEach(v -> values.put(v.name(), v));
    }

    private void fold(Node conv, Node norm) {
        double[] factor = factors(norm);
        Value kernel = conv.inputs().get(1);
        Tensor oldKernel = weights.get(kernel.name());
        float[] newKernel = new float[oldKernel.data().length];
        int perChannel = newKernel.length / factor.length;
        IntStream.range(0, factor.length).parallel().forEach(c -> {
            for (int i = c * perChannel; i < (c + 1) * perChannel; i++) {
                newKernel[i] = (float) (oldKernel.data()[i] * factor[c]);
            }
        });
        float[] mean = weights.get(norm.inputs().get(3).name()).data();
        float[] newBias = weights.get(norm.inputs().get(2).name()).data().clone();
        for (int c = 0; c < newBias.length; c++) {
            double bias = conv.inputs().size() == 3
                    ? weights.get(conv.inputs().get(2).name()).data()[c]
                    : 0;
            newBias[c] = (float) (newBias[c] + (bias - mean[c]) * factor[c]);
        }
        Value w = learned(kernel.name(), new Tensor(oldKernel.shape(), newKernel), ParamSpec.Role.KERNEL);
        String biasName = conv.name() + ".bias";
        Value b = learned(biasName, new Tensor(Shape.of(newBias.length), newBias), ParamSpec.Role.BIAS);
        Value result = builder.node(conv.name(), conv.op(), value(conv.inputs().get(0)), w, b);
        values.put(norm.output().name(), result);
    }

    private double[] factors(Node norm) {
        double epsilon = ((Op.BatchNormalization) norm.op()).epsilon();
        float[] scale = weights.get(norm.inputs().get(1).name()).data();
        float[] variance = weights.get(norm.inputs().get(4).name()).data();
        double[] factors = new double[scale.length];
        for (int c = 0; c < factors.length; c++) {
            factors[c] = scale[c] / Math.sqrt(variance[c] + epsilon);
        }
        return factors;
    }

    private Value value(Value old) {
        Value known = values.get(old.name());
        if (known != null) {
            return known;
        }
        ParamSpec.Role role =
                Objects.requireNonNull(params.get(old.name()), old.name()).role();
        return learned(old.name(), weights.get(old.name()), role);
    }

    private Value learned(String name, Tensor tensor, ParamSpec.Role role) {
        tensors.put(name, tensor);
        Value value = builder.param(name, tensor.shape(), role, new Initialiser.Fill(0));
        values.put(name, value);
        return value;
    }
}
