package io.freebies.graph;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Convolution by its definition: {@code y[m, r, c]} is the bias plus the sum over the group's channels and the kernel of
 * {@code w[m, i, kr, kc] * x[i, r * stride - pad + kr * dilation, ...]}, x being 0 outside. The loops over a row are
 * innermost, which is all the speed it has.
 */
final class ConvReference {
    private final Op.Conv op;
    private final float[] x;
    private final float[] w;
    private final float[] bias;
    private final int[] in;
    private final int[] kernel;
    private final Numbers y;

    ConvReference(Op.Conv op, List<Numbers> inputs) {
        this.op = op;
        x = inputs.get(0).data();
        w = inputs.get(1).data();
        in = inputs.get(0).dims();
        kernel = inputs.get(1).dims();
        bias = inputs.size() == 3 ? inputs.get(2).data() : new float[kernel[0]];
        y = Numbers.zeros(in[0], kernel[0], extent(0), extent(1));
    }

    private int extent(int axis) {
        long padded = in[2 + axis] + op.pads().get(axis) + op.pads().get(axis + 2);
        long reach = op.dilations().get(axis) * (kernel[2 + axis] - 1) + 1;
        return (int) ((padded - reach) / op.strides().get(axis) + 1);
    }

    Numbers result() {
        int planes = in[0] * kernel[0];
        IntStream.range(0, planes).parallel().forEach(p -> plane(p / kernel[0], p % kernel[0]));
        return y;
    }

    private void plane(int picture, int m) {
        int area = y.dims()[2] * y.dims()[3];
        int to = (picture * kernel[0] + m) * area;
        java.util.Arrays.fill(y.data(), to, to + area, bias[m]);
        int perGroup = (int) (kernel[0] / op.group());
        for (int i = 0; i < kernel[1]; i++) {
            int channel = m / perGroup * kernel[1] + i;
            int from = (picture * in[1] + channel) * in[2] * in[3];
            for (int kr = 0; kr < kernel[2]; kr++) {
                for (int kc = 0; kc < kernel[3]; kc++) {
                    float weight = w[((m * kernel[1] + i) * kernel[2] + kr) * kernel[3] + kc];
                    rows(to, from, weight, kr, kc);
                }
            }
        }
    }

    /** Adds one kernel element's share to every output of a plane. */
    private void rows(int to, int from, float weight, int kr, int kc) {
        int stride = op.strides().get(1).intValue();
        int shift = (int) (kc * op.dilations().get(1) - op.pads().get(1));
        int columns = y.dims()[3];
        int first = Math.max(0, Math.floorDiv(-shift + stride - 1, stride));
        int end = Math.min(columns, Math.floorDiv(in[3] - shift + stride - 1, stride));
        for (int r = 0; r < y.dims()[2]; r++) {
            int row = (int) (r * op.strides().get(0)
                    - op.pads().get(0)
                    + kr * op.dilations().get(0));
            if (row >= 0 && row < in[2]) {
                addRow(to + r * columns, from + row * in[3] + shift, weight, first, end, stride);
            }
        }
    }

    private void addRow(int to, int from, float weight, int first, int end, int stride) {
        for (int c = first; c < end; c++) {
            y.data()[to + c] += weight * x[from + c * stride];
        }
    }
}
