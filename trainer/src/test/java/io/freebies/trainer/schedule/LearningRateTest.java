package io.freebies.trainer.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.freebies.trainer.freebie.Cosine;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LearningRateTest {
    private final Epochs epochs = new Epochs(10, 20, 2);
    private final LearningRate step = new WarmUp(epochs, 0.1, new StepDecay(epochs, 0.1, List.of(16, 18), 0.1));
    private final LearningRate cosine = new WarmUp(epochs, 0.1, new Cosine(0).schedule(epochs, 0.1));

    @Test
    void warmUpRisesInEqualStepsToTheBase() {
        for (LearningRate rate : List.of(step, cosine)) {
            for (int s = 0; s < 20; s++) {
                assertThat(rate.at(s)).isCloseTo(0.1 * (s + 1) / 20, within(1e-12));
            }
        }
    }

    @Test
    void stepsDecayAtTheStartOfTheirEpochsCountedFromTheStartOfTheRun() {
        assertThat(step.at(159)).isCloseTo(0.1, within(1e-12));
        assertThat(step.at(160)).isCloseTo(0.01, within(1e-12));
        assertThat(step.at(179)).isCloseTo(0.01, within(1e-12));
        assertThat(step.at(180)).isCloseTo(0.001, within(1e-12));
    }

    @Test
    void cosineFallsFromTheBaseToTheFinalRateAndIsHalfwayInTheMiddle() {
        assertThat(cosine.at(20)).isCloseTo(0.1, within(1e-12));
        assertThat(cosine.at(199)).isCloseTo(0, within(1e-12));
        assertThat(cosine.at(109) + cosine.at(110)).isCloseTo(0.1, within(1e-9));
        double[] rates = LongStream.range(20, 200).mapToDouble(cosine::at).toArray();
        for (int i = 1; i < rates.length; i++) {
            assertThat(rates[i]).isLessThan(rates[i - 1]);
        }
    }

    @Test
    void aRunWithoutWarmUpStartsAtTheBase() {
        Epochs none = new Epochs(10, 20, 0);
        assertThat(new WarmUp(none, 0.1, new StepDecay(none, 0.1, List.of(), 0.1)).at(0))
                .isEqualTo(0.1);
    }
}
