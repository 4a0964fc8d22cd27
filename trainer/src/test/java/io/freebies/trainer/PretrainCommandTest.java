package io.freebies.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.freebies.data.SyntheticDataset;
import io.freebies.failure.ExitCode;
import io.freebies.graph.Safetensors;
import io.freebies.graph.Tensor;
import io.freebies.graph.Weights;
import io.freebies.run.CommandLineMain;
import io.freebies.run.RunDirectory;
import io.freebies.zoo.ModelZoo;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("engine")
class PretrainCommandTest {
    private static final String DATA = "synth-classes:classes=4,images=24,test=8,seed=3";

    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private ExitCode bof(String... arguments) {
        return new CommandLineMain(
                        List.of(new PretrainCommand(), new TrainCommand()),
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8))
                .run(arguments);
    }

    private String message() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private ExitCode pretrain(String recipe, Path run, String... more) {
        List<String> arguments = new ArrayList<>(List.of("pretrain", "--recipe", recipe, "--out", run.toString()));
        arguments.addAll(List.of("--set", "model.input_size=32", "--set", "data.batch_size=6"));
        arguments.addAll(List.of("--set", "schedule.epochs=2"));
        arguments.addAll(List.of(more));
        return bof(arguments.toArray(String[]::new));
    }

    private Weights backbone(String run) throws IOException {
        return Safetensors.read(new RunDirectory(folder.resolve(run)).weights("backbone"));
    }

    @Test
    void whatItLeavesIsTheBackboneAndWhereItComesFrom() throws IOException {
        assertThat(pretrain("nano-pretrain-mixup", folder.resolve("one"), "--data", DATA))
                .as(message())
                .isEqualTo(ExitCode.OK);
        Weights backbone = backbone("one");
        assertThat(backbone.mismatches(ModelZoo.backbone("yolov3-nano", 64))).isEmpty();
        assertThat(backbone.metadata())
                .containsEntry("backbone", "yolov3-nano")
                .containsEntry("provenance.data", DATA)
                .containsKeys("provenance.recipe_sha256", "provenance.held_out_accuracy", "provenance.engine");
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("accuracy on 8 held-out pictures of 4 classes");
    }

    @Test
    void theSameSeedGivesTheSameBytesWhateverTheNumberOfLoaderThreadsAndMixupGivesOthers() throws IOException {
        pretrain("nano-pretrain", folder.resolve("one"), "--data", DATA, "--loader-threads", "1");
        pretrain("nano-pretrain", folder.resolve("three"), "--data", DATA, "--loader-threads", "3");
        pretrain("nano-pretrain-mixup", folder.resolve("mixup"), "--data", DATA);
        assertThat(new RunDirectory(folder.resolve("three")).weights("backbone"))
                .hasSameBinaryContentAs(new RunDirectory(folder.resolve("one")).weights("backbone"));
        assertThat(backbone("mixup").sha256()).isNotEqualTo(backbone("one").sha256());
    }

    @Test
    void aDetectorStartsFromItAndSaysSo() throws IOException {
        Path data = folder.resolve("data");
        SyntheticDataset.write(data, 12, 4, 1);
        pretrain("nano-pretrain", folder.resolve("one"), "--data", DATA);
        Path file = new RunDirectory(folder.resolve("one")).weights("backbone");
        assertThat(train(data, file, "run")).as(message()).isEqualTo(ExitCode.OK);
        Weights trained = Safetensors.read(new RunDirectory(folder.resolve("run")).weights("last"));
        assertThat(trained.metadata())
                .containsEntry("provenance.init_sha256", backbone("one").sha256());
        // At this rate next to nothing is learned: what was taken over is still there.
        String kernel = "backbone.stem.weight";
        assertThat(trained.get(kernel).data())
                .containsExactly(backbone("one").get(kernel).data(), within(1e-4f));
    }

    private ExitCode train(Path data, Path init, String run) {
        List<String> arguments = new ArrayList<>(List.of("train", "--recipe", "yolov3-nano-baseline"));
        arguments.addAll(
                List.of("--data", "voc:" + data, "--out", folder.resolve(run).toString()));
        for (String set : List.of(
                "schedule.epochs=1",
                "model.input_size=64",
                "model.init=" + init,
                "optimiser.learning_rate=1e-9",
                "data.batch_size=4")) {
            arguments.addAll(List.of("--set", set));
        }
        return bof(arguments.toArray(String[]::new));
    }

    @Test
    void weightsThatDoNotFitAreRefusedWithEveryName() throws IOException {
        Path data = folder.resolve("data");
        SyntheticDataset.write(data, 12, 4, 1);
        pretrain("nano-pretrain", folder.resolve("one"), "--data", DATA);
        Map<String, Tensor> tensors = new LinkedHashMap<>(backbone("one").tensors());
        tensors.put("backbone.surplus", Tensor.zeros(io.freebies.graph.Shape.of(2)));
        tensors.put("backbone.stem.scale", Tensor.zeros(io.freebies.graph.Shape.of(2)));
        tensors.remove("backbone.stem.weight");
        Path other = folder.resolve("other.safetensors");
        new PretrainedBackbone(new Weights(tensors, Map.of())).write(other);
        assertThat(train(data, other, "refused")).isEqualTo(ExitCode.DATA);
        assertThat(message())
                .contains(
                        "does not fit the backbone of yolov3-nano: 3 problems",
                        "missing backbone.stem.weight",
                        "backbone.stem.scale: expected",
                        "unexpected backbone.surplus");
        assertThat(train(data, Path.of("shipped:nan"), "misspelt")).isEqualTo(ExitCode.USAGE);
        assertThat(message()).contains("model.init: expected shipped: and one of nano, nano-mixup");
    }

    @Test
    void anImageFolderTrainsAndAWrongRecipeGetsAllItsMistakes() throws IOException {
        Path pictures = folder.resolve("pictures");
        for (int i = 0; i < 12; i++) {
            Path ofClass = Files.createDirectories(pictures.resolve("class" + i % 2));
            var picture = io.freebies.image.Pictures.of(new byte[40 * 30 * 3], 40, 30);
            io.freebies.image.Pictures.write(ofClass.resolve(i + ".png"), picture);
        }
        assertThat(pretrain("nano-pretrain", folder.resolve("folder"), "--data", "images:" + pictures))
                .as(message())
                .isEqualTo(ExitCode.OK);
        ExitCode code = pretrain(
                "nano-pretrain",
                folder.resolve("wrong"),
                "--data",
                DATA,
                "--set",
                "freebies.mixupp={alpha: 0.2}",
                "--set",
                "model.anchors=[]");
        assertThat(code).isEqualTo(ExitCode.USAGE);
        assertThat(message())
                .contains("freebies.mixupp: unknown key; did you mean 'mixup'?", "model.anchors: unknown key");
    }
}
