package io.freebies.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freebies.data.SyntheticDataset;
import io.freebies.failure.ExitCode;
import io.freebies.failure.Failure;
import io.freebies.trainer.checkpoint.Checkpoint;
import io.freebies.trainer.djl.Devices;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens when a loss or gradient is not finite. */
@Tag("engine")
class RollbackTest {
    private static final String[] EXPLODES = {
        "optimiser.learning_rate=6.25", "optimiser.clip_norm=null", "schedule.warmup_epochs=0", "freebies.cosine=null"
    };

    @TempDir
    static Path folder;

    private static Path data;

    @BeforeAll
    static void draw() {
        data = folder.resolve("data");
        SyntheticDataset.write(data, 12, 4, 1);
    }

    private static TinyRun run(String name, boolean rollback) {
        return new TinyRun(data, folder.resolve(name), new TrainingOptions(Devices.CPU, 2, 500, 0, rollback));
    }

    @Test
    void itStopsNamingTermStepRateAndEveryPictureAndKeepsTheCheckpoint() throws IOException {
        TinyRun run = run("stops", false);
        assertThatThrownBy(() -> run.start(false, EXPLODES))
                .isInstanceOfSatisfying(
                        Failure.class, f -> assertThat(f.exitCode()).isEqualTo(ExitCode.CHECK_FAILED))
                .hasMessageMatching(
                        "(?s)training diverged: the .* is (NaN|-?Infinity).* at step \\d+ \\(epoch \\d+, learning"
                                + " rate 6\\.25, pictures train_0.*")
                .hasMessageContaining("the last checkpoint is kept");
        try (var checkpoints = Files.list(run.run().checkpoints())) {
            assertThat(checkpoints).isNotEmpty();
        }
        assertThat(run.run().weightsKinds()).isEmpty();
    }

    @Test
    void itGoesBackAtALowerRateSaysSoAndIsDone() throws IOException {
        TinyRun run = run("back", true);
        assertThat(run.start(false, EXPLODES)).isTrue();
        assertThat(run.message()).contains("at 0.5 of the planned rate");
        assertThat(Files.readAllLines(run.run().metrics())).hasSize(9);

        // Cut off anywhere, also between going back and the next checkpoint, it goes on to the same bytes.
        TinyRun cut = run("back-cut", true);
        int pieces = 1;
        while (!cut.start(true, TinyRun.after(3), EXPLODES)) {
            pieces++;
        }
        assertThat(pieces).isGreaterThan(3);
        for (String kind : run.run().weightsKinds()) {
            assertThat(cut.run().weights(kind)).hasSameBinaryContentAs(run.run().weights(kind));
        }
    }

    @Test
    void itGivesUpWhereNoRateHelps() throws IOException {
        TinyRun run = run("hopeless", true);
        run.start(false, TinyRun.after(0));
        Path file = run.run().checkpoints().resolve("step-000000000.safetensors");
        Checkpoint first = Checkpoint.read(file);
        first.state()
                .forEach((part, tensors) -> tensors.values().forEach(tensor -> {
                    for (int i = 0; i < tensor.data().length; i++) {
                        tensor.data()[i] *= 1e30f;
                    }
                }));
        first.write(file);
        assertThatThrownBy(() -> run.start(true))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("at step 0")
                .hasMessageContaining("going back 10 times did not help");
    }
}
