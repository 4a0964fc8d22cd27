package io.freebies.verifier.parity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class DeviationTest {
    private static float[] answer() {
        float[] numbers = new float[30];
        Arrays.fill(numbers, 400);
        return numbers;
    }

    private static Deviation with(float value) {
        float[] numbers = answer();
        numbers[29] = value;
        return Deviation.of(answer(), numbers);
    }

    @Test
    void anAnswerEqualsItself() {
        assertThat(Deviation.of(answer(), answer())).isEqualTo(new Deviation(0, 400));
        assertThat(Deviation.of(answer(), answer()).holds()).isTrue();
        assertThat(Deviation.NONE.holds()).isTrue();
    }

    @Test
    void roundingHoldsAndAWrongNumberDoesNot() {
        assertThat(with(400.01f).holds()).isTrue();
        assertThat(with(400.1f).holds()).isFalse();
    }

    @Test
    void whatIsNotFiniteNeverHolds() {
        for (float broken : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
            assertThat(with(broken).holds()).isFalse();
            float[] expected = answer();
            expected[3] = broken;
            assertThat(Deviation.of(expected, answer()).holds()).isFalse();
            assertThat(Deviation.of(expected, expected).holds()).isFalse();
            assertThat(with(broken).and(Deviation.NONE).holds()).isFalse();
            assertThat(Deviation.NONE.and(with(broken)).holds()).isFalse();
        }
        assertThat(Deviation.INCOMPARABLE.holds()).isFalse();
    }

    @Test
    void roundingAroundZeroHolds() {
        assertThat(Deviation.of(new float[1], new float[] {1e-12f}).holds()).isTrue();
        assertThat(Deviation.of(new float[1], new float[] {1e-3f}).holds()).isFalse();
    }
}
