package io.freebies.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freebies.bench.report.LineChart.Point;
import io.freebies.failure.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingCurveTest {
    @TempDir
    private Path folder;

    private Path metrics(String text) throws IOException {
        return Files.writeString(folder.resolve("metrics.jsonl"), text);
    }

    @Test
    void shortCurvesAreKeptAsTheyAre() throws IOException {
        Path file = metrics("{\"step\": 0, \"loss\": 3}\n{\"step\": 1, \"loss\": 2}\n{\"epoch\": 1}\n");
        assertThat(TrainingCurve.read(file, "loss").points()).containsExactly(new Point(0, 3), new Point(1, 2));
    }

    @Test
    void longCurvesAreThinnedToMeans() throws IOException {
        Path file = metrics(IntStream.range(0, 300)
                .mapToObj(i -> "{\"step\": " + i + ", \"loss\": " + i % 2 + "}")
                .collect(Collectors.joining("\n")));
        assertThat(TrainingCurve.read(file, "loss").points()).hasSize(150).allMatch(p -> p.y() == 0.5);
    }

    @Test
    void absentFilesHaveNoPointsAndBrokenOnesAreNamed() throws IOException {
        assertThat(TrainingCurve.read(folder.resolve("none"), "loss").points()).isEmpty();
        Path broken = metrics("{\"step\": 0,");
        assertThatThrownBy(() -> TrainingCurve.read(broken, "loss"))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("metrics.jsonl");
    }
}
