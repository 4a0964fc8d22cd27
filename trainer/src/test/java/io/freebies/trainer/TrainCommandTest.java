package io.freebies.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.freebies.data.SyntheticDataset;
import io.freebies.failure.ExitCode;
import io.freebies.run.CommandLineMain;
import io.freebies.run.RunDirectory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("engine")
class TrainCommandTest {
    @TempDir
    static Path folder;

    private static Path data;

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeAll
    static void draw() {
        data = folder.resolve("data");
        SyntheticDataset.write(data, 12, 4, 1);
    }

    private ExitCode bof(String... arguments) {
        err.reset();
        PrintStream out = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        return new CommandLineMain(List.of(new TrainCommand()), out, new PrintStream(err, true, StandardCharsets.UTF_8))
                .run(arguments);
    }

    private String message() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private ExitCode train(Path run, String... more) {
        return train(data, run, more);
    }

    /** A short run of the bag of freebies on drawn pictures. */
    private ExitCode train(Path pictures, Path run, String... more) {
        List<String> arguments = new ArrayList<>(
                List.of("train", "--recipe", "yolov3-nano-bof", "--data", "voc:" + pictures, "--out", run.toString()));
        arguments.addAll(List.of(
                "--set",
                "schedule.epochs=3",
                "--set",
                "schedule.warmup_epochs=1",
                "--set",
                "model.input_size=64",
                "--set",
                "data.batch_size=4",
                "--set",
                "freebies.random_shapes={sizes: [64, 96], every_batches: 2}",
                "--set",
                "freebies.mixup.closing_epochs=1"));
        arguments.addAll(List.of(more));
        return bof(arguments.toArray(String[]::new));
    }

    private static byte[] bytes(Path run) throws IOException {
        return Files.readAllBytes(new RunDirectory(run).weights("last"));
    }

    @Test
    void theSameSeedGivesTheSameBytesWhateverTheNumberOfLoaderThreads() throws IOException {
        Path one = folder.resolve("one");
        Path three = folder.resolve("three");
        assertThat(train(one, "--loader-threads", "1")).as(message()).isEqualTo(ExitCode.OK);
        assertThat(train(three, "--loader-threads", "3")).isEqualTo(ExitCode.OK);
        assertThat(bytes(three)).isEqualTo(bytes(one));
        assertThat(Files.readAllLines(new RunDirectory(one).metrics())).hasSize(9);
        assertThat(new RunDirectory(one).probe()).isRegularFile();
    }

    @Test
    void aRecipeWithThreeMistakesGetsAllThree() throws IOException {
        Path recipe = folder.resolve("wrong.yaml");
        Files.writeString(recipe, """
                extends: yolov3-nano-baseline
                schedule: {epoch: 3}
                optimiser: {learning_rate: -1}
                freebies: {mixupp: {alpha: 1.5}}
                """);
        ExitCode code = bof("train", "--recipe", recipe.toString(), "--data", "voc:" + data);
        assertThat(code).isEqualTo(ExitCode.USAGE);
        assertThat(message())
                .contains("schedule.epoch: unknown key; did you mean 'epochs'?")
                .contains("optimiser.learning_rate: expected")
                .contains("freebies.mixupp: unknown key; did you mean 'mixup'?");
    }

    @Test
    void aFolderThatHoldsARunIsNotOverwritten() throws IOException {
        Path run = folder.resolve("held");
        Files.createDirectories(run);
        Files.writeString(run.resolve("recipe.yaml"), "mine");
        assertThat(train(run)).isEqualTo(ExitCode.USAGE);
        assertThat(message()).contains("is not empty");
        assertThat(run.resolve("recipe.yaml")).hasContent("mine");
    }

    @Test
    void aDeviceThatIsNotThereIsRefused() {
        assertThat(train(folder.resolve("gpu"), "--devices", "cpu,997")).isEqualTo(ExitCode.ENVIRONMENT);
        assertThat(message())
                .contains("CUDA device 997 is not there")
                .contains("--devices", "BOF_PROFILE=gpu", "pip install torch==2.7.1", "pytorch-native-cu124");
        assertThat(train(folder.resolve("tpu"), "--devices", "tpu")).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void aCorruptPictureIsRefusedBeforeTrainingAndLeftOutOnRequest() throws IOException {
        Path broken = folder.resolve("broken");
        SyntheticDataset.write(broken, 12, 4, 1);
        Path picture;
        try (var pictures = Files.list(broken.resolve("JPEGImages"))) {
            picture = pictures.filter(p -> p.getFileName().toString().startsWith("train"))
                    .findFirst()
                    .orElseThrow();
        }
        byte[] bytes = Files.readAllBytes(picture);
        Files.write(picture, Arrays.copyOf(bytes, bytes.length / 2));
        Path run = folder.resolve("from-broken");
        assertThat(train(broken, run)).isEqualTo(ExitCode.DATA);
        assertThat(message()).contains(picture.getFileName().toString()).contains("--skip-bad");
        assertThat(run).doesNotExist();
        assertThat(train(broken, run, "--skip-bad")).as(message()).isEqualTo(ExitCode.OK);
        assertThat(new RunDirectory(run).provenance())
                .content()
                .contains(picture.getFileName().toString());
    }

    @Test
    void theIdentityIsPrintedWithoutTrainingAlsoWhereARunIs() throws IOException {
        Path run = folder.resolve("identified");
        Files.createDirectories(run);
        Files.writeString(run.resolve("recipe.yaml"), "mine");
        assertThat(train(run, "--identity", "--epochs", "6")).as(message()).isEqualTo(ExitCode.OK);
        assertThat(run.resolve("recipe.yaml")).hasContent("mine");
        assertThat(new RunDirectory(run).weights("last")).doesNotExist();
    }

    @Test
    void withoutARecipeTheUsageSaysSo() {
        assertThat(bof("train", "--data", "voc:" + data)).isEqualTo(ExitCode.USAGE);
        assertThat(message()).contains("expected --recipe, such as yolov3-nano-bof");
    }
}
