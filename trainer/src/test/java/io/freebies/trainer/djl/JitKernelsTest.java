package io.freebies.trainer.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.GradientCollector;
import io.freebies.graph.Op;
import io.freebies.graph.Worst;
import io.freebies.run.Recipe.Precision;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each against the same in plain arrays. */
@Tag("engine")
class JitKernelsTest {
    private static final Op.Conv CONV =
            new Op.Conv(List.of(1L, 1L), 1, List.of(3L, 3L), List.of(1L, 1L, 1L, 1L), List.of(2L, 2L));

    private static NDArray random(NDManager manager, long seed, long... shape) {
        Shape whole = new Shape(shape);
        double[] numbers =
                new SplittableRandom(seed).doubles(whole.size(), -1, 1).toArray();
        float[] floats = new float[numbers.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) numbers[i];
        }
        return manager.create(floats, whole);
    }

    /** The gradient of the weighted sum of a function's values. */
    private static float[] gradient(NDArray at, UnaryOperator<NDArray> function) {
        at.setRequiresGradient(true);
        try (GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
            NDArray y = function.apply(at);
            collector.backward(
                    y.mul(random(y.getManager(), 9, y.getShape().getShape())).sum());
            return at.getGradient().toFloatArray();
        }
    }

    private static NDArray plain(NDArray x, NDArray weight) {
        return Conv2d.conv2d(x, weight, null, new Shape(2, 2), new Shape(1, 1), new Shape(1, 1), 1)
                .singletonOrThrow();
    }

    @ParameterizedTest
    @CsvSource({"FP32,1e-6", "BF16,1e-2", "FP16,2e-3"})
    void aConvolutionInAPrecisionIsThePlainOneRounded(Precision precision, double limit) {
        try (NDManager manager = DjlEngine.open("cpu")) {
            NDArray x = random(manager, 1, 2, 8, 9, 9);
            NDArray weight = random(manager, 2, 16, 8, 3, 3);
            UnaryOperator<NDArray> ofX = a -> JitKernels.conv(a, weight, CONV, CONV.dilations(), precision);
            UnaryOperator<NDArray> ofWeight = w -> JitKernels.conv(x, w, CONV, CONV.dilations(), precision);
            assertThat(Worst.relative(
                            ofX.apply(x).toFloatArray(), plain(x, weight).toFloatArray()))
                    .isLessThan(limit);
            assertThat(Worst.relative(gradient(weight.add(0), ofWeight), gradient(weight.add(0), w -> plain(x, w))))
                    .isLessThan(limit);
            assertThat(Worst.relative(gradient(x.add(0), ofX), gradient(x.add(0), a -> plain(a, weight))))
                    .isLessThan(limit);
        }
    }

    @Test
    void leakyReluInPlaceIsThePlainOneInTheMemoryOfItsInput() {
        try (NDManager manager = DjlEngine.open("cpu")) {
            NDArray x = random(manager, 3, 5, 7);
            NDArray copy = x.add(0);
            NDArray y = JitKernels.leakyReluInPlace(copy, 0.1f);
            assertThat(y.toFloatArray())
                    .isEqualTo(copy.toFloatArray())
                    .isEqualTo(Activation.leakyRelu(x, 0.1f).toFloatArray());
            assertThat(gradient(x.add(0), a -> JitKernels.leakyReluInPlace(a.mul(a), 0.1f)))
                    .isEqualTo(gradient(x.add(0), a -> Activation.leakyRelu(a.mul(a), 0.1f)));
        }
    }

    @Test
    void sumsOfSquaresAreThoseOfEachArray() {
        try (NDManager manager = DjlEngine.open("cpu")) {
            float[] sums = JitKernels.sumsOfSquares(
                    List.of(manager.create(new float[] {3, 4}), manager.create(new float[] {2})), manager);
            assertThat(sums).containsExactly(25, 4);
        }
    }

    @Test
    void theStepOfAllParametersHasTheBitsOfTheEnginesOwnForEach() {
        try (NDManager manager = DjlEngine.open("cpu")) {
            NDArray[][] kernel = new NDArray[3][];
            NDArray[][] engine = new NDArray[3][];
            for (int i = 0; i < 3; i++) {
                int seed = i;
                kernel[i] = arrays(manager, seed);
                engine[i] = arrays(manager, seed);
            }
            JniUtils.setGradMode(false);
            for (float rate : new float[] {0.1f, 0.03f, 0.007f}) {
                JitKernels.sgd(
                        List.of(kernel[0]), List.of(kernel[1]), List.of(kernel[2]), rate, 0.07f, 0.3f, 0.9f, manager);
                for (int i = 0; i < 2; i++) {
                    JniUtils.sgdUpdate(
                            (PtNDArray) engine[0][i],
                            (PtNDArray) engine[1][i],
                            (PtNDArray) engine[2][i],
                            rate,
                            0.07f,
                            0.3f,
                            -1f,
                            0.9f);
                    assertThat(kernel[0][i].toFloatArray()).isEqualTo(engine[0][i].toFloatArray());
                    assertThat(kernel[2][i].toFloatArray()).isEqualTo(engine[2][i].toFloatArray());
                    assertThat(kernel[1][i].sum().getFloat()).isCloseTo(0, within(0f));
                    engine[1][i].copyTo(kernel[1][i]);
                }
            }
        }
    }

    private static NDArray[] arrays(NDManager manager, int seed) {
        return new NDArray[] {random(manager, seed, 300, 7), random(manager, seed + 10L, 33)};
    }
}
