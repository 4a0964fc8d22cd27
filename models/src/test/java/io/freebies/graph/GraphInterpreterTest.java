package io.freebies.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class GraphInterpreterTest {
    private static Numbers apply(Op op, Numbers... inputs) {
        return GraphInterpreter.apply(op, DType.FLOAT32, List.of(inputs)).get(0);
    }

    private static Numbers numbers(int[] dims, double... data) {
        float[] floats = new float[data.length];
        for (int i = 0; i < data.length; i++) {
            floats[i] = (float) data[i];
        }
        return new Numbers(dims, floats);
    }

    private static int[] dims(int... dims) {
        return dims;
    }

    private static void assertClose(Numbers found, Numbers expected, double relative) {
        assertThat(found.dims()).isEqualTo(expected.dims());
        assertThat(Worst.relative(found.data(), expected.data())).isLessThan(relative);
    }

    @Test
    void convolutionAgreesWithTheReferenceNumbers() {
        int compared = 0;
        for (JsonNode c : Oracle.cases("layers")) {
            if (c.path("layer").asText().equals("conv2d")) {
                Numbers weight = Oracle.numbers(c.path("weight"));
                Op.Conv op = new Op.Conv(
                        pair(c.path("dilation")),
                        c.path("groups").asLong(),
                        List.of((long) weight.dims()[2], (long) weight.dims()[3]),
                        twice(pair(c.path("padding"))),
                        pair(c.path("stride")));
                Numbers x = Oracle.numbers(c.path("input"));
                Numbers y = c.has("bias") ? apply(op, x, weight, Oracle.numbers(c.path("bias"))) : apply(op, x, weight);
                assertClose(y, Oracle.numbers(c.path("output")), 1e-6);
                compared++;
            }
        }
        assertThat(compared).isPositive();
    }

    @Test
    void activationAndEnlargementAgreeWithTheReferenceNumbers() {
        int compared = 0;
        for (JsonNode c : Oracle.cases("layers")) {
            String layer = c.path("layer").asText();
            Op op = layer.equals("leaky_relu")
                    ? new Op.LeakyRelu(c.path("slope").asDouble())
                    : new Op.Resize(List.of(
                            1L, 1L, c.path("scale").asLong(), c.path("scale").asLong()));
            if (layer.equals("leaky_relu") || layer.equals("interpolate_nearest")) {
                assertClose(apply(op, Oracle.numbers(c.path("input"))), Oracle.numbers(c.path("output")), 1e-6);
                compared++;
            }
        }
        assertThat(compared).isEqualTo(2);
    }

    private static List<Long> pair(JsonNode field) {
        return field.isArray()
                ? List.of(field.get(0).asLong(), field.get(1).asLong())
                : Collections.nCopies(2, field.asLong());
    }

    private static List<Long> twice(List<Long> pads) {
        return List.of(pads.get(0), pads.get(1), pads.get(0), pads.get(1));
    }

    @Test
    void normalisationByRunningStatisticsAgreesWithTheReferenceNumbers() {
        int compared = 0;
        for (JsonNode c : Oracle.cases("batch_norm")) {
            if (c.has("eval_output_after")) {
                Numbers y = apply(
                        new Op.BatchNormalization(c.path("eps").asDouble(), 0.9),
                        Oracle.numbers(c.path("input")),
                        Oracle.numbers(c.path("gamma")),
                        Oracle.numbers(c.path("beta")),
                        Oracle.numbers(c.path("running_mean_after")),
                        Oracle.numbers(c.path("running_var_after")));
                assertClose(y, Oracle.numbers(c.path("eval_output_after")), 1e-6);
                compared++;
            }
        }
        assertThat(compared).isPositive();
    }

    @Test
    void convolutionIsItsDefinition() {
        SplittableRandom random = new SplittableRandom(3);
        Op.Conv op = new Op.Conv(List.of(1L, 2L), 2, List.of(3L, 2L), List.of(1L, 0L, 2L, 3L), List.of(2L, 1L));
        Numbers x = Numbers.of(PlausibleWeights.random(Shape.of(2, 4, 7, 6), random));
        Numbers w = Numbers.of(PlausibleWeights.random(Shape.of(6, 2, 3, 2), random));
        Numbers y = apply(op, x, w);
        assertThat(y.dims()).containsExactly(2, 6, 4, 7);
        int at = 0;
        for (int n = 0; n < 2; n++) {
            for (int m = 0; m < 6; m++) {
                for (int r = 0; r < 4; r++) {
                    for (int c = 0; c < 7; c++) {
                        assertThat((double) y.data()[at++]).isCloseTo(defined(x, w, n, m, r, c), offset(1e-5));
                    }
                }
            }
        }
    }

    /** One output of the convolution above, term by term. */
    private static double defined(Numbers x, Numbers w, int n, int m, int r, int c) {
        double sum = 0;
        for (int i = 0; i < 2; i++) {
            for (int kr = 0; kr < 3; kr++) {
                for (int kc = 0; kc < 2; kc++) {
                    int row = r * 2 - 1 + kr;
                    int column = c + kc * 2;
                    if (row >= 0 && row < 7 && column < 6) {
                        int channel = m / 3 * 2 + i;
                        sum += (double) w.data()[((m * 2 + i) * 3 + kr) * 2 + kc]
                                * x.data()[((n * 4 + channel) * 7 + row) * 6 + column];
                    }
                }
            }
        }
        return sum;
    }

    @Test
    void activationsAreTheirFormulas() {
        Numbers x = numbers(dims(4), -2, 0, 1, 30);
        assertThat(apply(new Op.LeakyRelu(0.25), x).data()).containsExactly(-0.5f, 0, 1, 30);
        assertThat(apply(new Op.Relu(), x).data()).containsExactly(0, 0, 1, 30);
        assertThat(apply(new Op.Sigmoid(), x).data()).containsExactly(0.11920292f, 0.5f, 0.7310586f, 1);
        assertThat(apply(new Op.Exp(), x).data()[1]).isEqualTo(1);
    }

    @Test
    void arithmeticBroadcastsFromTheRight() {
        Numbers column = numbers(dims(2, 1), 10, 20);
        Numbers row = numbers(dims(3), 1, 2, 5);
        assertThat(apply(new Op.Add(), column, row).data()).containsExactly(11, 12, 15, 21, 22, 25);
        assertThat(apply(new Op.Sub(), column, row).dims()).containsExactly(2, 3);
        assertThat(apply(new Op.Mul(), row, column).data()).containsExactly(10, 20, 50, 20, 40, 100);
        assertThat(apply(new Op.Equal(), row, numbers(dims(1), 2)).data()).containsExactly(0, 1, 0);
    }

    @Test
    void wholeNumbersAreDividedWithoutRemainder() {
        List<Numbers> operands = List.of(numbers(dims(3), 7, 8, 9), numbers(dims(1), 4));
        assertThat(GraphInterpreter.apply(new Op.Div(), DType.INT64, operands)
                        .get(0)
                        .data())
                .containsExactly(1, 2, 2);
        assertThat(GraphInterpreter.apply(new Op.Div(), DType.FLOAT32, operands)
                        .get(0)
                        .data())
                .containsExactly(1.75f, 2, 2.25f);
    }

    @Test
    void castTruncatesToWholeNumbersAndTestsForZero() {
        Numbers x = numbers(dims(3), -1.5, 0, 2.5);
        assertThat(apply(new Op.Cast(DType.INT64), x).data()).containsExactly(-1, 0, 2);
        assertThat(apply(new Op.Cast(DType.BOOL), x).data()).containsExactly(1, 0, 1);
    }

    @Test
    void transposingThereAndBackChangesNothing() {
        Numbers x = Numbers.of(PlausibleWeights.random(Shape.of(2, 3, 4, 5), new SplittableRandom(1)));
        Numbers y = apply(new Op.Transpose(List.of(0L, 2L, 3L, 1L)), x);
        assertThat(y.dims()).containsExactly(2, 4, 5, 3);
        assertThat(y.data()[1]).isEqualTo(x.data()[20]);
        assertThat(apply(new Op.Transpose(List.of(0L, 3L, 1L, 2L)), y).data()).isEqualTo(x.data());
    }

    @Test
    void concatenatingSlicesGivesTheWhole() {
        Numbers x = Numbers.of(PlausibleWeights.random(Shape.of(2, 5, 3), new SplittableRandom(1)));
        Numbers low = apply(Op.Slice.of(1, 0, 2), x);
        Numbers high = apply(Op.Slice.of(1, 2, 5), x);
        assertThat(low.dims()).containsExactly(2, 2, 3);
        assertThat(apply(new Op.Concat(1), low, high).data()).isEqualTo(x.data());
    }

    @Test
    void resizeRepeatsPixels() {
        Numbers y = apply(new Op.Resize(List.of(1L, 1L, 2L, 3L)), numbers(dims(1, 1, 2, 1), 5, 7));
        assertThat(y.dims()).containsExactly(1, 1, 4, 3);
        assertThat(y.data()).containsExactly(5, 5, 5, 5, 5, 5, 7, 7, 7, 7, 7, 7);
    }

    @Test
    void topKKeepsTiesInIndexOrder() {
        Numbers x = numbers(dims(2, 4), 1, 3, 3, 2, 0, 0, 0, 0);
        List<Numbers> best = GraphInterpreter.apply(new Op.TopK(3, 1), DType.FLOAT32, List.of(x));
        assertThat(best.get(0).data()).containsExactly(3, 3, 2, 0, 0, 0);
        assertThat(best.get(1).data()).containsExactly(1, 2, 3, 0, 1, 2);
        Numbers transposed = apply(new Op.Transpose(List.of(1L, 0L)), x);
        List<Numbers> columns = GraphInterpreter.apply(new Op.TopK(3, 0), DType.FLOAT32, List.of(transposed));
        assertThat(columns.get(1).data()).containsExactly(1, 0, 2, 1, 3, 2);
    }

    @Test
    void gatherPicksElementsOrRowsPerBatch() {
        Numbers data = numbers(dims(2, 2, 2), 0, 1, 2, 3, 4, 5, 6, 7);
        assertThat(apply(new Op.GatherND(0), data, numbers(dims(2, 3), 0, 1, 0, 1, 1, 1))
                        .data())
                .containsExactly(2, 7);
        Numbers rows = apply(new Op.GatherND(1), data, numbers(dims(2, 1, 1), 1, 0));
        assertThat(rows.dims()).containsExactly(2, 1, 2);
        assertThat(rows.data()).containsExactly(2, 3, 4, 5);
    }

    @Test
    void scatterAndGatherAreInverse() {
        Numbers zeros = Numbers.zeros(3, 4);
        Numbers tuples = numbers(dims(2, 2), 2, 1, 0, 3);
        Numbers dense = apply(new Op.ScatterND(), zeros, tuples, numbers(dims(2), 8, 9));
        assertThat(apply(new Op.GatherND(0), dense, tuples).data()).containsExactly(8, 9);
        assertThat(dense.data()).containsExactly(0, 0, 0, 9, 0, 0, 0, 0, 0, 8, 0, 0);
        assertThat(zeros.data()).containsOnly(0);
    }

    @Test
    void suppressionAnswersByPictureThenClassThenFallingScore() {
        // Boxes 0 and 1 overlap by more than half, box 2 is elsewhere.
        double[] three = {10, 10, 8, 8, 11, 10, 8, 8, 40, 40, 8, 8};
        double[] six = Arrays.copyOf(three, 24);
        System.arraycopy(three, 0, six, 12, 12);
        Numbers boxes = numbers(dims(2, 3, 4), six);
        Numbers scores = numbers(dims(2, 2, 3), 0.5, 0.6, 0.9, 0, 0, 0, 0.1, 0.1, 0.1, 0.3, 0.2, 0.4);
        Op op = new Op.NonMaxSuppression(0.5, 10, 0.1);
        assertThat(apply(op, boxes, scores).data()).containsExactly(0, 0, 2, 0, 0, 1, 1, 1, 2, 1, 1, 0);
        Op one = new Op.NonMaxSuppression(0.5, 1, 0.1);
        assertThat(apply(one, boxes, scores).data()).containsExactly(0, 0, 2, 1, 1, 2);
    }

    @Test
    void nothingSelectedIsNoRowsAndFlowsOn() {
        Numbers none = apply(new Op.NonMaxSuppression(0.5, 10, 0.5), Numbers.zeros(1, 3, 4), Numbers.zeros(1, 2, 3));
        assertThat(none.dims()).containsExactly(0, 3);
        Numbers data = numbers(dims(1, 1, 2), 1, 2);
        Numbers gathered = apply(new Op.GatherND(0), data, none);
        assertThat(gathered.dims()).containsExactly(0);
        assertThat(apply(new Op.ScatterND(), data, none, gathered).data()).containsExactly(1, 2);
    }

    @Test
    void aGlobalAveragePoolIsTheMeanOfEveryChannel() {
        Numbers x = new Numbers(new int[] {2, 2, 1, 2}, new float[] {1, 3, -2, 4, 0, 0, 5, 6});
        Numbers pooled = apply(new Op.GlobalAveragePool(), x);
        assertThat(pooled.dims()).containsExactly(2, 2, 1, 1);
        assertThat(pooled.data()).containsExactly(2, 1, 0, 5.5f);
    }
}
