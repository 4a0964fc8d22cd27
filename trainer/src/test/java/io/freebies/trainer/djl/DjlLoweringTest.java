package io.freebies.trainer.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import io.freebies.graph.DType;
import io.freebies.graph.Graph;
import io.freebies.graph.GraphBuilder;
import io.freebies.graph.GraphInterpreter;
import io.freebies.graph.Initialiser;
import io.freebies.graph.Op;
import io.freebies.graph.ParamSpec.Role;
import io.freebies.graph.PlausibleWeights;
import io.freebies.graph.Shape;
import io.freebies.graph.Tensor;
import io.freebies.graph.Value;
import io.freebies.graph.Weights;
import io.freebies.graph.Worst;
import io.freebies.run.Recipe.Precision;
import io.freebies.zoo.Detector;
import io.freebies.zoo.DetectorSpec;
import io.freebies.zoo.ModelZoo;
import io.freebies.zoo.Profile;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("engine")
class DjlLoweringTest {
    private static Detector detector(String model, int size) {
        DetectorSpec own = ModelZoo.defaultSpec(model, List.of("a", "b", "c"));
        return ModelZoo.detector(new DetectorSpec(model, own.classes(), size, own.anchors(), own.nms()));
    }

    /** On the weights and pictures that the exporter compares ONNX Runtime with, so that all three agree. */
    @ParameterizedTest
    @CsvSource({
        "yolov3-nano, 64, 1",
        "yolov3-nano, 64, 3",
        "yolov3-nano, 96, 1",
        "yolov3-nano, 96, 3",
        "yolov3-mobilenet1.0, 64, 1",
        "yolov3-mobilenet1.0, 64, 3",
        "yolov3-mobilenet1.0, 96, 1",
        "yolov3-mobilenet1.0, 96, 3",
        "yolov3-darknet53, 64, 1",
        "yolov3-darknet53, 64, 3",
        "yolov3-darknet53, 96, 1",
        "yolov3-darknet53, 96, 3"
    })
    void theHeadsInEvaluationModeAreTheInterpreters(String model, int size, int batch) {
        assertAgrees(detector(model, size), Profile.RAW, batch);
    }

    /** The exponential in the decoding multiplies rounding by the size of its argument; the heads are the network. */
    @Test
    void decodedAnswersAreTheInterpreters() {
        assertAgrees(detector("yolov3-nano", 96), Profile.DECODED, 3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"yolov3-nano", "yolov3-mobilenet1.0"})
    void aClassifiersScoresAreTheInterpreters(String model) {
        Graph graph = ModelZoo.classifier(model, 7, 96);
        assertAgrees(graph, graph, 96, 2);
    }

    private static void assertAgrees(Detector detector, Profile profile, int batch) {
        int size = detector.spec().inputSize();
        assertAgrees(detector.trunk(size), detector.inference(profile), size, batch);
    }

    private static void assertAgrees(Graph trunk, Graph graph, int size, int batch) {
        Weights weights = PlausibleWeights.of(trunk, 11);
        Tensor images = PlausibleWeights.random(Shape.of(batch, 3, size, size), new SplittableRandom(batch + size));
        List<Tensor> expected = GraphInterpreter.run(graph, weights, Map.of("images", images));
        try (DjlNetwork network = DjlNetwork.open("cpu", trunk, weights)) {
            NDArray input =
                    network.manager().create(images.data(), new ai.djl.ndarray.types.Shape(batch, 3, size, size));
            NDList found = network.evaluate(graph, input);
            assertThat(found).hasSameSizeAs(expected);
            for (int i = 0; i < expected.size(); i++) {
                assertThat(Worst.relative(
                                found.get(i).toFloatArray(), expected.get(i).data()))
                        .isLessThan(1e-4);
            }
        }
    }

    /** One norm of two channels over a batch of two pictures of one pixel. */
    private static Graph norm() {
        GraphBuilder builder = new GraphBuilder("norm");
        Value x = builder.input("x", DType.FLOAT32, Shape.of(Shape.BATCH, 2, 1, 1));
        Value scale = builder.param("scale", Shape.of(2), Role.NORM_SCALE, new Initialiser.Fill(1));
        Value shift = builder.param("shift", Shape.of(2), Role.NORM_SHIFT, new Initialiser.Fill(0));
        Value mean = builder.param("mean", Shape.of(2), Role.RUNNING_MEAN, new Initialiser.Fill(0));
        Value variance = builder.param("variance", Shape.of(2), Role.RUNNING_VARIANCE, new Initialiser.Fill(1));
        builder.output(builder.node("y", new Op.BatchNormalization(1e-5, 0.9), x, scale, shift, mean, variance));
        return builder.build();
    }

    @Test
    void trainingNormalisesByTheBatchAndKeepsNineTenthsOfTheRunningStatistics() {
        Weights weights = Weights.initial(norm(), name -> new SplittableRandom(0));
        try (DjlNetwork network = DjlNetwork.open("cpu", norm(), weights)) {
            NDArray x =
                    network.manager().create(new float[] {1, 10, 3, 30}, new ai.djl.ndarray.types.Shape(2, 2, 1, 1));
            float[] y = network.train(norm(), x, Norms.OF_BATCH, Precision.FP32)
                    .get(0)
                    .toFloatArray();
            assertThat(y).containsExactly(new float[] {-1, -1, 1, 1}, within(1e-4f));
            assertThat(network.weights().get("mean").data()).containsExactly(new float[] {0.2f, 2}, within(1e-6f));
            // The engine keeps the unbiased variance: 2 and 200 for these two pictures.
            assertThat(network.weights().get("variance").data())
                    .containsExactly(new float[] {0.9f + 0.2f, 0.9f + 20}, within(1e-4f));
        }
    }

    @Test
    void evaluationLeavesTheRunningStatisticsAlone() {
        Weights weights = Weights.initial(norm(), name -> new SplittableRandom(0));
        try (DjlNetwork network = DjlNetwork.open("cpu", norm(), weights)) {
            NDArray x =
                    network.manager().create(new float[] {1, 10, 3, 30}, new ai.djl.ndarray.types.Shape(2, 2, 1, 1));
            network.evaluate(norm(), x);
            assertThat(network.weights()).isEqualTo(weights);
            assertThat(Objects.requireNonNull(network.params().get("mean")).toFloatArray())
                    .containsExactly(0, 0);
        }
    }

    @Test
    void selectingDetectionsIsRefusedWithTheReason() {
        Detector detector = detector("yolov3-nano", 64);
        Weights weights = PlausibleWeights.of(detector.trunk(64), 1);
        try (DjlNetwork network = DjlNetwork.open("cpu", detector.trunk(64), weights)) {
            NDArray input = network.manager().zeros(new ai.djl.ndarray.types.Shape(1, 3, 64, 64));
            assertThatThrownBy(() -> network.evaluate(detector.inference(Profile.NMS), input))
                    .hasMessageContaining("inference only");
        }
    }
}
