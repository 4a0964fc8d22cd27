package io.freebies.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.freebies.zoo.ModelZoo;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FoldBatchNormTest {
    // The third network's layers are of the same two kinds, and ten times the work.
    @ParameterizedTest
    @ValueSource(strings = {"yolov3-nano", "yolov3-mobilenet1.0"})
    void theAnswerIsTheSameAndNoNormIsLeft(String model) {
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
                    .isLessThan(1e-5);
        }
    }

    @org.junit.jupiter.api.Test
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
