package io.freebies.graph;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Convolution by its definition, summed in double precision: {@code y[m, r, c]} is the bias plus the sum over the
 * group's channels and the kernel of {@code w[m, i, kr, kc] * x[i, r * stride - pad + kr * dilation, ...]}, x being 0
 * outside. The loop over output channels is innermost and contiguous, which is all the speed it has.
 */
final class ConvReference {
    private final Op.Conv op;
    private final Numbers x;
    private final float[] bias;
    private final int[] kernel;
    private final int groups;
    private final int perGroup;
    /** Kernels as [group, i, kr, kc, m within the group]. */
    private final double[] w;

    private final Numbers y;

    ConvReference(Op.Conv op, List<Numbers> inputs) {
        this.op = op;
        x = inputs.get(0);
        kernel = inputs.get(1).dims();
        bias = inputs.size() == 3 ? inputs.get(2).data() : new float[kernel[0]];
        groups = (int) op.group();
        perGroup = kernel[0] / groups;
        w = outputChannelLast(inputs.get(1).data());
        y = Numbers.zeros(x.dims()[0], kernel[0], extent(0), extent(1));
    }

    private double[] outputChannelLast(float[] kernels) {
        int taps = Numbers.product(kernel, 1, 4);
        double[] turned = new double[kernels.length];
        IntStream.range(0, kernels.length / taps).parallel().forEach(m -> {
            int to = m / perGroup * perGroup * taps + m % perGroup;
            for (int tap = 0; tap < taps; tap++) {
                turned[to + tap * perGroup] = kernels[m * taps + tap];
            }
        });
        return turned;
    }

    private int extent(int axis) {
        long padded = x.dims()[2 + axis] + op.pads().get(axis) + op.pads().get(axis + 2);
        long reach = op.dilations().get(axis) * (kernel[2 + axis] - 1) + 1;
        return (int) ((padded - reach) / op.strides().get(axis) + 1);
    }

    Numbers result() {
        int rows = y.dims()[2];
        IntStream.range(0, y.dims()[0] * rows).parallel().forEach(i -> row(i / rows, i % rows));
        return y;
    }

    private void row(int picture, int row) {
        int area = y.dims()[2] * y.dims()[3];
        double[] sums = new double[perGroup];
        for (int column = 0; column < y.dims()[3]; column++) {
            for (int group = 0; group < groups; group++) {
                int first = group * perGroup;
                Arrays.setAll(sums, m -> bias[first + m]);
                position(sums, picture, group, row, column);
                int to = (picture * kernel[0] + first) * area + row * y.dims()[3] + column;
                for (int m = 0; m < perGroup; m++) {
                    y.data()[to + m * area] = (float) sums[m];
                }
            }
        }
    }

    /** Adds everything under the kernel at one output position of one group. */
    private void position(double[] sums, int picture, int group, int row, int column) {
        int tap = group * Numbers.product(kernel, 1, 4);
        int height = x.dims()[2];
        int width = x.dims()[3];
        for (int i = 0; i < kernel[1]; i++) {
            int plane = (picture * x.dims()[1] + group * kernel[1] + i) * height;
            for (int kr = 0; kr < kernel[2]; kr++) {
                int r = source(0, row, kr);
                for (int kc = 0; kc < kernel[3]; kc++, tap++) {
                    int c = source(1, column, kc);
                    if (r >= 0 && r < height && c >= 0 && c < width) {
                        addScaled(sums, x.data()[(plane + r) * width + c], tap * perGroup);
                    }
                }
            }
        }
    }

    private int source(int axis, int position, int tap) {
        return (int) (position * op.strides().get(axis)
                - op.pads().get(axis)
                + tap * op.dilations().get(axis));
    }

    private void addScaled(double[] sums, double factor, int from) {
        for (int m = 0; m < sums.length; m++) {
            sums[m] += factor * w[from + m];
        }
    }
}
