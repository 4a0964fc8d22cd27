package io.freebies.trainer.freebie;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.freebies.trainer.freebie.LabelSmoothing.Form;
import io.freebies.trainer.loss.ClassTargets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LabelSmoothingTest {
    private static final LabelSmoothing REFERENCE = new LabelSmoothing(Optional.of(Form.REFERENCE), Optional.empty());

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
    void theReferencesFormIsAnOverOfClassesAtMostAnOverOfForty() {
        assertThat(REFERENCE.targets(20)).isEqualTo(new ClassTargets(0.975, 0.025));
        assertThat(REFERENCE.targets(80)).isEqualTo(new ClassTargets(0.9875, 0.0125));
        assertThat(REFERENCE.targets(3)).isEqualTo(new ClassTargets(0.975, 0.025));
    }

    @Test
    void noAnswerCanGoBelowTheEntropyOfTheTargets() {
        // The floors that tell in a log whether smoothing is active (reference B.4).
        assertThat(floor(REFERENCE.targets(20), 20)).isCloseTo(2.34, within(0.005));
        assertThat(floor(REFERENCE.targets(80), 80)).isCloseTo(5.38, within(0.005));
        assertThat(floor(paper(0.1).targets(20), 20)).isCloseTo(0.912, within(0.0005));
        assertThat(floor(ClassTargets.HARD, 20)).isZero();
    }

    @Test
    void anEpsilonWhereTheFormHasNoneAndNoneWhereItHasOneAreRefused() {
        assertThatThrownBy(() -> new LabelSmoothing(Optional.of(Form.REFERENCE), Optional.of(0.1)))
                .hasMessageContaining("takes no epsilon");
        assertThatThrownBy(() -> new LabelSmoothing(Optional.empty(), Optional.empty()))
                .hasMessageContaining("expected epsilon");
    }

    @Test
    void softmaxFormSumsToOne() {
        ClassTargets targets = paper(0.3).targets(7);
        assertThat(targets.own() + 6 * targets.other()).isCloseTo(1, within(1e-12));
    }
}
