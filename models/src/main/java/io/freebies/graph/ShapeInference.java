package io.freebies.graph;

import java.util.ArrayList;
import java.util.List;

/** What comes out of an operator: types and shapes from the types and shapes that go in. */
public final class ShapeInference implements OpVisitor<List<ShapeInference.Type>> {
    /**
     * Element type and shape of one output.
     *
     * @param dtype element type
     * @param shape extents
     */
    public record Type(DType dtype, Shape shape) {}

    private final List<Value> inputs;

    private ShapeInference(List<Value> inputs) {
        this.inputs = inputs;
    }

    /**
     * The outputs of {@code op} applied to {@code inputs}.
     *
     * @throws IllegalArgumentException naming the expected and the found
     */
    public static List<Type> infer(Op op, List<Value> inputs) {
        return op.accept(new ShapeInference(inputs));
    }

    @Override
    public List<Type> conv(Op.Conv op) {
        count(2, 3);
        Shape x = rank(0, 4);
        Shape w = rank(1, 4);
        expect("channels / group", x.dim(1) / op.group(), w.dim(1));
        expect("kernel height", op.kernelShape().get(0), w.dim(2));
        expect("kernel width", op.kernelShape().get(1), w.dim(3));
        if (inputs.size() == 3) {
            expect("bias length", w.dim(0), rank(2, 1).dim(0));
        }
        return floats(Shape.of(x.dim(0), w.dim(0), slid(op, x, 0), slid(op, x, 1)));
    }

    private static long slid(Op.Conv op, Shape x, int axis) {
        long reach = op.dilations().get(axis) * (op.kernelShape().get(axis) - 1) + 1;
        long padded = x.dim(2 + axis) + op.pads().get(axis) + op.pads().get(axis + 2);
        return (padded - reach) / op.strides().get(axis) + 1;
    }

    @Override
    public List<Type> batchNormalization(Op.BatchNormalization op) {
        count(5, 5);
        for (int i = 1; i < 5; i++) {
            expect("length of input " + i, shape(0).dim(1), rank(i, 1).dim(0));
        }
        return same();
    }

    @Override
    public List<Type> leakyRelu(Op.LeakyRelu op) {
        return unary();
    }

    @Override
    public List<Type> relu(Op.Relu op) {
        return unary();
    }

    @Override
    public List<Type> sigmoid(Op.Sigmoid op) {
        return unary();
    }

    @Override
    public List<Type> exp(Op.Exp op) {
        return unary();
    }

    @Override
    public List<Type> add(Op.Add op) {
        return broadcast(inputs.get(0).dtype());
    }

    @Override
    public List<Type> sub(Op.Sub op) {
        return broadcast(inputs.get(0).dtype());
    }

    @Override
    public List<Type> mul(Op.Mul op) {
        return broadcast(inputs.get(0).dtype());
    }

    @Override
    public List<Type> div(Op.Div op) {
        return broadcast(inputs.get(0).dtype());
    }

    @Override
    public List<Type> equal(Op.Equal op) {
        return broadcast(DType.BOOL);
    }

    @Override
    public List<Type> cast(Op.Cast op) {
        count(1, 1);
        return List.of(new Type(op.to(), shape(0)));
    }

    @Override
    public List<Type> concat(Op.Concat op) {
        int axis = (int) op.axis();
        long total = 0;
        for (int i = 0; i < inputs.size(); i++) {
            Shape expected = shape(0).with(axis, shape(i).dim(axis));
            if (!expected.equals(shape(i))) {
                throw new IllegalArgumentException("input " + i + ": expected " + expected + ", found " + shape(i));
            }
            total += shape(i).dim(axis);
        }
        return typed(shape(0).with(axis, total));
    }

    @Override
    public List<Type> reshape(Op.Reshape op) {
        count(1, 1);
        long[] dims = new long[op.shape().size()];
        for (int i = 0; i < dims.length; i++) {
            dims[i] = op.shape().get(i) == 0 ? shape(0).dim(i) : op.shape().get(i);
        }
        Shape result = Shape.of(dims);
        expect("number of elements", shape(0).elements(), result.elements());
        return typed(result);
    }

    @Override
    public List<Type> transpose(Op.Transpose op) {
        count(1, 1);
        expect("rank", shape(0).rank(), op.perm().size());
        return typed(new Shape(
                op.perm().stream().map(p -> shape(0).dim(p.intValue())).toList()));
    }

    @Override
    public List<Type> slice(Op.Slice op) {
        count(1, 1);
        Shape result = shape(0);
        for (int i = 0; i < op.axes().size(); i++) {
            int axis = op.axes().get(i).intValue();
            if (op.starts().get(i) < 0 || op.ends().get(i) > result.dim(axis)) {
                throw new IllegalArgumentException("expected a range within 0 to " + result.dim(axis) + ", found "
                        + op.starts().get(i) + " to " + op.ends().get(i));
            }
            result = result.with(axis, op.ends().get(i) - op.starts().get(i));
        }
        return typed(result);
    }

    @Override
    public List<Type> resize(Op.Resize op) {
        count(1, 1);
        Shape result = shape(0);
        for (int axis = 0; axis < result.rank(); axis++) {
            if (op.scales().get(axis) != 1) {
                result = result.with(axis, result.dim(axis) * op.scales().get(axis));
            }
        }
        return typed(result);
    }

    @Override
    public List<Type> globalAveragePool(Op.GlobalAveragePool op) {
        count(1, 1);
        return typed(rank(0, 4).with(2, 1).with(3, 1));
    }

    @Override
    public List<Type> topK(Op.TopK op) {
        count(1, 1);
        int axis = (int) op.axis();
        if (shape(0).dim(axis) < op.k()) {
            throw new IllegalArgumentException("expected at least k = " + op.k() + ", found " + shape(0).dim(axis));
        }
        Shape result = shape(0).with(axis, op.k());
        return List.of(new Type(inputs.get(0).dtype(), result), new Type(DType.INT64, result));
    }

    @Override
    public List<Type> gatherNd(Op.GatherND op) {
        count(2, 2);
        Shape data = shape(0);
        Shape indices = shape(1);
        List<Long> dims = new ArrayList<>(indices.dims().subList(0, indices.rank() - 1));
        int picked = (int) (op.batchDims() + indices.dim(indices.rank() - 1));
        dims.addAll(data.dims().subList(picked, data.rank()));
        return typed(new Shape(dims));
    }

    @Override
    public List<Type> scatterNd(Op.ScatterND op) {
        count(3, 3);
        expect("index tuple length", shape(0).rank(), shape(1).dim(shape(1).rank() - 1));
        return same();
    }

    @Override
    public List<Type> nonMaxSuppression(Op.NonMaxSuppression op) {
        count(2, 2);
        expect("box numbers", 4, rank(0, 3).dim(2));
        expect("number of boxes", shape(0).dim(1), rank(1, 3).dim(2));
        return List.of(new Type(DType.INT64, Shape.of(Shape.SELECTED, 3)));
    }

    private List<Type> unary() {
        count(1, 1);
        return same();
    }

    private List<Type> broadcast(DType result) {
        count(2, 2);
        if (inputs.get(0).dtype() != inputs.get(1).dtype()) {
            throw new IllegalArgumentException("expected two inputs of one type, found "
                    + inputs.get(0).dtype() + " and " + inputs.get(1).dtype());
        }
        Shape a = shape(0);
        Shape b = shape(1);
        int rank = Math.max(a.rank(), b.rank());
        long[] dims = new long[rank];
        for (int i = 0; i < rank; i++) {
            long left = i < rank - a.rank() ? 1 : a.dim(i - rank + a.rank());
            long right = i < rank - b.rank() ? 1 : b.dim(i - rank + b.rank());
            if (left != right && left != 1 && right != 1) {
                throw new IllegalArgumentException("expected shapes that broadcast, found " + a + " and " + b);
            }
            dims[i] = left == 1 ? right : left;
        }
        return List.of(new Type(result, Shape.of(dims)));
    }

    private List<Type> same() {
        return typed(shape(0));
    }

    private List<Type> typed(Shape shape) {
        return List.of(new Type(inputs.get(0).dtype(), shape));
    }

    private static List<Type> floats(Shape shape) {
        return List.of(new Type(DType.FLOAT32, shape));
    }

    private Shape shape(int input) {
        return inputs.get(input).shape();
    }

    private Shape rank(int input, int rank) {
        expect("rank of input " + input, rank, shape(input).rank());
        return shape(input);
    }

    private void count(int least, int most) {
        if (inputs.size() < least || inputs.size() > most) {
            throw new IllegalArgumentException("expected " + least + " to " + most + " inputs, found " + inputs.size());
        }
    }

    private static void expect(String what, long expected, long found) {
        if (expected != found) {
            throw new IllegalArgumentException("expected " + what + " " + expected + ", found " + found);
        }
    }
}
