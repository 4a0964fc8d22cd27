package io.freebies.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;

/**
 * The slow, obvious reference: what every operator means, on plain float arrays. Every engine and every export is
 * compared with it.
 */
public final class GraphInterpreter implements OpVisitor<List<Numbers>> {
    private final DType dtype;
    private final List<Numbers> inputs;

    private GraphInterpreter(DType dtype, List<Numbers> inputs) {
        this.dtype = dtype;
        this.inputs = inputs;
    }

    /**
     * The graph's outputs in order.
     *
     * @param weights at least the graph's parameters
     * @param inputs by name, all with the same batch
     */
    public static List<Tensor> run(Graph graph, Weights weights, Map<String, Tensor> inputs) {
        return run(graph, weights, inputs, (node, operands) -> {});
    }

    /** As {@link #run(Graph, Weights, Map)}, showing each node with its operands just before it is computed. */
    static List<Tensor> run(
            Graph graph, Weights weights, Map<String, Tensor> inputs, BiConsumer<Node, List<Numbers>> observer) {
        Map<String, Numbers> known = new HashMap<>();
        graph.inputs().forEach(v -> known.put(v.name(), Numbers.of(find(inputs, v))));
        graph.params().forEach(p -> known.put(p.name(), Numbers.of(weights.get(p.name()))));
        graph.constants().forEach(c -> known.put(c.value().name(), Numbers.of(c.tensor())));
        for (Node node : graph.nodes()) {
            List<Numbers> operands =
                    node.inputs().stream().map(v -> find(known, v)).toList();
            observer.accept(node, operands);
            List<Numbers> results = apply(node.op(), node.inputs().get(0).dtype(), operands);
            for (int i = 0; i < results.size(); i++) {
                known.put(node.outputs().get(i).name(), results.get(i));
            }
        }
        return graph.outputs().stream().map(v -> find(known, v).toTensor()).toList();
    }

    private static <T> T find(Map<String, T> known, Value value) {
        T found = known.get(value.name());
        if (found == null) {
            throw new IllegalArgumentException("expected a value for " + value + ", found " + known.keySet());
        }
        return found;
    }

    /** One operator; {@code dtype} is the first input's. */
    static List<Numbers> apply(Op op, DType dtype, List<Numbers> inputs) {
        return op.accept(new GraphInterpreter(dtype, inputs));
    }

    @Override
    public List<Numbers> conv(Op.Conv op) {
        return List.of(new ConvReference(op, inputs).result());
    }

    @Override
    public List<Numbers> batchNormalization(Op.BatchNormalization op) {
        Numbers x = inputs.get(0);
        int channels = x.dims()[1];
        int area = Numbers.product(x.dims(), 2, x.rank());
        Numbers result = Numbers.zeros(x.dims());
        for (int i = 0; i < x.data().length; i++) {
            int c = i / area % channels;
            double deviation = Math.sqrt(inputs.get(4).data()[c] + op.epsilon());
            double normal = (x.data()[i] - inputs.get(3).data()[c]) / deviation;
            result.data()[i] =
                    (float) (normal * inputs.get(1).data()[c] + inputs.get(2).data()[c]);
        }
        return List.of(result);
    }

    @Override
    public List<Numbers> globalAveragePool(Op.GlobalAveragePool op) {
        Numbers x = inputs.get(0);
        int area = Numbers.product(x.dims(), 2, x.rank());
        Numbers result = Numbers.zeros(x.dims()[0], x.dims()[1], 1, 1);
        for (int plane = 0; plane < result.data().length; plane++) {
            double sum = 0;
            for (int i = plane * area; i < (plane + 1) * area; i++) {
                sum += x.data()[i];
            }
            result.data()[plane] = (float) (sum / area);
        }
        return List.of(result);
    }

    @Override
    public List<Numbers> leakyRelu(Op.LeakyRelu op) {
        return List.of(inputs.get(0).map(x -> x > 0 ? x : op.alpha() * x));
    }

    @Override
    public List<Numbers> relu(Op.Relu op) {
        return List.of(inputs.get(0).map(x -> Math.max(x, 0)));
    }

    @Override
    public List<Numbers> sigmoid(Op.Sigmoid op) {
        return List.of(inputs.get(0).map(x -> 1 / (1 + Math.exp(-x))));
    }

    @Override
    public List<Numbers> exp(Op.Exp op) {
        return List.of(inputs.get(0).map(Math::exp));
    }

    @Override
    public List<Numbers> add(Op.Add op) {
        return List.of(inputs.get(0).combine(inputs.get(1), Double::sum));
    }

    @Override
    public List<Numbers> sub(Op.Sub op) {
        return List.of(inputs.get(0).combine(inputs.get(1), (a, b) -> a - b));
    }

    @Override
    public List<Numbers> mul(Op.Mul op) {
        return List.of(inputs.get(0).combine(inputs.get(1), (a, b) -> a * b));
    }

    @Override
    public List<Numbers> div(Op.Div op) {
        boolean whole = dtype == DType.INT64;
        return List.of(inputs.get(0).combine(inputs.get(1), (a, b) -> whole ? (long) (a / b) : a / b));
    }

    @Override
    public List<Numbers> equal(Op.Equal op) {
        return List.of(inputs.get(0).combine(inputs.get(1), (a, b) -> a == b ? 1 : 0));
    }

    @Override
    public List<Numbers> cast(Op.Cast op) {
        return switch (op.to()) {
            case FLOAT32 -> List.of(inputs.get(0));
            case INT64 -> List.of(inputs.get(0).map(x -> (long) x));
            case BOOL -> List.of(inputs.get(0).map(x -> x == 0 ? 0 : 1));
        };
    }

    @Override
    public List<Numbers> concat(Op.Concat op) {
        int axis = (int) op.axis();
        int[] dims = inputs.get(0).dims().clone();
        dims[axis] = inputs.stream().mapToInt(x -> x.dims()[axis]).sum();
        Numbers result = Numbers.zeros(dims);
        int outer = Numbers.product(dims, 0, axis);
        int at = 0;
        for (int i = 0; i < outer; i++) {
            for (Numbers x : inputs) {
                int length = Numbers.product(x.dims(), axis, x.rank());
                System.arraycopy(x.data(), i * length, result.data(), at, length);
                at += length;
            }
        }
        return List.of(result);
    }

    @Override
    public List<Numbers> reshape(Op.Reshape op) {
        int[] dims = new int[op.shape().size()];
        for (int i = 0; i < dims.length; i++) {
            long wanted = op.shape().get(i);
            dims[i] = wanted == 0 ? inputs.get(0).dims()[i] : (int) wanted;
        }
        return List.of(inputs.get(0).reshape(dims));
    }

    @Override
    public List<Numbers> transpose(Op.Transpose op) {
        Numbers x = inputs.get(0);
        int[] from = op.perm().stream().mapToInt(Long::intValue).toArray();
        int[] dims = IntStream.of(from).map(p -> x.dims()[p]).toArray();
        int[] strides = x.strides();
        return List.of(x.read(dims, 0, IntStream.of(from).map(p -> strides[p]).toArray()));
    }

    @Override
    public List<Numbers> slice(Op.Slice op) {
        Numbers x = inputs.get(0);
        int[] dims = x.dims().clone();
        int start = 0;
        for (int i = 0; i < op.axes().size(); i++) {
            int axis = op.axes().get(i).intValue();
            dims[axis] = (int) (op.ends().get(i) - op.starts().get(i));
            start += (int) (op.starts().get(i) * x.strides()[axis]);
        }
        return List.of(x.read(dims, start, x.strides()));
    }

    /** Every dimension becomes two, the second of which repeats: steps of 0. */
    @Override
    public List<Numbers> resize(Op.Resize op) {
        Numbers x = inputs.get(0);
        int[] pairs = new int[2 * x.rank()];
        int[] steps = new int[2 * x.rank()];
        int[] dims = new int[x.rank()];
        for (int i = 0; i < x.rank(); i++) {
            pairs[2 * i] = x.dims()[i];
            pairs[2 * i + 1] = op.scales().get(i).intValue();
            steps[2 * i] = x.strides()[i];
            dims[i] = pairs[2 * i] * pairs[2 * i + 1];
        }
        return List.of(x.read(pairs, 0, steps).reshape(dims));
    }

    @Override
    public List<Numbers> topK(Op.TopK op) {
        Numbers x = inputs.get(0);
        int axis = (int) op.axis();
        int[] dims = x.dims().clone();
        int length = dims[axis];
        dims[axis] = (int) op.k();
        int inner = x.strides()[axis];
        Numbers values = Numbers.zeros(dims);
        Numbers indices = Numbers.zeros(dims);
        for (int line = 0; line * length < x.data().length; line++) {
            int from = line / inner * length * inner + line % inner;
            int to = (int) (line / inner * op.k() * inner + line % inner);
            Comparator<Integer> falling = Comparator.comparingDouble(i -> -x.data()[from + i * inner]);
            List<Integer> best =
                    IntStream.range(0, length).boxed().sorted(falling).toList();
            for (int i = 0; i < op.k(); i++) {
                values.data()[to + i * inner] = x.data()[from + best.get(i) * inner];
                indices.data()[to + i * inner] = best.get(i);
            }
        }
        return List.of(values, indices);
    }

    @Override
    public List<Numbers> gatherNd(Op.GatherND op) {
        Numbers data = inputs.get(0);
        Numbers tuples = inputs.get(1);
        int batchDims = (int) op.batchDims();
        int last = tuples.rank() - 1;
        int picked = batchDims + tuples.dims()[last];
        int length = Numbers.product(data.dims(), picked, data.rank());
        List<Integer> dims = new ArrayList<>();
        IntStream.of(tuples.dims()).limit(last).forEach(dims::add);
        IntStream.of(data.dims()).skip(picked).forEach(dims::add);
        Numbers result = Numbers.zeros(dims.stream().mapToInt(i -> i).toArray());
        int perBatch = Numbers.product(tuples.dims(), batchDims, last);
        int batchSize = Numbers.product(data.dims(), batchDims, data.rank());
        for (int t = 0; t * length < result.data().length; t++) {
            int from = t / perBatch * batchSize + offset(data, batchDims, tuples, t);
            System.arraycopy(data.data(), from, result.data(), t * length, length);
        }
        return List.of(result);
    }

    @Override
    public List<Numbers> scatterNd(Op.ScatterND op) {
        Numbers tuples = inputs.get(1);
        Numbers updates = inputs.get(2);
        float[] result = inputs.get(0).data().clone();
        int tupleLength = tuples.dims()[tuples.rank() - 1];
        int length =
                Numbers.product(inputs.get(0).dims(), tupleLength, inputs.get(0).rank());
        for (int t = 0; t * length < updates.data().length; t++) {
            System.arraycopy(updates.data(), t * length, result, offset(inputs.get(0), 0, tuples, t), length);
        }
        return List.of(new Numbers(inputs.get(0).dims(), result));
    }

    /** Where index tuple number {@code t} points within one batch entry. */
    private static int offset(Numbers data, int batchDims, Numbers tuples, int t) {
        int tupleLength = tuples.dims()[tuples.rank() - 1];
        float[] tuple = Arrays.copyOfRange(tuples.data(), t * tupleLength, (t + 1) * tupleLength);
        int offset = 0;
        for (int i = 0; i < tupleLength; i++) {
            offset += ((int) tuple[i]) * data.strides()[batchDims + i];
        }
        return offset;
    }

    @Override
    public List<Numbers> nonMaxSuppression(Op.NonMaxSuppression op) {
        return List.of(new SuppressionReference(op, inputs.get(0), inputs.get(1)).selected());
    }
}
