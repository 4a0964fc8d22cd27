package io.freebies.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.ModelProto;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.freebies.failure.ExitCode;
import io.freebies.image.Pictures;
import io.freebies.verifier.onnx.OnnxFile;
import io.freebies.verifier.onnx.TinyOnnx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Black pictures of 64 pixels with a white square, a cat in the one and a dog in the other. In three steps an alien
 * leaves alone what is in the left half in the right-hand three of nine places; in the middle one of them it is white
 * on white.
 */
class ElephantCommandTest {
    private static final int SIDE = 64;

    @TempDir
    Path folder;

    @BeforeEach
    void draw() throws IOException {
        VocFixture.write(
                folder,
                SIDE,
                SIDE,
                Map.of(
                        "a", VocFixture.object("cat", 0, 41, 21, 60, 40),
                        "b", VocFixture.object("dog", 0, 41, 21, 60, 40)));
        byte[] pixels = new byte[SIDE * SIDE * 3];
        for (int i = 0; i < pixels.length; i++) {
            int x = i / 3 % SIDE;
            int y = i / 3 / SIDE;
            pixels[i] = (byte) (x >= 40 && x < 60 && y >= 20 && y < 40 ? 255 : 0);
        }
        for (String name : List.of("a.jpg", "b.jpg")) {
            Pictures.write(folder.resolve("JPEGImages").resolve(name), Pictures.of(pixels, SIDE, SIDE));
        }
    }

    /** Sees something in the left half, the less the brighter the whole picture is. */
    private Path model(String name, float brightness) {
        Path file = TinyDetector.decoded(folder.resolve(name), List.of("cat", "dog"));
        ModelProto.Builder model = OnnxFile.read(file).model().toBuilder();
        model.getGraphBuilder().getInitializerBuilder(1).setFloatData(0, brightness);
        return TinyOnnx.write(file, model.build());
    }

    private Console elephant(Path baseline, Path candidate, Object... more) {
        Object[] line = Stream.concat(
                        Stream.of("verify", "--elephant", "--data", "voc:" + folder, "--steps", 3, "--out", out()),
                        Stream.concat(Stream.of("--baseline", baseline, "--candidate", candidate), Stream.of(more)))
                .toArray();
        return Console.bof(line);
    }

    private Path out() {
        return folder.resolve("out");
    }

    private JsonNode verdict() throws IOException {
        return new ObjectMapper().readTree(out().resolve("elephant.json").toFile());
    }

    @Test
    @Tag("engine")
    void aModelThatLosesSightOfThingsIsToldFromOneThatDoesNot() throws IOException {
        Console console = elephant(model("shaky.onnx", -4), model("steady.onnx", 0));
        assertThat(console.err()).isEmpty();
        assertThat(console.code()).isEqualTo(ExitCode.OK);
        assertThat(console.out()).contains("STEADIER, passed", "wrote " + out().resolve("elephant.png"));
        JsonNode verdict = verdict();
        assertThat(verdict.at("/baseline/beside_an_alien").asInt()).isEqualTo(6);
        assertThat(verdict.at("/baseline/vanished").asInt()).isEqualTo(4);
        assertThat(verdict.at("/candidate/flip_rate").asDouble()).isZero();
        assertThat(verdict.at("/candidate/confidence_drop").asDouble()).isZero();
        assertThat(verdict.at("/difference/flip_rate/difference").asDouble()).isEqualTo(-4 / 6.0);
        assertThat(verdict.at("/difference/flip_rate/high").asDouble()).isEqualTo(-4 / 6.0);
        assertThat(verdict.at("/difference/confidence_drop/high").asDouble()).isNegative();
        assertThat(Pictures.read(out().resolve("elephant.png")).cols()).isGreaterThan(4 * 360);
    }

    @Test
    @Tag("engine")
    void exchangingTheModelsTurnsTheVerdictAndAModelDoesNotDifferFromItself() throws IOException {
        Path shaky = model("shaky.onnx", -4);
        elephant(model("steady.onnx", 0), shaky);
        assertThat(verdict().get("verdict").asText()).isEqualTo("SHAKIER");
        byte[] before = Files.readAllBytes(out().resolve("elephant.json"));
        elephant(model("steady.onnx", 0), shaky);
        assertThat(out().resolve("elephant.json")).hasBinaryContent(before);
        Path json = folder.resolve("self.json");
        Console self = elephant(shaky, shaky, "--json", json);
        assertThat(self.code()).isEqualTo(ExitCode.OK);
        assertThat(self.out()).contains("UNDECIDED, passed", "wrote " + json);
    }

    @Test
    @Tag("engine")
    void whereNothingIsSeenNothingIsDecided() throws IOException {
        Path steady = model("steady.onnx", 0);
        Console console = elephant(steady, steady, "--threshold", 0.95);
        assertThat(console.code()).isEqualTo(ExitCode.INCONCLUSIVE);
        assertThat(console.out()).contains("UNKNOWN, inconclusive", "lower --threshold");
        assertThat(verdict().at("/candidate/detections").asInt()).isZero();
        assertThat(verdict().has("difference")).isFalse();
    }

    @Test
    void optionsThatWouldDoNothingAreRefused() {
        Path model = folder.resolve("m.onnx");
        assertThat(elephant(model, model, "--probe", "p.safetensors").err())
                .contains("--probe has no use with --elephant");
        Console without = Console.bof("verify", "--baseline", model, "--candidate", model, "--steps", "3");
        assertThat(without.code()).isEqualTo(ExitCode.USAGE);
        assertThat(without.err()).contains("--steps has no use without --elephant");
    }
}
