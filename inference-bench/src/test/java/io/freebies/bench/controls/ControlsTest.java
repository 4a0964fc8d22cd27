package io.freebies.bench.controls;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.freebies.box.AnchorSize;
import io.freebies.box.NmsSettings;
import io.freebies.failure.ExitCode;
import io.freebies.run.CommandLineMain;
import io.freebies.verifier.VerifyCommand;
import io.freebies.zoo.DetectorSpec;
import io.freebies.zoo.Profile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code bof verify} must notice in a whole detector, and what it must overlook. */
@Tag("engine")
class ControlsTest {
    private static final int SIZE = 64;
    private static final DetectorSpec SPEC = NanoModel.spec(SIZE);

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private static NanoModel nano() {
        return NanoModel.of(SPEC, Profile.DECODED, 1);
    }

    private ExitCode verify(NanoModel baseline, NanoModel candidate) {
        return new CommandLineMain(List.of(new VerifyCommand()), printer(out), printer(err))
                .run(
                        "verify",
                        "--baseline",
                        baseline.write(folder.resolve("a.onnx")).toString(),
                        "--candidate",
                        candidate.write(folder.resolve("b.onnx")).toString(),
                        "--json",
                        folder.resolve("v.json").toString());
    }

    private static PrintStream printer(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private JsonNode verdict() throws IOException {
        return new ObjectMapper().readTree(folder.resolve("v.json").toFile());
    }

    private static JsonNode check(JsonNode verdict, String name) {
        for (JsonNode check : verdict.get("checks")) {
            if (check.get("name").asText().equals(name)) {
                return check;
            }
        }
        throw new AssertionError("no check " + name + " in " + verdict);
    }

    private static List<String> failed(JsonNode verdict) {
        List<String> names = new ArrayList<>();
        for (JsonNode check : verdict.get("checks")) {
            if (check.get("status").asText().equals("failed")) {
                names.add(check.get("name").asText());
            }
        }
        return names;
    }

    private static Arguments other(String what, NanoModel candidate, String... mentions) {
        return other(what, nano(), candidate, mentions);
    }

    private static Arguments other(String what, NanoModel baseline, NanoModel candidate, String... mentions) {
        return Arguments.of(what, baseline, candidate, List.of(mentions));
    }

    static Stream<Arguments> differences() {
        List<AnchorSize> anchors = new ArrayList<>(SPEC.anchors());
        anchors.set(0, new AnchorSize(50, 40));
        DetectorSpec moved = new DetectorSpec(SPEC.model(), SPEC.classes(), SIZE, anchors, SPEC.nms());
        DetectorSpec fewer = NanoModel.withNms(SPEC, new NmsSettings(0.01, 200, 0.45, 100));
        return Stream.of(
                other("one more 1x1 convolution", nano().oneMoreConvolution(), "+ Conv 'extra'", "4,096 parameters"),
                other("spatial pyramid", nano().spatialPyramid(), "+ Conv 'spp.mix'", "MaxPool 'spp.pool"),
                other("stride", nano().strides(1, 4), "Conv 'backbone.stem'", "strides=[2, 2]", "strides=[1, 1]"),
                other(
                        "epsilon",
                        nano().unfusedNorm(1e-5f),
                        nano().unfusedNorm(1e-3f),
                        "BatchNormalization 'norm'",
                        "epsilon=1.0E-5",
                        "epsilon=0.001"),
                other("leaky slope", nano().slope(0.2f), "LeakyRelu", "alpha=0.1", "alpha=0.2"),
                other(
                        "anchors",
                        NanoModel.of(moved, Profile.DECODED, 1),
                        "Mul 'decode.size'",
                        "sha256",
                        "anchors: expected"),
                other(
                        "top-k",
                        NanoModel.of(SPEC, Profile.NMS, 1),
                        NanoModel.of(fewer, Profile.NMS, 1),
                        "TopK 'nms.best'",
                        "= 400",
                        "= 200"),
                other("unfused norm", nano().unfusedNorm(1e-5f), "+ BatchNormalization 'norm'"),
                other("swapped heads", nano().headsSwapped(), "order of the inputs of Concat 'decode.cells'"),
                other("opset", nano().opset(18), "ai.onnx 17", "ai.onnx 18"),
                other(
                        "input size",
                        NanoModel.of(NanoModel.spec(96), Profile.DECODED, 1),
                        "graph input 0",
                        "input size: expected 64, found 96"),
                other("type of a weight, widened", nano().halfKernel(true), "Cast 'wide'", "learned float16"),
                other("type of a weight", nano().halfKernel(false), "+ Conv 'backbone.stem'", "learned float16"),
                other("injected work", nano().slowed(1000, 1), "+ Erf 'slow.work0'", "+ Mul 'slow.nothing'"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("differences")
    void isNoticedAndShown(String what, NanoModel baseline, NanoModel candidate, List<String> mentions)
            throws IOException {
        ExitCode code = verify(baseline, candidate);
        assertThat(code).as(what + err).isEqualTo(ExitCode.CHECK_FAILED);
        JsonNode verdict = verdict();
        assertThat(verdict.get("verdict").asText()).isEqualTo("DIFFERENT");
        assertThat(failed(verdict)).contains("graph");
        assertThat(check(verdict, "graph").get("detail").asText()).contains("first difference: ");
        assertThat(out.toString(StandardCharsets.UTF_8)).contains(mentions);
    }

    static Stream<Arguments> likenesses() {
        return Stream.of(
                Arguments.of("names", nano().renamed()),
                Arguments.of("order of independent nodes and of tensors", nano().reordered()),
                Arguments.of("weights", NanoModel.of(SPEC, Profile.DECODED, 2)),
                Arguments.of("metadata", nano().otherMetadata()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("likenesses")
    void isOverlooked(String what, NanoModel candidate) throws IOException {
        ExitCode code = verify(nano(), candidate);
        assertThat(code).as(what + out + err).isEqualTo(ExitCode.OK);
        assertThat(verdict().get("verdict").asText()).isEqualTo("IDENTICAL");
        assertThat(check(verdict(), "optimised.all").get("status").asText()).isEqualTo("passed");
        assertThat(check(verdict(), "cost").get("status").asText()).isEqualTo("passed");
    }

    @Test
    void aWeightThatIsNoNumberFailsAlthoughTheNetworkIsTheSame() throws IOException {
        ExitCode code = verify(nano(), nano().notANumber());
        assertThat(code).as(err.toString(StandardCharsets.UTF_8)).isEqualTo(ExitCode.CHECK_FAILED);
        assertThat(failed(verdict())).containsExactly("weights");
        assertThat(check(verdict(), "weights").get("detail").asText())
                .contains("b.onnx: ", "backbone.stem.weight", "has 1");
    }
}
