package io.freebies.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.freebies.failure.ExitCode;
import io.freebies.failure.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsFileTest {
    @TempDir
    Path folder;

    private Path file = Path.of("");

    @BeforeEach
    void place() {
        file = folder.resolve("metrics.jsonl");
    }

    private static List<String> lines(long from, long to) {
        return LongStream.range(from, to).mapToObj(s -> "{\"step\":" + s + "}").toList();
    }

    /** What a run leaves that goes from one step to another. */
    private boolean run(long from, long to) {
        try (MetricsFile metrics = new MetricsFile(file)) {
            boolean complete = metrics.startAt(from);
            LongStream.range(from, to).forEach(step -> metrics.write(Map.of("step", step)));
            return complete;
        }
    }

    @Test
    void aRunThatGoesOnLeavesEveryStepOnce() throws IOException {
        assertThat(run(0, 30_000)).isTrue();
        for (long from : List.of(25_000L, 17L, 1L, 0L)) {
            assertThat(run(from, from + 5)).isTrue();
            assertThat(Files.readAllLines(file)).isEqualTo(lines(0, from + 5));
        }
    }

    @Test
    void aLineThatWasNotFinishedIsCutOff() throws IOException {
        run(0, 4);
        Files.writeString(file, Files.readString(file) + "{\"step\":4,\"lo");
        assertThat(run(4, 6)).isTrue();
        assertThat(Files.readAllLines(file)).isEqualTo(lines(0, 6));
    }

    @Test
    void linesThatAreMissingAreNoticed() throws IOException {
        run(0, 3);
        assertThat(run(5, 6)).isFalse();
        assertThat(Files.readAllLines(file))
                .containsExactly("{\"step\":0}", "{\"step\":1}", "{\"step\":2}", "{\"step\":5}");
    }

    @Test
    void linesAreCutOffWhileTheFileIsBeingWritten() throws IOException {
        try (MetricsFile metrics = new MetricsFile(file)) {
            metrics.startAt(0);
            LongStream.range(0, 9).forEach(step -> metrics.write(Map.of("step", step)));
            assertThat(metrics.startAt(6)).isTrue();
            metrics.write(Map.of("step", 6));
            metrics.sync();
            assertThat(Files.readAllLines(file)).isEqualTo(lines(0, 7));
        }
    }

    @Test
    void aFullDiskIsAnEnvironmentFailure() throws IOException {
        assumeTrue(Files.exists(Path.of("/dev/full")), "needs the device that is always full");
        Files.createSymbolicLink(file, Path.of("/dev/full"));
        assertThatThrownBy(() -> {
                    try (MetricsFile metrics = new MetricsFile(file)) {
                        metrics.write(Map.of("step", 0));
                        metrics.sync();
                    }
                })
                .isInstanceOfSatisfying(
                        Failure.class, f -> assertThat(f.exitCode()).isEqualTo(ExitCode.ENVIRONMENT))
                .hasMessageContaining("metrics.jsonl");
    }
}
