package io.freebies.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.freebies.failure.Failure;
import io.freebies.graph.Graph;
import io.freebies.graph.GraphCost;
import io.freebies.graph.GraphInterpreter;
import io.freebies.graph.ParamSpec;
import io.freebies.graph.PlausibleWeights;
import io.freebies.graph.Shape;
import io.freebies.graph.Tensor;
import io.freebies.graph.Value;
import io.freebies.graph.Weights;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ModelZooTest {
    static DetectorSpec spec(String model, int classes) {
        List<String> names = IntStream.range(0, classes).mapToObj(i -> "c" + i).toList();
        return ModelZoo.defaultSpec(model, names);
    }

    private static Graph trunk(String model, int classes, int size) {
        return ModelZoo.detector(spec(model, classes)).trunk(size);
    }

    @Test
    void darknet53HasThePublishedNumberOfParameters() {
        assertThat(GraphCost.of(trunk("yolov3-darknet53", 20, 416)).parameters())
                .isEqualTo(61_626_049);
        assertThat(GraphCost.of(trunk("yolov3-darknet53", 80, 416)).parameters())
                .isEqualTo(61_949_149);
        long backbone = trunk("yolov3-darknet53", 20, 416).params().stream()
                .filter(p -> p.name().startsWith("backbone.") && p.role().trained())
                .map(ParamSpec::value)
                .mapToLong(v -> v.shape().elements())
                .sum();
        assertThat(backbone).isEqualTo(40_584_928);
    }

    @Test
    void darknet53CostsThePublished65Point9GigaflopAt416() {
        double gigaflop =
                2e-9 * GraphCost.of(trunk("yolov3-darknet53", 80, 416)).multiplyAdds();
        assertThat(gigaflop).isCloseTo(65.9, within(0.659));
    }

    @Test
    void nanoCostsAboutAFifthOfAGigaflopAt224() {
        double gigaflop = 2e-9 * GraphCost.of(trunk("yolov3-nano", 8, 224)).multiplyAdds();
        assertThat(gigaflop).isCloseTo(0.2, within(0.03));
    }

    @Test
    void predictionsAreThoseOfThePaper() {
        assertThat(new YoloGrid(416, spec("yolov3-darknet53", 80).anchors()).predictions())
                .isEqualTo(10_647);
        assertThat(new YoloGrid(320, spec("yolov3-darknet53", 80).anchors()).predictions())
                .isEqualTo(6_300);
        assertThat(new YoloGrid(608, spec("yolov3-darknet53", 80).anchors()).predictions())
                .isEqualTo(22_743);
    }

    @Test
    void parametersDoNotDependOnTheInputSize() {
        for (String model : ModelZoo.names()) {
            assertThat(trunk(model, 3, 96).params())
                    .isEqualTo(trunk(model, 3, 160).params());
        }
    }

    @Test
    void anUnknownNetworkIsRefusedWithTheNamesThatExist() {
        assertThatThrownBy(() -> ModelZoo.defaultSpec("yolov9", List.of("a")))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("yolov3-nano");
    }

    @Test
    void aClassifierHasTheDetectorsBackboneUnderTheSameNames() {
        for (String model : ModelZoo.names()) {
            List<Value> backbone = values(ModelZoo.backbone(model, 64));
            assertThat(backbone).isNotEmpty().isSubsetOf(values(trunk(model, 3, 96)));
            List<Value> classifier = new ArrayList<>(values(ModelZoo.classifier(model, 5, 96)));
            classifier.removeAll(backbone);
            assertThat(classifier)
                    .extracting(Value::name)
                    .containsExactly("classifier.dense.weight", "classifier.dense.bias");
        }
    }

    private static List<Value> values(Graph graph) {
        return graph.params().stream().map(ParamSpec::value).toList();
    }

    @Test
    void aClassifierAnswersOneScoreAClass() {
        Graph graph = ModelZoo.classifier("yolov3-nano", 5, 64);
        Tensor images = PlausibleWeights.random(Shape.of(2, 3, 64, 64), new SplittableRandom(1));
        Weights weights = PlausibleWeights.of(graph, 3);
        List<Tensor> scores = GraphInterpreter.run(graph, weights, Map.of("images", images));
        assertThat(scores).singleElement().extracting(Tensor::shape).isEqualTo(Shape.of(2, 5));
    }
}
