package io.freebies.verifier.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freebies.box.Box;
import io.freebies.box.Detection;
import io.freebies.failure.ExitCode;
import io.freebies.failure.Failure;
import io.freebies.image.Pictures;
import io.freebies.verifier.TinyDetector;
import io.freebies.verifier.adapter.PreparedPicture;
import io.freebies.verifier.onnx.TinyOnnx;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("engine")
class OnnxDetectorTest {
    private static final List<String> CLASSES = List.of("cat", "dog");

    @TempDir
    Path folder;

    private Path picture(String name, int width, int height) {
        Path file = folder.resolve(name);
        Pictures.write(file, Pictures.of(new byte[width * height * 3], width, height));
        return file;
    }

    @Test
    void answersAreInPixelsOfTheOriginalPictureAndInsideIt() {
        for (Path model : List.of(
                TinyDetector.decoded(folder.resolve("d.onnx"), CLASSES),
                TinyDetector.suppressed(folder.resolve("n.onnx"), CLASSES))) {
            try (OnnxDetector detector = OnnxDetector.open(model, Provider.CPU, 1)) {
                PreparedPicture wide = detector.adapter().input().read(picture("wide.png", 64, 16));
                List<Detection> found = detector.detect(List.of(wide, wide)).get(1);
                assertThat(found)
                        .containsExactly(
                                new Detection(new Box(0, 0, 32, 16), 0, 0.9f),
                                new Detection(new Box(48, 12, 64, 16), 1, 0.6f));
            }
        }
    }

    @Test
    void theOrderOfPicturesSurvivesBatchesAndThreads() {
        Path model = TinyDetector.decoded(folder.resolve("d.onnx"), CLASSES);
        List<Path> files = new ArrayList<>();
        for (int i = 1; i <= 7; i++) {
            files.add(picture(i + ".png", 32 * i, 32));
        }
        List<Integer> done = new ArrayList<>();
        try (OnnxDetector detector = OnnxDetector.open(model, Provider.CPU, 1)) {
            DetectionRun run = DetectionRun.of(detector, files, 3, done::add);
            assertThat(run.detections().stream().map(d -> d.get(0).box().x2()))
                    .containsExactly(16.0, 32.0, 48.0, 64.0, 80.0, 96.0, 112.0);
            assertThat(run.seconds()).isPositive();
        }
        assertThat(done).containsExactly(3, 6, 7);
    }

    @Test
    void aBrokenPictureIsNamed() {
        Path model = TinyDetector.decoded(folder.resolve("d.onnx"), CLASSES);
        Path missing = folder.resolve("missing.png");
        try (OnnxDetector detector = OnnxDetector.open(model, Provider.CPU, 1)) {
            assertThatThrownBy(() -> DetectionRun.of(detector, List.of(missing), 2, done -> {}))
                    .isInstanceOf(Failure.class)
                    .hasMessageContaining("missing.png");
        }
    }

    private void assertRefused(Map<String, String> metadata, ExitCode code, String... mentions) {
        Path file = TinyOnnx.write(
                folder.resolve("x.onnx"),
                TinyOnnx.constant("output0", new long[] {1, 6, 1}, new float[6], TinyDetector.SIDE, metadata));
        assertThatThrownBy(() -> OnnxDetector.open(file, Provider.CPU, 1))
                .isInstanceOf(Failure.class)
                .hasMessageContainingAll(mentions)
                .satisfies(e -> assertThat(((Failure) e).exitCode()).isEqualTo(code));
    }

    @Test
    void filesWithoutOrWithUnusableMetadataAreRefused() {
        assertRefused(Map.of(), ExitCode.DATA, "found none", "write x.adapter.yaml");
        assertRefused(Map.of("freebies.profile", "decoded"), ExitCode.DATA, "freebies.spec");
        assertRefused(Map.of("freebies.profile", "best", "freebies.spec", "{}"), ExitCode.DATA, "'best'");
        assertRefused(Map.of("freebies.profile", "decoded", "freebies.spec", "{"), ExitCode.DATA, "broken JSON");
        assertRefused(TinyDetector.metadata("raw", CLASSES), ExitCode.USAGE, "--profile decoded");
    }

    @Test
    void anOutputThatDoesNotFitTheClassesIsRefused() {
        Path model = TinyDetector.decoded(folder.resolve("d.onnx"), List.of("cat", "dog", "bird"));
        try (OnnxDetector detector = OnnxDetector.open(model, Provider.CPU, 1)) {
            PreparedPicture picture = detector.adapter().input().read(picture("p.png", 32, 32));
            assertThatThrownBy(() -> detector.detect(List.of(picture)))
                    .isInstanceOf(Failure.class)
                    .hasMessageContainingAll("output0", "7", "[1, 6, 3]");
        }
    }
}
