package io.freebies.trainer.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.freebies.graph.DType;
import io.freebies.graph.Graph;
import io.freebies.graph.GraphBuilder;
import io.freebies.graph.Initialiser;
import io.freebies.graph.Op;
import io.freebies.graph.ParamSpec;
import io.freebies.graph.Shape;
import io.freebies.graph.Tensor;
import io.freebies.graph.Value;
import io.freebies.graph.Weights;
import io.freebies.trainer.freebie.Ema;
import io.freebies.trainer.freebie.Swa;
import io.freebies.trainer.schedule.Averaging;
import io.freebies.trainer.schedule.Epochs;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A network of one parameter that is set by hand after every step. */
@Tag("engine")
class AveragedWeightsTest {
    private static Graph graph() {
        GraphBuilder builder = new GraphBuilder("one");
        Value x = builder.input("x", DType.FLOAT32, Shape.of(2));
        Value w = builder.param("w", Shape.of(2), ParamSpec.Role.BIAS, new Initialiser.Fill(0));
        builder.output(builder.node("y", new Op.Mul(), x, w));
        return builder.build();
    }

    private static Weights weights(double first, double second) {
        return new Weights(Map.of("w", new Tensor(Shape.of(2), new float[] {(float) first, (float) second})), Map.of());
    }

    /** The weights of a step. */
    private static double at(int step) {
        return Math.sin(step) + 0.1 * step;
    }

    /** The average of the first parameter after so many steps; the second is always 1. */
    private static float average(Averaging averaging, int steps) {
        try (DjlNetwork network = DjlNetwork.open("cpu", graph(), weights(5, 1))) {
            AveragedWeights average = new AveragedWeights(network, averaging);
            for (int step = 0; step < steps; step++) {
                network.restore(weights(at(step), 1));
                average.follow(step);
                assertThat(network.weights()).isEqualTo(weights(at(step), 1));
            }
            float[] found = average.weights().get("w").data();
            assertThat((double) found[1]).isCloseTo(1, within(1e-6));
            return found[0];
        }
    }

    @Test
    void theMovingAverageFollowsItsFormula() {
        double expected = 5;
        for (int step = 0; step < 40; step++) {
            double d = 0.95 * (1 - Math.exp(-(step + 1) / 8.0));
            expected = d * expected + (1 - d) * at(step);
        }
        assertThat((double) average(new Ema(0.95, 8).averaging(), 40)).isCloseTo(expected, within(1e-5));
    }

    @Test
    void theRampForgetsTheFirstWeights() {
        // After 40 steps without a ramp 0.95^40 = 13 % of them would be left.
        float after = average(new Ema(0.95, 40).averaging(), 40);
        assertThat(Math.abs(after - at(39))).isLessThan(1.5);
        assertThat(new Ema(0.95, 40).averaging().share().applyAsDouble(0)).isGreaterThan(0.97);
    }

    @Test
    void theStochasticAverageIsTheMeanOverTheEndsOfTheLastEpochs() {
        Averaging swa = new Swa(3).averaging(new Epochs(4, 10, 0));
        double mean = (at(31) + at(35) + at(39)) / 3;
        assertThat((double) average(swa, 40)).isCloseTo(mean, within(1e-6));
        // Before the last epochs it is what the network began with.
        assertThat(average(swa, 31)).isEqualTo(5);
    }
}
