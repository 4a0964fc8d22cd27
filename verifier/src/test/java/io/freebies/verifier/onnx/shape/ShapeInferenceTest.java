package io.freebies.verifier.onnx.shape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import io.freebies.failure.ExitCode;
import io.freebies.failure.Failure;
import io.freebies.graph.Shape;
import io.freebies.graph.Tensor;
import io.freebies.verifier.adapter.Answer;
import io.freebies.verifier.onnx.OnnxFile;
import io.freebies.verifier.onnx.OnnxNode;
import io.freebies.verifier.onnx.TinyOnnx;
import io.freebies.verifier.onnx.TinyYolo;
import io.freebies.verifier.runtime.OnnxSession;
import io.freebies.verifier.runtime.Provider;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ShapeInferenceTest {
    private static OnnxFile file(ModelProto model) {
        return OnnxFile.of(Path.of("m.onnx"), model);
    }

    static Stream<Arguments> cases() {
        Stream<Arguments> operators =
                OpCases.all().entrySet().stream().map(e -> Arguments.of(e.getKey(), e.getValue()));
        Stream<Arguments> networks = Stream.of(
                Arguments.of("network", TinyYolo.model(yolo -> {})),
                Arguments.of("network with all", TinyYolo.model(yolo -> {
                    yolo.norms = true;
                    yolo.spatialPyramid = true;
                    yolo.extraConv = true;
                    yolo.topK = 7;
                })));
        return Stream.concat(operators, networks);
    }

    /** Extents may be unknown only where they depend on the data, which three operators do. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    @Tag("engine")
    void everyValueHasTheInferredExtentsWhenOnnxRuntimeRuns(String name, ModelProto model) {
        OnnxFile file = file(model);
        ShapeInference shapes = ShapeInference.of(file, Map.of());
        List<String> values = file.graph().nodes().stream()
                .map(OnnxNode::outputs)
                .flatMap(List::stream)
                .toList();
        boolean ofTheData = name.startsWith("NonZero") || name.startsWith("NonMaxSuppression");
        OnnxFile open = file.withOutputs(values.stream()
                .filter(value -> !shapes.fact(value).toString().startsWith("bool"))
                .toList());
        try (OnnxSession session = OnnxSession.inMemory(open, Provider.CPU, 1)) {
            var input = session.inputs().entrySet().iterator().next();
            long[] extents =
                    input.getValue().stream().mapToLong(e -> Math.max(e, 1)).toArray();
            Map<String, Answer> answers = session.run(Map.of(input.getKey(), Tensor.zeros(Shape.of(extents))));
            answers.forEach((value, answer) -> {
                ValueFact fact = shapes.fact(value);
                if (ofTheData) {
                    assertThat(fact.extents().orElseThrow()).hasSameSizeAs(answer.extents());
                } else {
                    assertThat(fact.extents()).as(value).hasValue(answer.extents());
                }
                fact.numbers().ifPresent(numbers -> {
                    for (int i = 0; i < numbers.size(); i++) {
                        assertThat(numbers.get(i).floatValue()).as(value).isEqualTo(answer.data()[i]);
                    }
                });
            });
        }
    }

    private static ModelProto changed(Consumer<GraphProto.Builder> change) {
        ModelProto.Builder model = TinyOnnx.model().toBuilder();
        change.accept(model.getGraphBuilder());
        return model.build();
    }

    private static void assertRefused(ModelProto model, String... mentions) {
        assertThatThrownBy(() -> ShapeInference.of(file(model), Map.of()))
                .isInstanceOf(Failure.class)
                .hasMessageStartingWith("m.onnx: ")
                .hasMessageContainingAll(mentions)
                .satisfies(e -> assertThat(((Failure) e).exitCode()).isEqualTo(ExitCode.DATA));
    }

    @Test
    void whatDoesNotFitIsRefusedWithTheNode() {
        assertRefused(
                changed(g -> g.setInitializer(0, TinyOnnx.floats("w", new long[] {2, 4, 1, 1}, new float[8]))),
                "Conv 'stem': expected weights for 3 channels",
                "[2, 4, 1, 1]");
        // ONNX Runtime reads beyond such a bias.
        assertRefused(
                changed(g -> g.setInitializer(1, TinyOnnx.floats("b", new long[] {1}, 0))),
                "Conv 'stem': expected a bias of [2], found float32 [1]");
        assertRefused(
                changed(g -> g.getNodeBuilder(0).setAttribute(1, TinyOnnx.ints("strides", 0, 1))),
                "Conv 'stem': expected 1 to 2147483647 as strides, found 0");
        assertRefused(
                changed(g -> g.setInitializer(2, TinyOnnx.longs("shape", 0, 2, 17))),
                "Reshape 'flat': expected a shape of 32 elements",
                "[1, 2, 17]");
        assertRefused(
                changed(g -> g.getNodeBuilder(7).setAttribute(0, TinyOnnx.integer("axis", 5))),
                "Concat 'cat': expected an axis of 3 extents, found 5");
    }

    @Test
    void absurdSizesAreRefusedBeforeAnythingIsAllocated() {
        for (long size : List.of(1L << 31, 1L << 40, 1L << 62)) {
            assertRefused(changed(g -> g.setInput(0, TinyOnnx.value("images", "batch", 3, size, 4))), "input 'images'");
            assertRefused(
                    changed(g -> g.addInitializer(TinyOnnx.longs("huge", size, size))
                            .addNode(TinyOnnx.node("ConstantOfShape", "fill", "f2", "huge"))
                            .getNodeBuilder(6)
                            .setInput(1, "f2")),
                    "ConstantOfShape 'fill'");
            assertRefused(
                    changed(g -> g.addInitializer(TinyOnnx.longs("huge", 1, 1, size, 1))
                            .addNode(TinyOnnx.node("Tile", "again", "t", "images", "huge"))),
                    "Tile 'again'");
        }
    }

    @Test
    void openExtentsAreOnePictureOrWhatIsFed() {
        OnnxFile model = file(changed(g -> g.setInput(0, TinyOnnx.value("images", "batch", 3, "h", "w"))));
        assertThat(ShapeInference.of(model, Map.of()).fact("c")).hasToString("float32 [1, 2, ?, ?]");
        ShapeInference fed = ShapeInference.of(model, Map.of("images", List.of(2L, 3L, 4L, 4L)));
        assertThat(fed.fact("output0")).hasToString("float32 [2, 4, 16]");
        assertThatThrownBy(() -> ShapeInference.of(model, Map.of("images", List.of(3L, 4L, 4L))))
                .hasMessageContaining("input 'images'");
        assertThatThrownBy(() -> ShapeInference.of(file(TinyOnnx.model()), Map.of("images", List.of(1L, 3L, 8L, 8L))))
                .hasMessageContaining("input 'images'");
    }

    @Test
    void anUnknownOperatorMakesWhatTheFileDeclares() {
        OnnxFile model = file(changed(g -> {
            g.getNodeBuilder(4).setOpType("Novel").setDomain("org.example");
            g.addValueInfo(TinyOnnx.value("s", "batch", 2, 16));
        }));
        assertThat(ShapeInference.of(model, Map.of()).fact("d")).hasToString("float32 [1, 2, 16]");
    }
}
