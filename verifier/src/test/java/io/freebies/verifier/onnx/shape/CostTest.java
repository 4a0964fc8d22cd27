package io.freebies.verifier.onnx.shape;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.ModelProto;
import io.freebies.verifier.onnx.OnnxFile;
import io.freebies.verifier.onnx.TinyOnnx;
import io.freebies.verifier.onnx.TinyYolo;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class CostTest {
    private static Cost.Total cost(ModelProto model) {
        OnnxFile file = OnnxFile.of(Path.of("m.onnx"), model);
        return Cost.of(file, ShapeInference.of(file, Map.of()));
    }

    private static Cost yolo(Consumer<TinyYolo> change) {
        return cost(TinyYolo.model(change)).cost();
    }

    @Test
    void parametersProductsAndBytesAreCounted() {
        Cost.Total total = cost(TinyOnnx.model());
        // A kernel [2, 3, 1, 1] with bias at 16 places; seven values of 32 numbers and one of 64.
        assertThat(total.cost()).isEqualTo(new Cost(8, 6 * 16, 4 * (7 * 32 + 64)));
        assertThat(total.uncounted()).isEmpty();
    }

    @Test
    void aConvolutionMoreCostsItsOwn() {
        // 16 to 16 channels at 8 x 8 places, then an activation.
        Cost more = yolo(yolo -> yolo.extraConv = true).minus(yolo(yolo -> {}));
        assertThat(more).isEqualTo(new Cost(16 * 16 + 16, 16 * 16 * 64, 2 * 4 * 16 * 64));
        assertThat(more.signed()).isEqualTo("+272 parameters, +16,384 multiply-adds, +8,192 bytes of activations");
    }

    @Test
    void runningStatisticsAreNoParameters() {
        Cost norms = yolo(yolo -> yolo.norms = true);
        long channels = 8 + 16 + 32;
        assertThat(norms.parameters()).isEqualTo(yolo(yolo -> {}).parameters() + 2 * channels);
    }

    @Test
    void whatCannotBeCountedIsSaid() {
        ModelProto.Builder model = TinyOnnx.model().toBuilder();
        model.getGraphBuilder().getNodeBuilder(4).setOpType("Novel").setDomain("org.example");
        assertThat(cost(model.build()).uncounted())
                .containsExactly(
                        "org.example:Novel 'sig': an operator whose work is not counted",
                        "Sub 'sub': an output whose size only running tells",
                        "Mul 'scale': an output whose size only running tells");
    }
}
