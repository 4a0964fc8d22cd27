package io.freebies.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.freebies.data.SyntheticDataset;
import io.freebies.run.RunDirectory;
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
    @TempDir
    Path folder;

    private Process train(RunDirectory run, Path said) throws IOException {
        Path data = folder.resolve("data");
        SyntheticDataset.write(data, 12, 4, 1);
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
                "voc:" + data,
                "--out",
                run.root().toString()));
        TinyRun.SETTINGS.forEach(setting -> command.addAll(List.of("--set", setting)));
        command.addAll(List.of("--set", "schedule.epochs=1000"));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
    }

    @Test
    @Timeout(120)
    void sigtermKeepsTheStateOfEveryStepMadeAndEndsWithTheSignalsStatus() throws IOException, InterruptedException {
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
        long step = new CheckpointFolder(run.checkpoints(), 3)
                .newest(line -> {})
                .orElseThrow()
                .step();
        assertThat(Files.readAllLines(run.metrics())).hasSize((int) step);
        assertThat(run.weightsKinds()).isEmpty();
    }
}
