package io.freebies.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freebies.data.ClassifiedData;
import io.freebies.failure.Failure;
import io.freebies.run.RunDirectory;
import io.freebies.trainer.djl.Devices;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A pre-training that was cut off goes on to the same bytes. */
@Tag("engine")
class PretrainResumeTest {
    @TempDir
    Path folder;

    private boolean start(String run, boolean resume, String seed, BooleanSupplier stop) {
        PretrainRecipe recipe = PretrainCommand.reader()
                .read(
                        PretrainRecipe.class,
                        "nano-pretrain-mixup",
                        List.of("model.input_size=32", "data.batch_size=6", "schedule.epochs=2"));
        return new Pretraining(
                        recipe,
                        ClassifiedData.open(
                                "synth-classes:classes=4,images=24,test=8,seed=" + seed, OptionalDouble.empty()),
                        0,
                        new RunDirectory(folder.resolve(run)),
                        new TrainingOptions(Devices.CPU, 2, 3, 0, false),
                        new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8))
                .start(resume, stop);
    }

    private Path backbone(String run) {
        return new RunDirectory(folder.resolve(run)).weights("backbone");
    }

    @Test
    void stoppedAgainAndAgainItGoesOnToTheSameBytes() {
        assertThat(start("whole", false, "3", () -> false)).isTrue();
        int pieces = 1;
        while (!start("pieces", true, "3", TinyRun.after(3))) {
            assertThat(backbone("pieces")).doesNotExist();
            pieces++;
        }
        assertThat(pieces).isGreaterThan(2);
        assertThat(backbone("pieces")).hasSameBinaryContentAs(backbone("whole"));
    }

    @Test
    void otherPicturesAreRefused() {
        start("cut", false, "3", TinyRun.after(2));
        assertThatThrownBy(() -> start("cut", true, "4", () -> false))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("picture synth-classes:classes=4,images=24,test=8,seed=3: gone");
    }
}
