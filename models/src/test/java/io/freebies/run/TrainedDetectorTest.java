package io.freebies.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freebies.failure.ExitCode;
import io.freebies.failure.Failure;
import io.freebies.graph.Shape;
import io.freebies.graph.Tensor;
import io.freebies.graph.Weights;
import io.freebies.zoo.Detector;
import io.freebies.zoo.ModelZoo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainedDetectorTest {
    private static final Detector NANO =
            ModelZoo.detector(ModelZoo.defaultSpec("yolov3-nano", List.of("cat", "o'dog")));

    @TempDir
    private Path folder = Path.of("");

    private Path file() {
        return folder.resolve("w.safetensors");
    }

    private void assertRefused(String... parts) {
        assertThatThrownBy(() -> TrainedDetector.read(file()))
                .isInstanceOf(Failure.class)
                .hasMessageContainingAll(parts)
                .extracting(f -> ((Failure) f).exitCode())
                .isEqualTo(ExitCode.DATA);
    }

    @Test
    void readingGivesBackSpecTensorsAndProvenance() {
        TrainedDetector fresh = TrainedDetector.fresh(NANO, 5);
        Weights weights = fresh.weights().withMetadata(Map.of("provenance.seed", "5"));
        new TrainedDetector(NANO, weights).write(file());
        TrainedDetector found = TrainedDetector.read(file());
        assertThat(found.detector().spec()).isEqualTo(NANO.spec());
        assertThat(found.weights().tensors()).isEqualTo(weights.tensors());
        assertThat(found.weights().metadata())
                .containsEntry("provenance.seed", "5")
                .containsEntry("fingerprint", TrainedDetector.fingerprint(NANO));
    }

    @Test
    void freshWeightsFollowFromTheSeed() {
        assertThat(TrainedDetector.fresh(NANO, 5).weights())
                .isEqualTo(TrainedDetector.fresh(NANO, 5).weights())
                .isNotEqualTo(TrainedDetector.fresh(NANO, 6).weights());
    }

    @Test
    void everyMissingUnexpectedAndMisshapenTensorIsListed() {
        Map<String, Tensor> tensors =
                new LinkedHashMap<>(TrainedDetector.fresh(NANO, 1).weights().tensors());
        tensors.remove("backbone.stem.weight");
        tensors.remove("stride8.bias");
        tensors.put("backbone.stem.scale", Tensor.zeros(Shape.of(15)));
        tensors.put("extra", Tensor.zeros(Shape.of(1)));
        new TrainedDetector(NANO, new Weights(tensors, Map.of())).write(file());
        assertRefused(
                "4 problems",
                "missing backbone.stem.weight [16, 3, 3, 3]",
                "missing stride8.bias [21]",
                "backbone.stem.scale: expected [16], found [15]",
                "unexpected extra [1]");
    }

    @Test
    void aMissingBrokenOrForeignFileIsRefused() throws IOException {
        assertRefused("no such weights file");
        Files.writeString(file(), "what is this? certainly not weights");
        assertRefused("w.safetensors", "not a readable weights file");
        AtomicFile.write(
                file(), out -> io.freebies.graph.Safetensors.write(new Weights(Map.of(), Map.of("format", "pt")), out));
        assertRefused("expected 'detector' in its metadata");
    }
}
