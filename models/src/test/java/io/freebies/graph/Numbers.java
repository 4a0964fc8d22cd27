package io.freebies.graph;

import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/**
 * What flows through {@link GraphInterpreter}: like {@link Tensor}, but an extent may be 0, because suppression may
 * select nothing. INT64 and BOOL are held as floats.
 *
 * @param dims extents, outermost first, 0 or more
 * @param data row-major
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Numbers(int[] dims, float[] data) {
    /** Refuses an array whose length is not the product of the extents. */
    Numbers {
        if (product(dims, 0, dims.length) != data.length) {
            throw new IllegalArgumentException(
                    "expected numbers for " + Arrays.toString(dims) + ", found " + data.length);
        }
    }

    /** The same numbers, the array shared. */
    static Numbers of(Tensor tensor) {
        return new Numbers(ints(tensor.shape().toArray()), tensor.data());
    }

    /** Zeros. */
    static Numbers zeros(int... dims) {
        return new Numbers(dims, new float[product(dims, 0, dims.length)]);
    }

    /** The same numbers, the array shared; refused by {@link Shape} where an extent is 0. */
    Tensor toTensor() {
        return new Tensor(Shape.of(IntStream.of(dims).asLongStream().toArray()), data);
    }

    int rank() {
        return dims.length;
    }

    /** The same numbers, in order, in another shape. */
    Numbers reshape(int... other) {
        return new Numbers(other, data);
    }

    /** How far apart in {@link #data} neighbours along each dimension are. */
    int[] strides() {
        int[] strides = new int[dims.length];
        for (int i = 0; i < dims.length; i++) {
            strides[i] = product(dims, i + 1, dims.length);
        }
        return strides;
    }

    /** A copy that reads element {@code (i, j, ...)} at {@code start + i * steps[0] + j * steps[1] + ...}. */
    Numbers read(int[] extents, int start, int[] steps) {
        Numbers result = zeros(extents);
        int[] index = new int[extents.length];
        int from = start;
        for (int to = 0; to < result.data.length; to++) {
            result.data[to] = data[from];
            for (int axis = extents.length - 1; axis >= 0; axis--) {
                from += steps[axis];
                if (++index[axis] < extents[axis]) {
                    break;
                }
                from -= steps[axis] * extents[axis];
                index[axis] = 0;
            }
        }
        return result;
    }

    /** A function of every number. */
    Numbers map(DoubleUnaryOperator function) {
        Numbers result = zeros(dims);
        for (int i = 0; i < data.length; i++) {
            result.data[i] = (float) function.applyAsDouble(data[i]);
        }
        return result;
    }

    /** A function of every pair, after both are broadcast to one shape. */
    Numbers combine(Numbers other, DoubleBinaryOperator function) {
        int[] common = new int[Math.max(rank(), other.rank())];
        for (int i = 1; i <= common.length; i++) {
            int left = i > rank() ? 1 : dims[rank() - i];
            int right = i > other.rank() ? 1 : other.dims[other.rank() - i];
            common[common.length - i] = left == 1 ? right : left;
        }
        float[] left = broadcast(common).data;
        float[] right = other.broadcast(common).data;
        Numbers result = zeros(common);
        for (int i = 0; i < result.data.length; i++) {
            result.data[i] = (float) function.applyAsDouble(left[i], right[i]);
        }
        return result;
    }

    private Numbers broadcast(int[] common) {
        if (Arrays.equals(common, dims)) {
            return this;
        }
        int[] own = strides();
        int[] steps = new int[common.length];
        int missing = common.length - rank();
        for (int i = missing; i < common.length; i++) {
            steps[i] = dims[i - missing] == 1 ? 0 : own[i - missing];
        }
        return read(common, 0, steps);
    }

    /** The product of {@code dims[from]} to {@code dims[to - 1]}. */
    static int product(int[] dims, int from, int to) {
        int product = 1;
        for (int i = from; i < to; i++) {
            product = Math.multiplyExact(product, dims[i]);
        }
        return product;
    }

    private static int[] ints(long[] longs) {
        return Arrays.stream(longs).mapToInt(Math::toIntExact).toArray();
    }
}
