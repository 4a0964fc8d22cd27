package io.freebies.verifier.parity;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.ModelProto;
import io.freebies.graph.Safetensors;
import io.freebies.graph.Shape;
import io.freebies.graph.Tensor;
import io.freebies.graph.Weights;
import io.freebies.run.AtomicFile;
import io.freebies.run.Check;
import io.freebies.run.Check.Status;
import io.freebies.run.ProbeFormat;
import io.freebies.verifier.TinyDetector;
import io.freebies.verifier.adapter.Answer;
import io.freebies.verifier.onnx.OnnxFile;
import io.freebies.verifier.onnx.OnnxNode;
import io.freebies.verifier.onnx.TinyYolo;
import io.freebies.verifier.runtime.OnnxSession;
import io.freebies.verifier.runtime.Provider;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The trained network is stood in for by a model of ONNX Runtime with every value as an output. */
@Tag("engine")
class ParityTest {
    private static final int PICTURES = 2;

    @TempDir
    Path folder;

    private OnnxFile model(String name, Consumer<TinyYolo> change) {
        return OnnxFile.read(TinyYolo.write(folder.resolve(name), yolo -> {
            yolo.metadata.putAll(TinyDetector.metadata("decoded", List.of("cat", "dog")));
            change.accept(yolo);
        }));
    }

    private static Tensor images() {
        Tensor images = Tensor.zeros(Shape.of(PICTURES, 3, 32, 32));
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < images.data().length / PICTURES; i++) {
            images.data()[i] = (float) random.nextDouble();
        }
        return images;
    }

    /** What a model answers to two pictures, value by value. */
    private Path probe(OnnxFile trained) {
        List<String> values = trained.graph().nodes().stream()
                .map(OnnxNode::outputs)
                .flatMap(List::stream)
                .toList();
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        tensors.put(ProbeFormat.IMAGES, images());
        try (OnnxSession session = OnnxSession.inMemory(trained.withOutputs(values), Provider.CPU, 1)) {
            Map<String, Answer> answers = session.run(Map.of("images", images()));
            for (String value : values) {
                Answer answer = Objects.requireNonNull(answers.get(value));
                if (value.equals(ProbeFormat.ANSWER)) {
                    tensors.put(value, new Tensor(new Shape(answer.extents()), answer.data()));
                } else if (value.equals("fine") || value.equals("coarse")) {
                    tensors.put(ProbeFormat.HEAD + value, new Tensor(new Shape(answer.extents()), answer.data()));
                } else {
                    tensors.put(ProbeFormat.STAGE + value, sample(answer));
                }
            }
        }
        Path file = folder.resolve("probe.safetensors");
        AtomicFile.write(file, out -> Safetensors.write(new Weights(tensors, Map.of()), out));
        return file;
    }

    private static Tensor sample(Answer answer) {
        int length = answer.data().length / PICTURES;
        int count = ProbeFormat.places(length).length;
        float[] all = new float[PICTURES * count];
        for (int picture = 0; picture < PICTURES; picture++) {
            float[] numbers = new float[length];
            System.arraycopy(answer.data(), picture * length, numbers, 0, length);
            System.arraycopy(ProbeFormat.sample(numbers), 0, all, picture * count, count);
        }
        return new Tensor(Shape.of(PICTURES, count), all);
    }

    private Map<String, Check> checks(Path probe, OnnxFile model) {
        Map<String, Check> checks = new LinkedHashMap<>();
        Parity.checks(probe, model, Provider.CPU).forEach(check -> checks.put(check.name(), check));
        assertThat(checks)
                .containsOnlyKeys("parity.heads", "parity.boxes", "parity.without_detections", "parity.stages");
        return checks;
    }

    private static Check check(Map<String, Check> checks, String name) {
        return Objects.requireNonNull(checks.get(name));
    }

    @Test
    void aFileThatAnswersAsTrainedPassesOnEveryStage() {
        OnnxFile model = model("a.onnx", yolo -> {});
        Map<String, Check> checks = checks(probe(model), model);
        assertThat(check(checks, "parity.heads").status()).isEqualTo(Status.PASSED);
        assertThat(check(checks, "parity.boxes").status()).isEqualTo(Status.PASSED);
        assertThat(check(checks, "parity.stages").status()).isEqualTo(Status.PASSED);
        assertThat(check(checks, "parity.stages").detail())
                .contains((model.graph().nodes().size() - 1) + " values");
    }

    @Test
    void theFirstNodeThatDepartsIsNamed() {
        Path probe = probe(model("trained.onnx", yolo -> {}));
        ModelProto.Builder wrong =
                TinyYolo.model(yolo -> yolo.metadata.putAll(TinyDetector.metadata("decoded", List.of("cat", "dog"))))
                        .toBuilder();
        wrong.getGraphBuilder().getNodeBuilderList().stream()
                .filter(node -> node.getName().equals("deep.active"))
                .forEach(node -> node.getAttributeBuilder(0).setF(0.3f));
        Map<String, Check> checks = checks(probe, OnnxFile.of(saved("wrong.onnx", wrong.build()), wrong.build()));
        for (String name : List.of("parity.heads", "parity.boxes", "parity.stages")) {
            assertThat(check(checks, name).status()).as(name).isEqualTo(Status.FAILED);
        }
        assertThat(check(checks, "parity.heads").detail()).contains("'coarse'");
        assertThat(check(checks, "parity.stages").detail())
                .contains("the first node that departs is LeakyRelu 'deep.active'");
    }

    private Path saved(String name, ModelProto model) {
        return io.freebies.verifier.onnx.TinyOnnx.write(folder.resolve(name), model);
    }

    @Test
    void aNotANumberInAWeightFailsAndIsLocated() {
        Path probe = probe(model("trained.onnx", yolo -> {}));
        Map<String, Check> checks = checks(probe, model("nan.onnx", yolo -> yolo.notANumber = true));
        assertThat(check(checks, "parity.heads").status()).isEqualTo(Status.FAILED);
        assertThat(check(checks, "parity.boxes").status()).isEqualTo(Status.FAILED);
        assertThat(check(checks, "parity.stages").detail()).contains("departs is Conv 'stem'", "NaN");
    }

    @Test
    void otherWeightsDepartAtOnceAndOtherNamesAreSkippedWithTheReason() {
        Path probe = probe(model("trained.onnx", yolo -> {}));
        Map<String, Check> other = checks(probe, model("other.onnx", yolo -> yolo.seed = 2));
        assertThat(check(other, "parity.stages").detail()).contains("Conv 'stem'", "value 1 of");
        Map<String, Check> renamed = checks(probe, model("renamed.onnx", yolo -> yolo.prefix = "x."));
        assertThat(check(renamed, "parity.boxes").status()).isEqualTo(Status.PASSED);
        assertThat(check(renamed, "parity.heads").status()).isEqualTo(Status.SKIPPED);
        assertThat(check(renamed, "parity.stages").status()).isEqualTo(Status.SKIPPED);
    }

    private Map<String, Check> withScores(float first, float second, String model) {
        Tensor answer = Tensor.zeros(Shape.of(PICTURES, 6, 3));
        // A lynx of 16 x 32 pixels in the first picture, in the second the same with another score.
        for (int picture = 0; picture < PICTURES; picture++) {
            int at = picture * 18;
            float[] rows = {8, 16, 16, 32};
            for (int row = 0; row < 4; row++) {
                answer.data()[at + 3 * row] = rows[row];
            }
            answer.data()[at + 12] = picture == 0 ? first : second;
        }
        Path probe = folder.resolve("probe.safetensors");
        Weights weights = new Weights(Map.of(ProbeFormat.IMAGES, images(), ProbeFormat.ANSWER, answer), Map.of());
        AtomicFile.write(probe, out -> Safetensors.write(weights, out));
        Path file = model.equals("nms")
                ? TinyDetector.suppressed(folder.resolve("n.onnx"), List.of("cat", "dog"))
                : TinyDetector.decoded(folder.resolve("d.onnx"), List.of("cat", "dog"));
        return checks(probe, OnnxFile.read(file));
    }

    @Test
    void aPictureWithoutDetectionsMustStayEmpty() {
        for (String model : List.of("nms", "decoded")) {
            Check extra = check(withScores(0.9f, 0.005f, model), "parity.without_detections");
            assertThat(extra.status())
                    .as("the model sees two things in every picture")
                    .isEqualTo(Status.FAILED);
            Check none = check(withScores(0.9f, 0.9f, model), "parity.without_detections");
            assertThat(none.status()).isEqualTo(Status.SKIPPED);
            assertThat(none.detail()).contains("in every picture");
        }
    }

    @Test
    void finalDetectionsNeedCounterparts() {
        Check boxes = check(withScores(0.9f, 0.9f, "nms"), "parity.boxes");
        // The dog of 0.6 in both pictures is the file's alone.
        assertThat(boxes.status()).isEqualTo(Status.FAILED);
        assertThat(boxes.detail()).startsWith("2 of 6 detections");
    }
}
