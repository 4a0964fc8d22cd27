package io.freebies.trainer.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.convolutional.Conv2d;
import io.freebies.graph.Graph;
import io.freebies.graph.Node;
import io.freebies.graph.Op;
import io.freebies.graph.OpVisitor;
import io.freebies.graph.Value;
import io.freebies.run.Recipe.Precision;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Runs a graph on the engine, operator by operator. Where gradients are wanted every array is kept that the way back
 * needs; where not, each is freed after its last use.
 */
final class DjlLowering implements OpVisitor<NDArray> {
    private final Map<String, NDArray> values;
    private final Norms norms;
    private final Precision precision;
    /** Values that nobody needs any more once an activation has been applied to them. */
    private final Set<String> replaceable;

    private List<NDArray> inputs = List.of();
    private boolean inPlace;

    private DjlLowering(Map<String, NDArray> leaves, Norms norms, Precision precision, Set<String> replaceable) {
        this.values = new HashMap<>(leaves);
        this.norms = norms;
        this.precision = precision;
        this.replaceable = replaceable;
    }

    /**
     * The outputs of a graph, differentiable.
     *
     * @param leaves inputs, parameters and constants by name; results attach to the inputs' manager
     * @param precision of the convolutions' operands
     */
    static NDList train(Graph graph, Map<String, NDArray> leaves, Norms norms, Precision precision) {
        DjlLowering lowering = new DjlLowering(leaves, norms, precision, replaceable(graph));
        graph.nodes().forEach(lowering::step);
        return lowering.outputs(graph);
    }

    /**
     * The outputs of a graph, without gradients.
     *
     * @param leaves inputs, parameters and constants by name; results attach to the inputs' manager
     */
    static NDList evaluate(Graph graph, Map<String, NDArray> leaves, Norms norms) {
        DjlLowering lowering = new DjlLowering(leaves, norms, Precision.FP32, replaceable(graph));
        Map<String, Integer> uses = new HashMap<>(graph.uses());
        for (Node node : graph.nodes()) {
            lowering.step(node);
            lowering.free(node, uses, leaves);
        }
        return lowering.outputs(graph);
    }

    /** What convolutions and norms give for one use; their own ways back need what goes in. */
    private static Set<String> replaceable(Graph graph) {
        Map<String, Integer> uses = graph.uses();
        return graph.nodes().stream()
                .filter(node -> node.op() instanceof Op.Conv || node.op() instanceof Op.BatchNormalization)
                .map(node -> node.output().name())
                .filter(name -> uses.getOrDefault(name, 0) == 1)
                .collect(Collectors.toSet());
    }

    private NDList outputs(Graph graph) {
        NDList outputs = new NDList();
        graph.outputs().forEach(v -> outputs.add(value(v)));
        return outputs;
    }

    private void step(Node node) {
        List<NDArray> arrays = new ArrayList<>();
        node.inputs().forEach(v -> arrays.add(value(v)));
        inputs = arrays;
        inPlace = replaceable.contains(node.inputs().get(0).name());
        values.put(node.output().name(), node.op().accept(this));
    }

    private void free(Node node, Map<String, Integer> uses, Map<String, NDArray> leaves) {
        for (Value input : node.inputs()) {
            if (uses.merge(input.name(), -1, Integer::sum) == 0 && !leaves.containsKey(input.name())) {
                Objects.requireNonNull(values.remove(input.name())).close();
            }
        }
    }

    private NDArray value(Value value) {
        return Objects.requireNonNull(values.get(value.name()), value.name());
    }

    private NDArray x() {
        return inputs.get(0);
    }

    @Override
    public NDArray conv(Op.Conv op) {
        if (!op.pads().subList(0, 2).equals(op.pads().subList(2, 4))) {
            throw new IllegalArgumentException("the engine pads both sides alike; found " + op.pads());
        }
        NDArray bias = inputs.size() == 3 ? inputs.get(2) : null;
        if (precision != Precision.FP32) {
            NDArray y = JitKernels.conv(x(), inputs.get(1), op, dilations(op), precision);
            return bias == null ? y : y.add(bias.reshape(1, bias.size(), 1, 1));
        }
        return Conv2d.conv2d(
                        x(),
                        inputs.get(1),
                        bias,
                        new Shape(op.strides()),
                        new Shape(op.pads().subList(0, 2)),
                        new Shape(dilations(op)),
                        (int) op.group())
                .singletonOrThrow();
    }

    /**
     * A kernel of 1 x 1 has nothing to dilate, but its dilation decides which of its libraries the engine takes on one
     * thread: undilated, one that prints a warning at every step on processors that it does not know.
     */
    private static List<Long> dilations(Op.Conv op) {
        return op.kernelShape().stream().allMatch(side -> side == 1) ? List.of(2L, 2L) : op.dilations();
    }

    @Override
    public NDArray batchNormalization(Op.BatchNormalization op) {
        return norms.normalise(op, x(), inputs.get(3), inputs.get(4), inputs.get(1), inputs.get(2));
    }

    @Override
    public NDArray leakyRelu(Op.LeakyRelu op) {
        return inPlace ? JitKernels.leakyReluInPlace(x(), op.alpha()) : Activation.leakyRelu(x(), (float) op.alpha());
    }

    @Override
    public NDArray relu(Op.Relu op) {
        return Activation.relu(x());
    }

    @Override
    public NDArray sigmoid(Op.Sigmoid op) {
        return Activation.sigmoid(x());
    }

    @Override
    public NDArray exp(Op.Exp op) {
        return x().exp();
    }

    @Override
    public NDArray add(Op.Add op) {
        return x().add(inputs.get(1));
    }

    @Override
    public NDArray sub(Op.Sub op) {
        return x().sub(inputs.get(1));
    }

    @Override
    public NDArray mul(Op.Mul op) {
        return x().mul(inputs.get(1));
    }

    @Override
    public NDArray concat(Op.Concat op) {
        return NDArrays.concat(new NDList(inputs), (int) op.axis());
    }

    @Override
    public NDArray reshape(Op.Reshape op) {
        long[] dims = new long[op.shape().size()];
        for (int i = 0; i < dims.length; i++) {
            dims[i] =
                    op.shape().get(i) == 0 ? x().getShape().get(i) : op.shape().get(i);
        }
        return x().reshape(dims);
    }

    @Override
    public NDArray transpose(Op.Transpose op) {
        return x().transpose(op.perm().stream().mapToInt(Long::intValue).toArray());
    }

    @Override
    public NDArray slice(Op.Slice op) {
        NDIndex index = new NDIndex();
        for (int axis = 0; axis < x().getShape().dimension(); axis++) {
            int at = op.axes().indexOf((long) axis);
            index = at < 0
                    ? index.addAllDim()
                    : index.addSliceDim(op.starts().get(at), op.ends().get(at));
        }
        return x().get(index);
    }

    @Override
    public NDArray resize(Op.Resize op) {
        NDArray result = x();
        for (int axis = 0; axis < op.scales().size(); axis++) {
            if (op.scales().get(axis) != 1) {
                result = result.repeat(axis, op.scales().get(axis));
            }
        }
        return result;
    }

    @Override
    public NDArray globalAveragePool(Op.GlobalAveragePool op) {
        // The engine takes one axis at a time.
        return x().mean(new int[] {3}, true).mean(new int[] {2}, true);
    }

    @Override
    public NDArray div(Op.Div op) {
        throw notHere(op);
    }

    @Override
    public NDArray equal(Op.Equal op) {
        throw notHere(op);
    }

    @Override
    public NDArray cast(Op.Cast op) {
        throw notHere(op);
    }

    @Override
    public NDArray topK(Op.TopK op) {
        throw notHere(op);
    }

    @Override
    public NDArray gatherNd(Op.GatherND op) {
        throw notHere(op);
    }

    @Override
    public NDArray scatterNd(Op.ScatterND op) {
        throw notHere(op);
    }

    @Override
    public NDArray nonMaxSuppression(Op.NonMaxSuppression op) {
        throw notHere(op);
    }

    /** What selects detections has no gradient; the trainer never runs it. */
    private static IllegalArgumentException notHere(Op op) {
        return new IllegalArgumentException(
                op.type() + " is for inference only; the trainer runs the raw and decoded graphs");
    }
}
