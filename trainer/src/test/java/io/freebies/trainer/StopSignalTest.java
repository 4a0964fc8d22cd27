package io.freebies.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.freebies.data.SyntheticDataset;
import io.freebies.run.RunDirectory;
import io.freebies.trainer.checkpoint.Checkpoint;
import io.freebies.trainer.checkpoint.CheckpointFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real process and a real signal. */
@Tag("engine")
class StopSignalTest {
    private static final String ENDLESS = "schedule.epochs=1000";

    @TempDir
    Path folder;

    private Path data() {
        return folder.resolve("data");
    }

    private Process train(RunDirectory run, Path said) throws IOException {
        SyntheticDataset.write(data(), 12, 4, 1);
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "-Dai.djl.offline=true",
                "-Dai.djl.pytorch.num_threads=1",
                TrainerMain.class.getName(),
                "train",
                "--recipe",
                "yolov3-nano-bof",
                "--data",
                "voc:" + data(),
                "--out",
                run.root().toString()));
        TinyRun.SETTINGS.forEach(setting -> command.addAll(List.of("--set", setting)));
        command.addAll(List.of("--set", ENDLESS));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
    }

    @Test
    @Timeout(120)
    void sigtermKeepsTheStateOfEveryStepMadeEndsWithTheSignalsStatusAndTheRunGoesOnExactly()
            throws IOException, InterruptedException {
        RunDirectory run = new RunDirectory(folder.resolve("run"));
        Path said = folder.resolve("said");
        Process process = train(run, said);
        while (!Files.exists(run.checkpoints().resolve("step-000000006.safetensors"))) {
            assertThat(process.isAlive()).as(Files.readString(said)).isTrue();
            Thread.sleep(50);
        }
        process.destroy();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(128 + 15);
        assertThat(said).content().contains("stopped by a signal").contains("--resume");
        Checkpoint kept = newest(run);
        assertThat(Files.readAllLines(run.metrics())).hasSize((int) kept.step());
        assertThat(run.weightsKinds()).isEmpty();

        // Three steps on, it is where a run is that nobody stopped.
        TinyRun rest = new TinyRun(data(), run.root());
        assertThat(rest.start(true, TinyRun.after(3), ENDLESS)).isFalse();
        TinyRun unbroken = new TinyRun(data(), folder.resolve("unbroken"));
        unbroken.start(false, TinyRun.after((int) kept.step() + 3), ENDLESS);
        assertThat(newest(run)).isEqualTo(newest(unbroken.run()));
        assertThat(newest(run).step()).isEqualTo(kept.step() + 3);
    }

    private static Checkpoint newest(RunDirectory run) {
        return new CheckpointFolder(run.checkpoints(), 3).newest(line -> {}).orElseThrow();
    }
}
