package io.freebies.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.freebies.zoo.ModelZoo;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FoldBatchNormTest {
    // Folded weights are rounded once more, and 57 layers compound that more than 34 do. The third network's layers are
    // of the same two kinds, and ten times the work.
    @ParameterizedTest
    @CsvSource({"yolov3-nano, 1e-5", "yolov3-mobilenet1.0, 3e-5"})
    void theAnswerIsTheSameAndNoNormIsLeft(String model, double tolerance) {
        Graph graph = ModelZoo.detector(ModelZoo.defaultSpec(model, List.of("a", "b")))
                .trunk(64);
        Weights weights = PlausibleWeights.of(graph, 7).withMetadata(Map.of("k", "v"));
        FoldBatchNorm.Folded folded = FoldBatchNorm.apply(graph, weights);
        assertThat(folded.graph().nodes()).noneMatch(n -> n.op() instanceof Op.BatchNormalization);
        assertThat(folded.weights().mismatches(folded.graph())).isEmpty();
        assertThat(folded.weights().metadata()).isEqualTo(weights.metadata());
        Tensor images = PlausibleWeights.random(Shape.of(2, 3, 64, 64), new SplittableRandom(8));
        List<Tensor> before = GraphInterpreter.run(graph, weights, Map.of("images", images));
        List<Tensor> after = GraphInterpreter.run(folded.graph(), folded.weights(), Map.of("images", images));
        for (int i = 0; i < before.size(); i++) {
            assertThat(Worst.relative(after.get(i).data(), before.get(i).data()))
                    .isLessThan(tolerance);
        }
    }

    @Test
    void oneLayerWithItsOwnBiasIsFoldedToWithinRounding() {
        GraphBuilder b = new GraphBuilder("g");
        Value x = b.input("x", DType.FLOAT32, Shape.of(Shape.BATCH, 2, 8, 8));
        Value w = b.param("w", Shape.of(2, 2, 3, 3), ParamSpec.Role.KERNEL, new Initialiser.HeNormal(2));
        Value bias = b.param("b", Shape.of(2), ParamSpec.Role.BIAS, new Initialiser.Repeat(List.of(0.5, -3.0)));
        b.output(norm(b, "norm", b.node("conv", Op.Conv.same(3, 1, 1), x, w, bias)));
        Graph graph = b.build();
        Weights weights = Weights.initial(graph, name -> new SplittableRandom(name.length()));
        weights.get("norm.mean").data()[1] = -2.5f;
        weights.get("norm.variance").data()[0] = 0.3f;
        weights.get("norm.scale").data()[1] = -0.7f;
        FoldBatchNorm.Folded folded = FoldBatchNorm.apply(graph, weights);
        assertThat(folded.graph().nodes()).hasSize(1);
        Tensor images = PlausibleWeights.random(Shape.of(2, 2, 8, 8), new SplittableRandom(8));
        float[] before =
                GraphInterpreter.run(graph, weights, Map.of("x", images)).get(0).data();
        float[] after = GraphInterpreter.run(folded.graph(), folded.weights(), Map.of("x", images))
                .get(0)
                .data();
        assertThat(Worst.relative(after, before)).isLessThan(1e-6);
    }

    @Test
    void aNormThatFollowsNoConvolutionOrASharedOneStays() {
        GraphBuilder b = new GraphBuilder("g");
        Value x = b.input("x", DType.FLOAT32, Shape.of(Shape.BATCH, 2, 4, 4));
        Value first = norm(b, "first", x);
        Value w = b.param("w", Shape.of(2, 2, 1, 1), ParamSpec.Role.KERNEL, new Initialiser.HeNormal(2));
        Value conv = b.node("conv", Op.Conv.same(1, 1, 1), first, w);
        b.output(norm(b, "second", conv));
        b.output(conv);
        Graph graph = b.build();
        Weights weights = Weights.initial(graph, name -> new SplittableRandom(1));
        assertThat(FoldBatchNorm.apply(graph, weights).graph().nodes())
                .filteredOn(n -> n.op() instanceof Op.BatchNormalization)
                .hasSize(2);
    }

    private static Value norm(GraphBuilder b, String name, Value x) {
        Initialiser one = new Initialiser.Fill(1);
        Value scale = b.param(name + ".scale", Shape.of(2), ParamSpec.Role.NORM_SCALE, one);
        Value shift = b.param(name + ".shift", Shape.of(2), ParamSpec.Role.NORM_SHIFT, one);
        Value mean = b.param(name + ".mean", Shape.of(2), ParamSpec.Role.RUNNING_MEAN, one);
        Value variance = b.param(name + ".variance", Shape.of(2), ParamSpec.Role.RUNNING_VARIANCE, one);
        return b.node(name, new Op.BatchNormalization(1e-5, 0.9), x, scale, shift, mean, variance);
    }
}
