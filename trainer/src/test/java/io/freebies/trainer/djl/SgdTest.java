package io.freebies.trainer.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import com.fasterxml.jackson.databind.JsonNode;
import io.freebies.graph.Graph;
import io.freebies.graph.GraphBuilder;
import io.freebies.graph.Initialiser;
import io.freebies.graph.Oracle;
import io.freebies.graph.ParamSpec;
import io.freebies.graph.Shape;
import io.freebies.graph.Tensor;
import io.freebies.graph.Value;
import io.freebies.graph.Weights;
import io.freebies.run.Recipe.Precision;
import io.freebies.trainer.freebie.NoDecay;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("engine")
class SgdTest {
    /** A graph with one parameter, a bias, so that it may or may not decay. */
    private static Graph graph(int length) {
        GraphBuilder builder = new GraphBuilder("one");
        Value x = builder.input("x", io.freebies.graph.DType.FLOAT32, Shape.of(length));
        Value w = builder.param("w", Shape.of(length), ParamSpec.Role.BIAS, new Initialiser.Fill(0));
        builder.output(builder.node("y", new io.freebies.graph.Op.Mul(), x, w));
        return builder.build();
    }

    /** Updates with given gradients and rates; the weights after each step. */
    private static float[][] run(
            float[] start,
            List<float[]> gradients,
            List<Double> rates,
            double momentum,
            double decay,
            Predicate<ParamSpec> decays,
            Optional<Double> clip) {
        Graph graph = graph(start.length);
        Weights weights = new Weights(Map.of("w", new Tensor(Shape.of(start.length), start.clone())), Map.of());
        float[][] after = new float[gradients.size()][];
        try (DjlNetwork network = DjlNetwork.open("cpu", graph, weights)) {
            Sgd sgd = new Sgd(network, momentum, decay, decays, clip);
            for (int i = 0; i < after.length; i++) {
                try (NDManager step = network.manager().newSubManager()) {
                    NDArray g = step.create(gradients.get(i));
                    try (GradientCollector collector =
                            Engine.getEngine("PyTorch").newGradientCollector()) {
                        collector.backward(network.train(graph, g, Norms.OF_BATCH, Precision.FP32)
                                .get(0)
                                .sum());
                    }
                    sgd.update(rates.get(i), 1, step);
                }
                after[i] = Objects.requireNonNull(network.params().get("w")).toFloatArray();
            }
        }
        return after;
    }

    @Test
    void withOneRateItEqualsTheReferenceProgram() {
        for (JsonNode oracle : Oracle.cases("optimizers")) {
            if (oracle.path("optimizer").asText().equals("sgd_momentum_wd")) {
                List<float[]> gradients =
                        oracle.path("grads").valueStream().map(Oracle::data).toList();
                double rate = oracle.path("lr").asDouble();
                float[][] found = run(
                        Oracle.data(oracle.path("weight_before")),
                        gradients,
                        gradients.stream().map(g -> rate).toList(),
                        oracle.path("momentum").asDouble(),
                        oracle.path("weight_decay").asDouble(),
                        p -> true,
                        Optional.empty());
                for (int i = 0; i < found.length; i++) {
                    float[] expected =
                            Oracle.data(oracle.path("weight_after_each_step").get(i));
                    assertThat(found[i]).containsExactly(expected, within(1e-5f));
                }
            }
        }
    }

    @Test
    void theRateIsInsideTheMomentumBuffer() {
        // m1 = 1 * 1 = 1, w = -1; m2 = 0.5 * 1 + 0.1 * 1 = 0.6, w = -1.6. The other form would give -1.15.
        float[][] found = run(
                new float[] {0},
                List.of(new float[] {1}, new float[] {1}),
                List.of(1.0, 0.1),
                0.5,
                0,
                p -> true,
                Optional.empty());
        assertThat(found[1][0]).isCloseTo(-1.6f, within(1e-6f));
    }

    @Test
    void withoutDecayOnBiasAndNormABiasWithoutGradientStays() {
        float[] zero = {0};
        Predicate<ParamSpec> noDecay = new NoDecay()::decays;
        assertThat(run(new float[] {2}, List.of(zero), List.of(0.1), 0.9, 0.5, noDecay, Optional.empty())[0][0])
                .isEqualTo(2);
        assertThat(run(new float[] {2}, List.of(zero), List.of(0.1), 0.9, 0.5, p -> true, Optional.empty())[0][0])
                .isCloseTo(1.9f, within(1e-6f));
    }

    @Test
    void clippingScalesTheWholeGradientToTheNormOnBothSides() {
        float[][] found = run(
                new float[] {0, 0}, List.of(new float[] {30, -40}), List.of(1.0), 0, 0, p -> true, Optional.of(5.0));
        assertThat(found[0]).containsExactly(new float[] {-3, 4}, within(1e-5f));
    }

    @Test
    void aGradientThatIsNotFiniteChangesNothing() {
        float[][] found = run(
                new float[] {1, 2},
                List.of(new float[] {Float.NaN, 1}),
                List.of(1.0),
                0,
                0,
                p -> true,
                Optional.empty());
        assertThat(Arrays.asList(found[0][0], found[0][1])).containsExactly(1f, 2f);
    }
}
