package io.freebies.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.freebies.image.IntervalPlot.Bar;
import io.freebies.image.IntervalPlot.Series;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opencv.core.Mat;

class IntervalPlotTest {
    @TempDir
    private Path folder;

    @Test
    void thereIsInkForEverySeriesAndRoomForEveryColumn() {
        Path file = folder.resolve("plot.png");
        List<Bar> bars = List.of(new Bar(1, 2, 3), new Bar(2, 2, 2));
        new IntervalPlot(
                        "A title",
                        List.of("one", "a name of several words"),
                        List.of(new Series("first", bars, true), new Series("second", bars, true)))
                .write(file);
        Mat picture = Pictures.read(file);
        assertThat(picture.cols()).isGreaterThan(2 * 130);
        byte[] pixels = Pictures.bytes(picture);
        int red = 0;
        for (int i = 0; i < pixels.length; i += 3) {
            red += (pixels[i] & 0xFF) > (pixels[i + 1] & 0xFF) + 80 ? 1 : 0;
        }
        assertThat(red).as("the second series' colour").isPositive();
        picture.release();
    }
}
