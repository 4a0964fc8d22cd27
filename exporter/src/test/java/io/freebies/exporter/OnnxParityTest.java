package io.freebies.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtException;
import com.google.protobuf.InvalidProtocolBufferException;
import io.freebies.box.Detection;
import io.freebies.graph.GraphInterpreter;
import io.freebies.graph.Tensor;
import io.freebies.graph.Value;
import io.freebies.graph.Worst;
import io.freebies.run.SpecJson;
import io.freebies.run.Toolkit;
import io.freebies.run.TrainedDetector;
import io.freebies.zoo.Detections;
import io.freebies.zoo.DetectorSpec;
import io.freebies.zoo.Profile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The exported file, run by a foreign engine, against the reference on the graph before it was folded. */
@Tag("engine")
class OnnxParityTest {
    private static final double TOLERANCE = 1e-4;

    @ParameterizedTest
    @CsvSource({
        "yolov3-darknet53, 64",
        "yolov3-darknet53, 96",
        "yolov3-mobilenet1.0, 64",
        "yolov3-mobilenet1.0, 96",
        "yolov3-nano, 64",
        "yolov3-nano, 96"
    })
    void everyProfileAnswersAsTheReferenceForBatchOneAndThree(String model, int size) throws OrtException {
        TrainedDetector trained = Exported.detector(model, size);
        List<List<Tensor>> decoded = assertReference(trained, Profile.DECODED);
        assertReference(trained, Profile.RAW);
        assertSuppressed(trained, decoded);
    }

    /** Compares with the interpreter; the engine's answers for batch 1 and 3. */
    private static List<List<Tensor>> assertReference(TrainedDetector trained, Profile profile) throws OrtException {
        var graph = trained.detector().inference(profile);
        List<List<Tensor>> answers = new ArrayList<>();
        try (OnnxRuntime runtime = new OnnxRuntime(OnnxExport.of(trained, profile))) {
            for (int batch : new int[] {1, 3}) {
                Tensor images = Exported.images(batch, trained.detector().spec().inputSize());
                List<Tensor> expected = GraphInterpreter.run(graph, trained.weights(), Map.of("images", images));
                List<Tensor> found = runtime.run(images);
                assertThat(found).hasSameSizeAs(expected);
                for (int i = 0; i < expected.size(); i++) {
                    assertThat(found.get(i).shape()).isEqualTo(expected.get(i).shape());
                    assertThat(Worst.relative(
                                    found.get(i).data(), expected.get(i).data()))
                            .isLessThan(TOLERANCE);
                }
                assertDeclared(runtime, graph.outputs(), found);
                answers.add(found);
            }
        }
        return answers;
    }

    private static void assertDeclared(OnnxRuntime runtime, List<Value> outputs, List<Tensor> found)
            throws OrtException {
        assertThat(runtime.inputs().get("images")).startsWith(-1L);
        for (int i = 0; i < outputs.size(); i++) {
            List<Long> declared = runtime.outputs().get(outputs.get(i).name());
            assertThat(declared).isEqualTo(outputs.get(i).shape().dims()).startsWith(-1L);
            assertThat(found.get(i).shape().with(0, -1).dims()).isEqualTo(declared);
        }
    }

    private static void assertSuppressed(TrainedDetector trained, List<List<Tensor>> decoded) throws OrtException {
        DetectorSpec spec = trained.detector().spec();
        int kept = 0;
        try (OnnxRuntime runtime = new OnnxRuntime(OnnxExport.of(trained, Profile.NMS))) {
            for (List<Tensor> answer : decoded) {
                Tensor boxes = answer.get(0);
                int batch = (int) boxes.shape().dim(0);
                List<Tensor> found = runtime.run(Exported.images(batch, spec.inputSize()));
                assertDeclared(
                        runtime, trained.detector().inference(Profile.NMS).outputs(), found);
                for (int picture = 0; picture < batch; picture++) {
                    List<Detection> expected = Detections.suppressed(boxes, picture, spec.nms());
                    Detections.assertSame(Detections.rows(found.get(0), picture), expected);
                    kept += expected.size();
                }
            }
        }
        assertThat(kept).isPositive();
    }

    @Test
    void foldingHasSomethingToFold() {
        TrainedDetector trained = Exported.detector("yolov3-nano", 64);
        Tensor images = Exported.images(1, 64);
        var graph = trained.detector().trunk(64);
        float[] trainedLike = GraphInterpreter.run(graph, trained.weights(), Map.of("images", images))
                .get(0)
                .data();
        Map<String, Tensor> neutral = new HashMap<>(trained.weights().tensors());
        TrainedDetector.fresh(trained.detector(), 1).weights().tensors().forEach((name, tensor) -> {
            if (!name.endsWith(".weight")) {
                neutral.put(name, tensor);
            }
        });
        var weights = new io.freebies.graph.Weights(neutral, Map.of());
        float[] withoutNorms = GraphInterpreter.run(graph, weights, Map.of("images", images))
                .get(0)
                .data();
        assertThat(Worst.relative(trainedLike, withoutNorms)).isGreaterThan(0.1);
    }

    @Test
    void metadataIsReadBackByTheEngine() throws OrtException, IOException {
        TrainedDetector trained = Exported.detector("yolov3-nano", 64);
        OnnxExport export = OnnxExport.of(trained, Profile.DECODED);
        try (OnnxRuntime runtime = new OnnxRuntime(export)) {
            Map<String, String> metadata = runtime.metadata();
            assertThat(metadata)
                    .containsEntry("names", "{0: 'cat', 1: 'o\\'dog', 2: 'back\\\\slash'}")
                    .containsEntry("imgsz", "[64, 64]")
                    .containsEntry("stride", "32")
                    .containsEntry("task", "detect")
                    .containsEntry("freebies.profile", "decoded")
                    .containsEntry("freebies.fingerprint", export.fingerprint())
                    .containsEntry("freebies.version", Toolkit.version())
                    .containsEntry("freebies.weights_sha256", trained.weights().sha256());
            assertThat(SpecJson.read(metadata.getOrDefault("freebies.spec", "")))
                    .isEqualTo(trained.detector().spec());
        }
    }

    @Test
    void aWrittenModelIsTheOneThatWasMade() throws InvalidProtocolBufferException {
        var model =
                OnnxExport.of(Exported.detector("yolov3-nano", 64), Profile.NMS).model();
        assertThat(ai.onnx.proto.OnnxMl.ModelProto.parseFrom(model.toByteArray()))
                .isEqualTo(model);
    }
}
