package io.freebies.verifier.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freebies.box.Box;
import io.freebies.box.Detection;
import io.freebies.box.NmsSettings;
import io.freebies.failure.ExitCode;
import io.freebies.failure.Failure;
import io.freebies.verifier.TinyDetector;
import io.freebies.verifier.onnx.OnnxFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdaptersTest {
    private static final List<Detection> SEEN =
            List.of(new Detection(new Box(4, 4, 20, 12), 1, 0.9), new Detection(new Box(18, 10, 30, 30), 0, 0.6));

    @TempDir
    Path folder;

    private OnnxFile model(AnswerLayout layout, Map<String, String> metadata) {
        return OnnxFile.read(TinyForeign.write(folder.resolve("m.onnx"), layout, SEEN, 2, metadata));
    }

    private static Adapter find(OnnxFile model) {
        return Adapters.of(model, Optional.empty());
    }

    @Test
    void ultralyticsMetadataSufficeWhereTheExtentsLeaveNoDoubt() {
        Map<String, String> metadata = Map.of("names", "{0: 'cat', 1: \"dog's\"}", "imgsz", "[32, 32]", "stride", "32");
        for (AnswerLayout layout : List.of(AnswerLayout.ULTRALYTICS, AnswerLayout.YOLOV5, AnswerLayout.DETECTIONS)) {
            Adapter adapter = find(model(layout, metadata));
            assertThat(adapter.answer().layout()).isEqualTo(layout);
            assertThat(adapter.classes()).containsExactly("cat", "dog's");
            assertThat(adapter.suppression()).isEqualTo(NmsSettings.REFERENCE);
            assertThat(adapter.input().resize()).isEqualTo(ResizeRule.LETTERBOX);
            assertThat(adapter.input().width()).isEqualTo(TinyForeign.SIDE);
        }
        // One class: rows of six are a box, objectness and a class, or a box, a score and a class.
        assertThat(Adapters.find(model(AnswerLayout.DETECTIONS, Map.of("names", "{0: 'cat'}")), Optional.empty()))
                .isEmpty();
        Map<String, String> segments = Map.of("names", "{0: 'cat', 1: 'dog'}", "task", "segment");
        assertThat(Adapters.find(model(AnswerLayout.ULTRALYTICS, segments), Optional.empty()))
                .isEmpty();
    }

    @Test
    void aModelThatSaysNothingIsRefusedWithWhatToWrite() {
        OnnxFile model = model(AnswerLayout.YOLOX, Map.of());
        assertThatThrownBy(() -> find(model))
                .isInstanceOf(Failure.class)
                .hasMessageContainingAll("m.onnx", "found none", "write m.adapter.yaml", "--adapter")
                .satisfies(e -> assertThat(((Failure) e).exitCode()).isEqualTo(ExitCode.DATA));
    }

    @Test
    void aNamedFileWinsOverOneBesideTheModelAndThatOverItsMetadata() throws IOException {
        Map<String, String> metadata = Map.of("names", "{0: 'a', 1: 'b'}");
        OnnxFile model = model(AnswerLayout.ULTRALYTICS, metadata);
        assertThat(find(model).classes()).containsExactly("a", "b");
        String yaml = "input: {colour: bgr, scale: 1, resize: stretch}\noutput: {layout: ultralytics}\n";
        Files.writeString(folder.resolve("m.adapter.yaml"), yaml + "classes: [c, d]\n");
        assertThat(find(model).classes()).containsExactly("c", "d");
        Path named = Files.writeString(folder.resolve("other.yaml"), yaml);
        Adapter adapter = Adapters.of(model, Optional.of(named));
        assertThat(adapter.classes()).as("from the metadata").containsExactly("a", "b");
        assertThat(adapter.input().colour()).isEqualTo(ColourOrder.BGR);
        assertThat(adapter.input().name()).isEqualTo("images");
        assertThat(adapter.input().width()).isEqualTo(TinyForeign.SIDE);
    }

    private void assertRefused(OnnxFile model, String yaml, String... mentions) throws IOException {
        Path file = Files.writeString(folder.resolve("a.yaml"), yaml);
        assertThatThrownBy(() -> Adapters.of(model, Optional.of(file)))
                .isInstanceOf(Failure.class)
                .hasMessageContainingAll(mentions)
                .hasMessageContaining("a.yaml")
                .satisfies(e -> assertThat(((Failure) e).exitCode()).isEqualTo(ExitCode.DATA));
    }

    @Test
    void allProblemsOfAFileAreToldAtOnce() throws IOException {
        OnnxFile model = model(AnswerLayout.ULTRALYTICS, Map.of());
        assertRefused(
                model,
                """
                input: {colour: cmyk, scale: 0, resise: stretch, pad: 300}
                output: {layout: yolo}
                class: [a]
                """,
                "input.colour: expected one of rgb, bgr, found cmyk",
                "input.scale: expected 1.0E-6",
                "input.resise: unknown key; did you mean",
                "input.resize: missing",
                "input.pad: expected 0.0 to 255.0, found 300",
                "output.layout: expected one of ultralytics, yolov5",
                "class: unknown key");
        assertRefused(
                model,
                """
                input: {name: picture, width: 64, colour: rgb, scale: 1, resize: stretch, pad: 3, mean: [1]}
                output: {layout: detections, names: [a, b]}
                suppression: {score: 0.1, iou: 0.5, candidates: 10, detections: 10}
                """,
                "input.name: expected one of {images=[1, 3, 32, 32]}, found 'picture'",
                "input.pad",
                "input.mean and input.std",
                "output.names: expected 1 of [output0], found [a, b]",
                "suppression: expected none",
                "classes: expected names");
        assertRefused(model, """
                input: {width: 64, colour: rgb, scale: 1, resize: stretch}
                output: {layout: ultralytics}
                classes: [a, b]
                """, "input.width: expected the model's own", "found 64");
        assertRefused(
                model,
                "input: {colour: rgb, scale: 1, resize: stretch}\noutput: {layout: yolov5}\nclasses: [a, b]\n",
                "output.layout",
                "[[-1, -1, 7]] for 2 classes",
                "[1, 6, 2]");
        assertRefused(model, "input: [1", "expected YAML");
        assertRefused(model, "input: {}\ninput: {}\n", "expected YAML", "Duplicate");
        assertRefused(model, "", "found nothing");
        assertRefused(model, "- a\n", "expected keys and values");
    }

    @Test
    void ourOwnRawFilesAreNoDetectors() {
        Path file = TinyDetector.decoded(folder.resolve("d.onnx"), List.of("cat", "dog"));
        assertThat(find(OnnxFile.read(file)).answer().layout()).isEqualTo(AnswerLayout.ULTRALYTICS);
        OnnxFile raw = model(AnswerLayout.ULTRALYTICS, TinyDetector.metadata("raw", List.of("cat", "dog")));
        assertThat(Adapters.find(raw, Optional.empty())).isEmpty();
        assertThatThrownBy(() -> find(raw))
                .hasMessageContaining("--profile decoded")
                .satisfies(e -> assertThat(((Failure) e).exitCode()).isEqualTo(ExitCode.USAGE));
    }

    @Test
    void hostileMetadataAreRefused() {
        for (String spec : List.of(
                "null",
                "[]",
                "{}",
                "{\"model\":\"m\",\"classes\":[\"a\"],\"inputSize\":2147483647,\"anchors\":[],\"nms\":null}",
                "{\"model\":\"m\",\"classes\":[\"a\"],\"inputSize\":2147483647,\"anchors\":[],\"nms\":"
                        + "{\"scoreThreshold\":0,\"candidates\":1,\"iouThreshold\":0,\"maxDetections\":1}}",
                "{\"model\":\"m\",\"classes\":[],\"inputSize\":32,\"anchors\":[],\"nms\":"
                        + "{\"scoreThreshold\":0,\"candidates\":1,\"iouThreshold\":0,\"maxDetections\":1}}",
                "{\"model\":\"m\",\"classes\":[\"a\"],\"inputSize\":32,\"anchors\":[],\"nms\":"
                        + "{\"scoreThreshold\":0,\"candidates\":-1,\"iouThreshold\":0,\"maxDetections\":1}}")) {
            OnnxFile model =
                    model(AnswerLayout.ULTRALYTICS, Map.of("freebies.spec", spec, "freebies.profile", "decoded"));
            assertThatThrownBy(() -> find(model))
                    .as(spec)
                    .isInstanceOf(Failure.class)
                    .hasMessageContaining("freebies.spec");
        }
    }
}
