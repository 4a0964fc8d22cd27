package io.freebies.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.ModelProto;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.freebies.failure.ExitCode;
import io.freebies.graph.Safetensors;
import io.freebies.graph.Shape;
import io.freebies.graph.Tensor;
import io.freebies.graph.Weights;
import io.freebies.run.AtomicFile;
import io.freebies.verifier.onnx.OnnxFile;
import io.freebies.verifier.onnx.TinyOnnx;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyCommandTest {
    @TempDir
    Path folder;

    private JsonNode verify(ExitCode expected, Object... more) throws IOException {
        Path out = folder.resolve("v.json");
        Object[] line = Stream.concat(Stream.of("verify", "--json", out), Stream.of(more))
                .toArray();
        Console console = Console.bof(line);
        assertThat(console.err()).isEmpty();
        assertThat(console.code()).isEqualTo(expected);
        assertThat(console.out()).contains(expected == ExitCode.OK ? "next: bof bench" : "then bof verify");
        return new ObjectMapper().readTree(out.toFile());
    }

    private static JsonNode entry(JsonNode verdict, String check) {
        for (JsonNode entry : verdict.get("checks")) {
            if (entry.get("name").asText().equals(check)) {
                return entry;
            }
        }
        return MissingNode.getInstance();
    }

    private static String status(JsonNode verdict, String check) {
        return entry(verdict, check).path("status").asText("absent");
    }

    private Path changed() {
        ModelProto.Builder model = TinyOnnx.model().toBuilder();
        model.getGraphBuilder().getNodeBuilder(3).setOpType("Tanh");
        return TinyOnnx.write(folder.resolve("b.onnx"), model.build());
    }

    @Test
    void aFileIsIdenticalToItselfAndWhatCouldNotRunSaysSo() throws IOException {
        Path file = TinyOnnx.write(folder.resolve("a.onnx"), TinyOnnx.model());
        JsonNode verdict = verify(ExitCode.OK, "--baseline", file, "--candidate", file);
        assertThat(verdict.get("verdict").asText()).isEqualTo("IDENTICAL");
        assertThat(verdict.get("status").asText()).isEqualTo("passed");
        assertThat(verdict.at("/baseline/fingerprint")).isEqualTo(verdict.at("/candidate/fingerprint"));
        assertThat(verdict.has("first_difference")).isFalse();
        assertThat(status(verdict, "graph")).isEqualTo("passed");
        assertThat(status(verdict, "optimised.all")).isEqualTo("passed");
        assertThat(status(verdict, "weights")).isEqualTo("passed");
        assertThat(status(verdict, "description")).isEqualTo("skipped");
        assertThat(status(verdict, "parity")).isEqualTo("skipped");
        assertThat(entry(verdict, "parity").path("detail").asText()).contains("no probe was given");
    }

    @Test
    void anotherOperatorFailsAndIsShown() throws IOException {
        Path file = TinyOnnx.write(folder.resolve("a.onnx"), TinyOnnx.model());
        JsonNode verdict = verify(ExitCode.CHECK_FAILED, "--baseline", file, "--candidate", changed());
        assertThat(verdict.get("verdict").asText()).isEqualTo("DIFFERENT");
        assertThat(verdict.get("status").asText()).isEqualTo("failed");
        assertThat(verdict.at("/first_difference/where").asText()).isNotEmpty();
        assertThat(verdict.at("/first_difference/diff").toString()).contains("Tanh 'exp'");
    }

    @Test
    void otherClassNamesFailAlthoughTheGraphIsTheSame() throws IOException {
        Path a = TinyDetector.decoded(folder.resolve("a.onnx"), List.of("cat", "dog"));
        Path b = TinyDetector.decoded(folder.resolve("b.onnx"), List.of("cat", "hound"));
        JsonNode verdict = verify(ExitCode.CHECK_FAILED, "--baseline", a, "--candidate", b);
        assertThat(verdict.get("verdict").asText()).isEqualTo("IDENTICAL");
        assertThat(status(verdict, "description")).isEqualTo("failed");
        assertThat(entry(verdict, "description").path("detail").asText())
                .isEqualTo("classes: expected [cat, dog], found [cat, hound]");
    }

    private Path probe(float firstBox) {
        Path probe = folder.resolve("probe.safetensors");
        Path model = TinyDetector.decoded(folder.resolve("p.onnx"), List.of("cat", "dog"));
        List<Float> numbers =
                OnnxFile.read(model).model().getGraph().getInitializer(0).getFloatDataList();
        float[] answer = new float[numbers.size()];
        for (int i = 0; i < answer.length; i++) {
            answer[i] = numbers.get(i);
        }
        answer[0] = firstBox;
        Tensor images = Tensor.zeros(Shape.of(1, 3, TinyDetector.SIDE, TinyDetector.SIDE));
        Weights weights =
                new Weights(Map.of("images", images, "output0", new Tensor(Shape.of(1, 6, 3), answer)), Map.of());
        AtomicFile.write(probe, out -> Safetensors.write(weights, out));
        return probe;
    }

    @Test
    @Tag("engine")
    void aProbeIsHeldAgainstTheCandidate() throws IOException {
        Path a = TinyDetector.decoded(folder.resolve("a.onnx"), List.of("cat", "dog"));
        JsonNode same = verify(ExitCode.OK, "--baseline", a, "--candidate", a, "--probe", probe(8));
        assertThat(status(same, "parity.boxes")).isEqualTo("passed");
        JsonNode wrong = verify(ExitCode.CHECK_FAILED, "--baseline", a, "--candidate", a, "--probe", probe(9));
        assertThat(status(wrong, "parity.boxes")).isEqualTo("failed");
        assertThat(status(wrong, "graph")).isEqualTo("passed");
    }

    @Test
    @Tag("engine")
    void aModelThatSuppressesIsHeldAgainstTheProbeByItsDetections() throws IOException {
        Path a = TinyDetector.suppressed(folder.resolve("a.onnx"), List.of("cat", "dog"));
        JsonNode verdict = verify(ExitCode.OK, "--baseline", a, "--candidate", a, "--probe", probe(8));
        assertThat(status(verdict, "parity.boxes")).isEqualTo("passed");
        assertThat(status(verdict, "parity.heads")).isEqualTo("skipped");
    }

    @Test
    void missingOptionsAreUsageErrorsAndMissingFilesDataErrors() {
        assertThat(Console.bof("verify", "--baseline", "a.onnx").code()).isEqualTo(ExitCode.USAGE);
        Console console = Console.bof("verify", "--baseline", "none.onnx", "--candidate", "none.onnx");
        assertThat(console.code()).isEqualTo(ExitCode.DATA);
        assertThat(console.err()).contains("none.onnx: no such file");
    }
}
