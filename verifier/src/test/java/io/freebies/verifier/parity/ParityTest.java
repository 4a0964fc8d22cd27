package io.freebies.verifier.parity;

import static org.assertj.core.api.Assertions.assertThat;

import io.freebies.graph.Shape;
import io.freebies.graph.Tensor;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ParityTest {
    /** Two pictures, one class, three predictions: boxes of 400 pixels, scores of 0.5. */
    private static Tensor answer() {
        float[] data = new float[2 * 5 * 3];
        for (int i = 0; i < data.length; i++) {
            data[i] = i / 3 % 5 < 4 ? 400 : 0.5f;
        }
        return new Tensor(Shape.of(2, 5, 3), data);
    }

    private static Tensor with(int index, float value) {
        float[] data = Arrays.copyOf(answer().data(), answer().data().length);
        data[index] = value;
        return new Tensor(Shape.of(2, 5, 3), data);
    }

    @Test
    void anAnswerEqualsItself() {
        assertThat(Parity.of(answer(), answer())).isEqualTo(new Parity(0, 0));
        assertThat(Parity.of(answer(), answer()).holds()).isTrue();
    }

    @Test
    void roundingPassesAndAWrongBoxFails() {
        assertThat(Parity.of(answer(), with(15, 400.01f)).holds()).isTrue();
        assertThat(Parity.of(answer(), with(15, 400.1f)).holds()).isFalse();
    }

    @Test
    void aWrongScoreDoesNotHideBehindTheSizeOfBoxes() {
        assertThat(Parity.of(answer(), with(29, 0.501f)).holds()).isFalse();
    }

    @Test
    void notANumberNeverHolds() {
        assertThat(Parity.of(answer(), with(12, Float.NaN)).holds()).isFalse();
        assertThat(Parity.of(with(0, Float.NaN), answer()).holds()).isFalse();
        assertThat(Parity.of(with(0, Float.POSITIVE_INFINITY), with(0, Float.POSITIVE_INFINITY))
                        .holds())
                .isFalse();
    }
}
