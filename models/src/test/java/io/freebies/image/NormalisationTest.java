package io.freebies.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.FloatBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.opencv.core.Mat;

class NormalisationTest {
    private final byte[] pixels = {0, 51, (byte) 255, 102, (byte) 204, 1};
    private final Mat picture = Pictures.of(pixels, 2, 1);

    @Test
    void theLayoutIsPlanesOfRedGreenBlue() {
        assertThat(Normalisation.UNIT.toTensor(picture))
                .containsExactly(new float[] {0, 0.4f, 0.2f, 0.8f, 1, 1 / 255f}, within(1e-7f));
    }

    @Test
    void meanIsSubtractedAndStdDividesAfterScaling() {
        Normalisation normalisation = new Normalisation(1 / 255.0, List.of(0.5, 0.2, 0.0), List.of(0.5, 1.0, 0.1));
        assertThat(normalisation.toTensor(picture))
                .containsExactly(new float[] {-1, -0.2f, 0, 0.6f, 10, 10 / 255f}, within(1e-6f));
    }

    @Test
    void aBatchHoldsEachTensorAtItsOffset() {
        FloatBuffer batch = FloatBuffer.allocate(12);
        Normalisation.UNIT.toTensor(picture, batch, 6);
        assertThat(batch.position()).isZero();
        assertThat(batch.get(5)).isZero();
        assertThat(batch.get(10)).isOne();
    }

    @Test
    void aDivisionByZeroIsRefused() {
        assertThatThrownBy(() -> new Normalisation(1, List.of(0.0, 0.0, 0.0), List.of(1.0, 0.0, 1.0)))
                .hasMessageContaining("std without 0");
    }
}
