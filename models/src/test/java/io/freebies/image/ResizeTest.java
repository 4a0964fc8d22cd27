package io.freebies.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.opencv.core.Mat;
import org.opencv.imgproc.Imgproc;

class ResizeTest {
    @ParameterizedTest
    @CsvSource({"20, 30", "5, 6", "20, 6", "10, 8", "10, 30"})
    void theSizeIsExactlyTheOneAskedFor(int width, int height) {
        Mat resized = Resize.to(Pictures.of(new byte[10 * 8 * 3], 10, 8), width, height);
        assertThat(resized.cols()).isEqualTo(width);
        assertThat(resized.rows()).isEqualTo(height);
    }

    @Test
    void interpolationIsBicubicWhenBothGrowAreaWhenBothShrinkElseBilinear() {
        assertThat(Resize.interpolation(10, 10, 11, 11)).isEqualTo(Imgproc.INTER_CUBIC);
        assertThat(Resize.interpolation(10, 10, 9, 9)).isEqualTo(Imgproc.INTER_AREA);
        assertThat(Resize.interpolation(10, 10, 9, 11)).isEqualTo(Imgproc.INTER_LINEAR);
        assertThat(Resize.interpolation(10, 10, 10, 11)).isEqualTo(Imgproc.INTER_LINEAR);
    }

    @Test
    void shrinkingAverages() {
        byte[] checks = new byte[4 * 4 * 3];
        for (int i = 0; i < 16; i++) {
            Arrays.fill(checks, 3 * i, 3 * i + 3, (byte) ((i + i / 4) % 2 == 0 ? 200 : 0));
        }
        assertThat(Pictures.bytes(Resize.to(Pictures.of(checks, 4, 4), 2, 2))).containsOnly((byte) 100);
    }
}
