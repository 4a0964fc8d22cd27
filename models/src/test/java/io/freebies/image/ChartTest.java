package io.freebies.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.freebies.image.BarChart.Bar;
import io.freebies.image.BarChart.Legend;
import io.freebies.image.CurveChart.Curve;
import java.awt.Color;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opencv.core.Mat;

class ChartTest {
    private static final String LONG = "a name that goes on and on until there is no room for it in any chart";

    @TempDir
    Path folder;

    private static Bar bar(String name, double value, double whisker) {
        return new Bar(name, value, value - whisker, value + whisker, Color.BLUE);
    }

    /** Whatever is clipped reaches the border. */
    private void assertDrawnWithinThePaper(Path file) {
        Mat picture = Pictures.read(file);
        byte[] pixels = Pictures.bytes(picture);
        int width = picture.cols();
        int height = picture.rows();
        picture.release();
        int ink = 0;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                boolean isWhite = pixels[(y * width + x) * 3 + 1] == -1;
                ink += isWhite ? 0 : 1;
                boolean isBorder = x < 4 || y < 4 || x >= width - 4 || y >= height - 4;
                assertThat(isBorder && !isWhite).as("ink at " + x + ", " + y).isFalse();
            }
        }
        assertThat(ink).isGreaterThan(500);
    }

    @Test
    void barsOfAnySignAndNamesOfAnyLengthStayOnThePaper() {
        Path file = folder.resolve("bars.png");
        for (List<Bar> bars : List.of(
                List.of(bar("a", 5, 2), bar(LONG, -3, 4), bar("b", 0, 0)),
                List.of(bar("up", 1e-4, 0)),
                List.of(bar("down", -90, 10)),
                List.of(bar("nothing", 0, 0)),
                Collections.nCopies(80, bar("many", 3, 1)))) {
            new BarChart("title", bars, List.of(new Legend("key", Color.RED))).write(file);
            assertDrawnWithinThePaper(file);
        }
        new BarChart(LONG + LONG, List.of(bar("a", 1, 0)), List.of(new Legend(LONG + LONG, Color.RED))).write(file);
        assertDrawnWithinThePaper(file);
    }

    @Test
    void aBarIsAsLongAsItsValueAndOfItsColour() {
        Path file = folder.resolve("bars.png");
        new BarChart("title", List.of(bar("a", 10, 0), bar("b", 5, 0)), List.of()).write(file);
        Mat picture = Pictures.read(file);
        byte[] pixels = Pictures.bytes(picture);
        int width = picture.cols();
        picture.release();
        List<Integer> lengths = new ArrayList<>();
        for (int start = 0; start < pixels.length; start += 3 * width) {
            int row = start;
            int blue = (int) IntStream.range(0, width)
                    .map(x -> row + 3 * x)
                    .filter(i -> pixels[i] == 0 && pixels[i + 1] == 0 && pixels[i + 2] == -1)
                    .count();
            if (blue > 0) {
                lengths.add(blue);
            }
        }
        double longest = Collections.max(lengths);
        assertThat(Collections.min(lengths) / longest).isBetween(0.48, 0.52);
    }

    @Test
    void anyNumberOfCurvesStaysOnThePaper() {
        Path file = folder.resolve("curves.png");
        List<Double> x = List.of(0.0, 0.5, 1.0);
        for (int count : new int[] {0, 1, 3, 80}) {
            List<Curve> thin = IntStream.range(0, count)
                    .mapToObj(i -> new Curve(LONG, List.of(1.0, 0.01 * i, 0.0)))
                    .toList();
            new CurveChart("title", "x", "y", x, thin, List.of(new Curve("mean", List.of(1.0, 1.0, 1.0)))).write(file);
            assertDrawnWithinThePaper(file);
        }
    }
}
