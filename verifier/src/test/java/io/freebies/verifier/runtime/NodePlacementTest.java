package io.freebies.verifier.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freebies.failure.ExitCode;
import io.freebies.failure.Failure;
import io.freebies.graph.Shape;
import io.freebies.graph.Tensor;
import io.freebies.verifier.onnx.OnnxFile;
import io.freebies.verifier.onnx.TinyOnnx;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NodePlacementTest {
    @TempDir
    private Path folder;

    @Test
    @Tag("engine")
    void onTheProcessorEveryNodeRunsThere() {
        Path file = TinyOnnx.write(folder.resolve("m.onnx"), TinyOnnx.model());
        NodePlacement placement = NodePlacement.of(
                OnnxFile.read(file), Provider.CPU, 1, Map.of("images", Tensor.zeros(Shape.of(1, 3, 4, 4))));
        assertThat(placement.nodes()).containsOnlyKeys("CPUExecutionProvider");
        assertThat(placement.nodes().get("CPUExecutionProvider")).isPositive();
        placement.require(file, Provider.CPU);
        assertThat(folder.toFile().list()).containsExactly("m.onnx");
    }

    @Test
    void aConvolutionElsewhereIsRefusedByName() {
        NodePlacement placement =
                new NodePlacement(Map.of("CPUExecutionProvider", 3, "CUDAExecutionProvider", 70), List.of("head_conv"));
        assertThatThrownBy(() -> placement.require(Path.of("m.onnx"), Provider.CUDA))
                .isInstanceOfSatisfying(
                        Failure.class, f -> assertThat(f.exitCode()).isEqualTo(ExitCode.ENVIRONMENT))
                .hasMessageContainingAll("m.onnx", "cuda", "head_conv");
        assertThat(placement).hasToString("3 by CPUExecutionProvider, 70 by CUDAExecutionProvider");
    }

    @ParameterizedTest
    @CsvSource({
        "CPU, CPUExecutionProvider, true",
        "CPU, CUDAExecutionProvider, false",
        "CUDA, CUDAExecutionProvider, true",
        "CUDA, CPUExecutionProvider, false",
        "TENSORRT, TensorrtExecutionProvider, true",
        "TENSORRT, CUDAExecutionProvider, true",
        "TENSORRT, CPUExecutionProvider, false"
    })
    void whatBelongsToAProvider(Provider provider, String name, boolean own) {
        assertThat(provider.owns(name)).isEqualTo(own);
    }
}
