package io.freebies.graph;

import java.util.List;

/**
 * An operator of ONNX opset 17. One record each; the components are the ONNX attributes under ONNX's names (in camel
 * case). Inputs that ONNX wants as tensors but that are part of the architecture (a reshape's shape, a slice's bounds,
 * thresholds) are components too. There is no operator for training alone, so no graph can hold one. A new operator does not compile until every {@link OpVisitor} handles it.
 */
public sealed interface Op {
    /** Calls the visitor's method for this operator. */
    <R> R accept(OpVisitor<R> visitor);

    /** ONNX's name of the operator. */
    default String type() {
        return getClass().getSimpleName();
    }

    /**
     * Two-dimensional convolution of X [batch, C, H, W] with W [M, C / group, kH, kW] and an optional bias B [M].
     *
     * @param dilations [h, w]
     * @param group channel groups; C for a depthwise convolution
     * @param kernelShape [h, w]
     * @param pads [top, left, bottom, right], zeros
     * @param strides [h, w]
     */
    record Conv(List<Long> dilations, long group, List<Long> kernelShape, List<Long> pads, List<Long> strides)
            implements Op {
        /** A square convolution without dilation that keeps the size at stride 1. */
        public static Conv same(long kernel, long stride, long group) {
            long pad = kernel / 2;
            return new Conv(
                    List.of(1L, 1L),
                    group,
                    List.of(kernel, kernel),
                    List.of(pad, pad, pad, pad),
                    List.of(stride, stride));
        }

        @Override
        public <R> R accept(OpVisitor<R> visitor) {
            return visitor.conv(this);
        }
    }

    /**
     * Normalisation per channel of X with scale, B, mean and variance, each [C]: in inference by the running statistics;
     * the trainer's lowering uses the batch's own.
     *
     * @param epsilon added to the variance
     * @param momentum the share of the old running statistic that is kept
     */
    record BatchNormalization(double epsilon, double momentum) implements Op {
        @Override
        public <R> R accept(OpVisitor<R> visitor) {
            return visitor.batchNormalization(this);
        }
    }

    /** {@code x} where positive, {@code alpha * x} elsewhere. */
    record LeakyRelu(double alpha) implements Op {
        @Override
        public <R> R accept(OpVisitor<R> visitor) {
            return visitor.leakyRelu(this);
        }
    }

    /** {@code max(x, 0)}. */
    record Relu() implements Op {
        @Override
        public <R> R accept(OpVisitor<R> visitor) {
            return visitor.relu(this);
        }
    }

    /** {@code 1 / (1 + exp(-x))}. */
    record Sigmoid() implements Op {
        @Override
        public <R> R accept(OpVisitor<R> visitor) {
            return visitor.sigmoid(this);
        }
    }

    /** {@code e} to the power of x. */
    record Exp() implements Op {
        @Override
        public <R> R accept(OpVisitor<R> visitor) {
            return visitor.exp(this);
        }
    }

    /** Element-wise sum, with broadcasting. */
    record Add() implements Op {
        @Override
        public <R> R accept(OpVisitor<R> visitor) {
            return visitor.add(this);
        }
    }

    /** Element-wise difference, with broadcasting. */
    record Sub() implements Op {
        @Override
        public <R> R accept(OpVisitor<R> visitor) {
            return visitor.sub(this);
        }
    }

    /** Element-wise product, with broadcasting. */
    record Mul() implements Op {
        @Override
        public <R> R accept(OpVisitor<R> visitor) {
            return visitor.mul(this);
        }
    }

    /** Element-wise quotient, with broadcasting; whole numbers are divided without remainder. */
    record Div() implements Op {
        @Override
        public <R> R accept(OpVisitor<R> visitor) {
            return visitor.div(this);
        }
    }

    /** Element-wise equality, with broadcasting; BOOL. */
    record Equal() implements Op {
        @Override
        public <R> R accept(OpVisitor<R> visitor) {
            return visitor.equal(this);
        }
    }

    /** Conversion of the element type. */
    record Cast(DType to) implements Op {
        @Override
        public <R> R accept(OpVisitor<R> visitor) {
            return visitor.cast(this);
        }
    }

    /** All inputs one after the other along {@code axis}. */
    record Concat(long axis) implements Op {
        @Override
        public <R> R accept(OpVisitor<R> visitor) {
            return visitor.concat(this);
        }
    }

    /** The same numbers in another shape; 0 keeps the input's extent at that place. */
    record Reshape(List<Long> shape) implements Op {
        @Override
        public <R> R accept(OpVisitor<R> visitor) {
            return visitor.reshape(this);
        }
    }

    /** Output dimension i is input dimension {@code perm[i]}. */
    record Transpose(List<Long> perm) implements Op {
        @Override
        public <R> R accept(OpVisitor<R> visitor) {
            return visitor.transpose(this);
        }
    }

    /** The half-open range [starts, ends) along each of {@code axes}. */
    record Slice(List<Long> starts, List<Long> ends, List<Long> axes) implements Op {
        /** A range along one axis. */
        public static Slice of(long axis, long start, long end) {
            return new Slice(List.of(start), List.of(end), List.of(axis));
        }

        @Override
        public <R> R accept(OpVisitor<R> visitor) {
            return visitor.slice(this);
        }
    }

    /**
     * Enlargement by pixel repetition: mode {@code nearest}, coordinates {@code asymmetric}, rounding {@code floor}, so
     * that output pixel i is input pixel {@code i / scale}.
     *
     * @param scales whole numbers per dimension, such as [1, 1, 2, 2]
     */
    record Resize(List<Long> scales) implements Op {
        @Override
        public <R> R accept(OpVisitor<R> visitor) {
            return visitor.resize(this);
        }
    }

    /** The mean of every channel of X [batch, C, H, W] over its area: [batch, C, 1, 1]. */
    record GlobalAveragePool() implements Op {
        @Override
        public <R> R accept(OpVisitor<R> visitor) {
            return visitor.globalAveragePool(this);
        }
    }

    /** The k largest along {@code axis} in falling order: values and INT64 indices; ties keep index order. */
    record TopK(long k, long axis) implements Op {
        @Override
        public <R> R accept(OpVisitor<R> visitor) {
            return visitor.topK(this);
        }
    }

    /** Elements or slices of data picked by index tuples, the first {@code batchDims} dimensions in step. */
    record GatherND(long batchDims) implements Op {
        @Override
        public <R> R accept(OpVisitor<R> visitor) {
            return visitor.gatherNd(this);
        }
    }

    /** A copy of data with the elements at the index tuples replaced by updates. */
    record ScatterND() implements Op {
        @Override
        public <R> R accept(OpVisitor<R> visitor) {
            return visitor.scatterNd(this);
        }
    }

    /**
     * Greedy suppression per picture and class of boxes [batch, N, 4] (centre x, centre y, width, height) with scores
     * [batch, C, N]; the result is INT64 [selected, 3]: picture, class, box.
     *
     * @param iouThreshold a box is suppressed by a better one with IoU above this
     * @param maxOutputBoxesPerClass limit per picture and class
     * @param scoreThreshold only scores above this take part
     */
    record NonMaxSuppression(double iouThreshold, long maxOutputBoxesPerClass, double scoreThreshold) implements Op {
        @Override
        public <R> R accept(OpVisitor<R> visitor) {
            return visitor.nonMaxSuppression(this);
        }
    }
}
