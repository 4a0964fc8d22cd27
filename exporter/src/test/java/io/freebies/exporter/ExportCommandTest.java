package io.freebies.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import io.freebies.run.CommandLineMain;
import io.freebies.run.RunDirectory;
import io.freebies.run.TrainedDetector;
import io.freebies.zoo.ModelZoo;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportCommandTest {
    private static final List<String> FRESH =
            List.of("--model", "yolov3-nano", "--classes", "2", "--seed", "1", "--size", "64");

    @TempDir
    private Path folder = Path.of("");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(Object... arguments) {
        List<String> words = new ArrayList<>(List.of("export"));
        for (Object argument : arguments) {
            if (argument instanceof List<?> list) {
                list.forEach(word -> words.add(word.toString()));
            } else {
                words.add(argument.toString());
            }
        }
        PrintStream standard = new PrintStream(out, true, StandardCharsets.UTF_8);
        PrintStream error = new PrintStream(err, true, StandardCharsets.UTF_8);
        return new CommandLineMain(List.of(new ExportCommand()), standard, error)
                .run(words.toArray(String[]::new))
                .number();
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private static TrainedDetector nano(long seed) {
        return TrainedDetector.fresh(ModelZoo.detector(ModelZoo.defaultSpec("yolov3-nano", List.of("a", "b"))), seed);
    }

    @Test
    void freshWeightsAreExportedTheSameEachTime() {
        assertThat(run(FRESH, "--out", folder.resolve("a.onnx"))).isZero();
        assertThat(run(FRESH, "--out", folder.resolve("b.onnx"))).isZero();
        assertThat(folder.resolve("a.onnx")).hasSameBinaryContentAs(folder.resolve("b.onnx"));
        assertThat(out.toString(StandardCharsets.UTF_8).lines().toList().get(0))
                .matches(".*a\\.onnx: [\\d,]+ bytes, fingerprint [0-9a-f]{64}, 0 denormal weights set to zero");
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("next: bof eval " + folder.resolve("a.onnx"));
    }

    @Test
    void aRunIsExportedToItsPlaceFromTheWeightsAskedFor() throws IOException {
        RunDirectory directory = new RunDirectory(folder.resolve("r"));
        nano(1).write(directory.weights("last"));
        nano(2).write(directory.weights("best"));
        assertThat(run(directory.root())).isZero();
        byte[] last = Files.readAllBytes(directory.model());
        assertThat(run(directory.root(), "--weights", "best")).isZero();
        assertThat(Files.readAllBytes(directory.model())).isNotEqualTo(last);
        assertThat(run(directory.weights("last"), "--out", folder.resolve("f.onnx")))
                .isZero();
        assertThat(folder.resolve("f.onnx")).hasBinaryContent(last);
    }

    @Test
    void aCommandLineThatCannotBeMeantIsRefused() {
        Path model = folder.resolve("m.onnx");
        assertThat(run()).isEqualTo(2);
        assertThat(run(FRESH)).isEqualTo(2);
        assertThat(run(FRESH, "--out", model, "--profile", "boxes")).isEqualTo(2);
        assertThat(run(FRESH, "--out", model, "--weights", "best")).isEqualTo(2);
        assertThat(run(FRESH, "--out", model, "runs/x")).isEqualTo(2);
        assertThat(run("--model", "yolov9", "--classes", "2", "--seed", "1", "--out", model))
                .isEqualTo(2);
        assertThat(run("--model", "yolov3-nano", "--classes", "0", "--seed", "1", "--out", model))
                .isEqualTo(2);
        assertThat(run("--model", "yolov3-nano", "--classes", "2", "--out", model))
                .isEqualTo(2);
        assertThat(run("--model", "yolov3-nano", "--classes", "2", "--seed", "1", "--size", "100", "--out", model))
                .isEqualTo(2);
        assertThat(run(folder, "--seed", "3")).isEqualTo(2);
        assertThat(run(folder, "--weights", "worst")).isEqualTo(2);
        assertThat(run("a", "b", "--out", model)).isEqualTo(2);
        assertThat(err().lines()).hasSize(12).allMatch(line -> line.startsWith("bof export: "));
        assertThat(model).doesNotExist();
    }

    @Test
    void weightsThatAreMissingOrBrokenAreRefusedAndNothingIsWritten() throws IOException {
        Path model = folder.resolve("m.onnx");
        assertThat(run(folder.resolve("none"), "--out", model)).isEqualTo(3);
        assertThat(run(folder.resolve("none"))).as("as much as with --out").isEqualTo(3);
        assertThat(run(folder)).isEqualTo(3);
        Path weights = Files.writeString(folder.resolve("w.safetensors"), "not weights at all");
        assertThat(run(weights, "--out", model)).isEqualTo(3);
        TrainedDetector broken = nano(1);
        broken.weights().get("stride8.bias").data()[0] = Float.NaN;
        broken.write(weights);
        assertThat(run(weights, "--out", model)).isEqualTo(3);
        assertThat(err()).contains("stride8.bias (1 of 21)");
        assertThat(model).doesNotExist();
    }

    @Test
    void aPlaceThatCannotBeWrittenIsAnEnvironmentFailure() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "x");
        assertThat(run(FRESH, "--out", file.resolve("m.onnx"))).isEqualTo(4);
        assertThat(err()).contains("cannot write");
    }
}
