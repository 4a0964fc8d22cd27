package io.freebies.trainer.freebie;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.freebies.trainer.loss.ClassTargets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LabelSmoothingTest {
    private static LabelSmoothing paper(double epsilon) {
        return new LabelSmoothing(Optional.empty(), Optional.of(epsilon));
    }

    private static double entropy(double p) {
        return p <= 0 || p >= 1 ? 0 : -p * Math.log(p) - (1 - p) * Math.log(1 - p);
    }

    private static double floor(ClassTargets targets, int classes) {
        return entropy(targets.own()) + (classes - 1) * entropy(targets.other());
    }

    @Test
    void targetsAreThoseOfEquation3() {
        ClassTargets targets = paper(0.1).targets(20);
        assertThat(targets.own()).isCloseTo(0.9 + 0.1 / 20, within(1e-12));
        assertThat(targets.other()).isCloseTo(0.1 / 20, within(1e-12));
    }

    @Test
    void noAnswerCanGoBelowTheEntropyOfTheTargets() {
        // The floor that tells in a log whether smoothing is active: 2.34 nat for targets 0.975 and 0.025 of 20
        // classes,
        // 5.38 nat for 0.9875 and 0.0125 of 80.
        assertThat(floor(new ClassTargets(0.975, 0.025), 20)).isCloseTo(2.34, within(0.005));
        assertThat(floor(new ClassTargets(0.9875, 0.0125), 80)).isCloseTo(5.38, within(0.005));
        assertThat(floor(paper(0.1).targets(20), 20)).isGreaterThan(0.5);
        assertThat(floor(ClassTargets.HARD, 20)).isZero();
    }

    @Test
    void softmaxFormSumsToOne() {
        ClassTargets targets = paper(0.3).targets(7);
        assertThat(targets.own() + 6 * targets.other()).isCloseTo(1, within(1e-12));
    }
}
