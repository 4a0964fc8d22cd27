package io.freebies.trainer.djl;

import static org.assertj.core.api.Assertions.assertThat;

import io.freebies.run.Recipe.Precision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LossScaleTest {
    @ParameterizedTest
    @EnumSource(
            value = Precision.class,
            names = {"FP32", "BF16"})
    void whereTheRangeIsThatOf32BitsItIsOneAndNothingIsAnOverflow(Precision precision) {
        LossScale scale = new LossScale(precision);
        assertThat(scale.follow(false)).isFalse();
        assertThat(scale.follow(true)).isFalse();
        assertThat(scale.value()).isEqualTo(1);
        assertThat(scale.capture()).isEmpty();
    }

    @Test
    void overflowsHalveItUntilItIsOneAndThenAreNoneAnyMore() {
        LossScale scale = new LossScale(Precision.FP16);
        double expected = scale.value();
        while (scale.value() > 1) {
            assertThat(scale.follow(false)).isTrue();
            expected /= 2;
            assertThat(scale.value()).isEqualTo(expected);
        }
        assertThat(scale.follow(false)).isFalse();
        assertThat(scale.value()).isEqualTo(1);
    }

    @Test
    void twoThousandStepsInARowWithoutOneDoubleIt() {
        LossScale scale = new LossScale(Precision.FP16);
        double first = scale.value();
        follow(scale, 1999);
        scale.follow(false);
        follow(scale, 1999);
        assertThat(scale.value()).isEqualTo(first / 2);
        follow(scale, 1);
        assertThat(scale.value()).isEqualTo(first);
        follow(scale, 1999);
        assertThat(scale.value()).isEqualTo(first);
    }

    @Test
    void aRestoredOneGoesOnWhereItWas() {
        LossScale scale = new LossScale(Precision.FP16);
        scale.follow(false);
        follow(scale, 1500);
        LossScale restored = new LossScale(Precision.FP16);
        restored.restore(scale.capture());
        follow(restored, 500);
        assertThat(restored.value()).isEqualTo(2 * scale.value());
    }

    private static void follow(LossScale scale, int steps) {
        for (int i = 0; i < steps; i++) {
            assertThat(scale.follow(true)).isFalse();
        }
    }
}
