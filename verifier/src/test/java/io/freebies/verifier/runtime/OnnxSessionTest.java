package io.freebies.verifier.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.freebies.failure.ExitCode;
import io.freebies.failure.Failure;
import io.freebies.graph.Shape;
import io.freebies.graph.Tensor;
import io.freebies.verifier.adapter.Answer;
import io.freebies.verifier.onnx.TinyOnnx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("engine")
class OnnxSessionTest {
    @TempDir
    Path folder;

    private static ExitCode exitCode(Throwable e) {
        return ((Failure) e).exitCode();
    }

    @Test
    void computesWhatTheGraphSays() {
        Path file = TinyOnnx.write(folder.resolve("m.onnx"), TinyOnnx.model());
        try (OnnxSession session = OnnxSession.open(file, Provider.CPU, 1)) {
            float[] images = new float[2 * 48];
            Arrays.fill(images, 0.1f);
            Map<String, Tensor> fed = Map.of("images", new Tensor(Shape.of(2, 3, 4, 4), images));
            Answer output = Objects.requireNonNull(session.run(fed).get("output0"));
            assertThat(output.extents()).containsExactly(2L, 4L, 16L);
            // Kernel 1, 2, 3 and bias 0.5 on pixels of 0.1.
            double x = 0.6 + 0.5;
            double expected = Math.exp(x) - 1 / (1 + Math.exp(-x));
            assertThat((double) output.data()[0]).isCloseTo(expected / 2, within(1e-5));
            assertThat((double) output.data()[2 * 16]).isCloseTo(expected, within(1e-5));
        }
    }

    @Test
    void aBrokenFileAndAWrongShapeAreDataFailures() throws IOException {
        Path text = Files.writeString(folder.resolve("t.onnx"), "no model");
        assertThatThrownBy(() -> OnnxSession.open(text, Provider.CPU, 1))
                .isInstanceOf(Failure.class)
                .hasMessageContaining(text.toString())
                .satisfies(e -> assertThat(exitCode(e)).isEqualTo(ExitCode.DATA));
        Path file = TinyOnnx.write(folder.resolve("m.onnx"), TinyOnnx.model());
        try (OnnxSession session = OnnxSession.open(file, Provider.CPU, 1)) {
            assertThatThrownBy(() -> session.run(Map.of("images", Tensor.zeros(Shape.of(1, 3, 5, 5)))))
                    .isInstanceOf(Failure.class)
                    .hasMessageContaining("[1, 3, 5, 5]");
        }
    }

    @Test
    void cudaIsRefusedWhereThereIsNoneAndNothingFallsBack() {
        assumeFalse(Files.exists(Path.of("/dev/nvidia0")), "needs a machine without an NVIDIA GPU");
        Path file = TinyOnnx.write(folder.resolve("m.onnx"), TinyOnnx.model());
        assertThatThrownBy(() -> OnnxSession.open(file, Provider.CUDA, 1))
                .isInstanceOf(Failure.class)
                .hasMessageContainingAll("cuda", "--provider cpu")
                .satisfies(e -> assertThat(exitCode(e)).isEqualTo(ExitCode.ENVIRONMENT))
                .satisfies(e -> assertThat(e).message().doesNotContain("\n"));
    }
}
