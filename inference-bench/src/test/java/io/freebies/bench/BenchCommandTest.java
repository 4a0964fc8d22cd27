package io.freebies.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.freebies.failure.ExitCode;
import io.freebies.run.CommandLineMain;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchCommandTest {
    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private ExitCode bench(Object... arguments) {
        String[] words = new String[arguments.length + 1];
        words[0] = "bench";
        for (int i = 0; i < arguments.length; i++) {
            words[i + 1] = arguments[i].toString();
        }
        PrintStream outStream = new PrintStream(out, true, StandardCharsets.UTF_8);
        PrintStream errStream = new PrintStream(err, true, StandardCharsets.UTF_8);
        return new CommandLineMain(List.of(new BenchCommand()), outStream, errStream).run(words);
    }

    private String errors() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    @Tag("engine")
    void aFileAgainstItselfGivesAWellFormedVerdict() throws IOException {
        Path model = TinyOnnx.chain(folder.resolve("a.onnx"), 4, 32);
        Path json = folder.resolve("verdicts/throughput.json");
        ExitCode code = bench("--baseline", model, "--candidate", model, "--rounds", 12, "--json", json);
        JsonNode verdict = new ObjectMapper().readTree(json.toFile());
        // Which verdict depends on the machine; that it is not trusted blindly is the point of the exit code.
        assertThat(verdict.get("verdict").asText()).isIn("EQUIVALENT", "INCONCLUSIVE", "DIFFERENT");
        assertThat(code.name()).isIn("OK", "INCONCLUSIVE", "CHECK_FAILED");
        assertThat(verdict.get("ratio").asDouble())
                .isBetween(
                        verdict.get("ratio_low").asDouble(),
                        verdict.get("ratio_high").asDouble());
        assertThat(verdict.get("control_ratio").asDouble())
                .isBetween(
                        verdict.get("control_low").asDouble(),
                        verdict.get("control_high").asDouble());
        assertThat(verdict.get("blocks").asInt()).isEqualTo(12);
        assertThat(verdict.get("margin").asDouble()).isEqualTo(0.02);
        assertThat(verdict.get("baseline_ms").asDouble()).isPositive();
        for (String side : List.of("baseline", "candidate")) {
            JsonNode facts = verdict.get(side + "_model");
            assertThat(facts.get("latency_p50_ms").asDouble())
                    .isPositive()
                    .isLessThanOrEqualTo(facts.get("latency_p90_ms").asDouble());
            assertThat(facts.get("latency_p90_ms").asDouble())
                    .isLessThanOrEqualTo(facts.get("latency_p99_ms").asDouble());
            assertThat(facts.get("inferences").asLong()).isGreaterThanOrEqualTo(24);
            assertThat(facts.get("images_per_second").asDouble())
                    .isCloseTo(1000 / verdict.get(side + "_ms").asDouble(), within(1e-6));
            assertThat(facts.get("load_ms")).hasSize(side.equals("baseline") ? 3 : 2);
            assertThat(facts.get("file_bytes").asLong()).isEqualTo(Files.size(model));
        }
        assertThat(verdict.has("more_blocks_to_decide")).isIn(false, code == ExitCode.INCONCLUSIVE);
        assertThat(verdict.at("/conditions/input").asText()).isEqualTo("images [1, 32, 32, 32]");
        assertThat(out.toString(StandardCharsets.UTF_8))
                .startsWith("# cpu: ")
                .contains("throughput ratio", "p99", "images/s");
    }

    @Test
    @Tag("engine")
    void aModelWithThreeTimesTheConvolutionsIsDifferent() throws IOException {
        Path fast = TinyOnnx.chain(folder.resolve("fast.onnx"), 6, 48);
        Path slow = TinyOnnx.chain(folder.resolve("slow.onnx"), 18, 48);
        assertThat(bench("--baseline", fast, "--candidate", slow)).isEqualTo(ExitCode.CHECK_FAILED);
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("DIFFERENT within 2.0 %");
    }

    @Test
    @Tag("engine")
    void modelsWithOtherInputsAreNotCompared() throws IOException {
        Path small = TinyOnnx.chain(folder.resolve("small.onnx"), 1, 16);
        Path large = TinyOnnx.chain(folder.resolve("large.onnx"), 1, 32);
        assertThat(bench("--baseline", small, "--candidate", large)).isEqualTo(ExitCode.DATA);
        assertThat(errors())
                .contains("expected the inputs of")
                .contains("16, 16")
                .contains("32, 32");
    }

    @Test
    @Tag("engine")
    void filesThatAreNoModelsAreNamed() throws IOException {
        Path text = Files.writeString(folder.resolve("text.onnx"), "no model");
        assertThat(bench("--baseline", text, "--candidate", text)).isEqualTo(ExitCode.DATA);
        assertThat(errors()).contains("text.onnx: expected an ONNX file");
    }

    @Test
    @Tag("engine")
    void aMissingProviderEndsItInsteadOfAnotherTakingItsPlace() throws IOException {
        Path model = TinyOnnx.chain(folder.resolve("a.onnx"), 1, 16);
        ExitCode code = bench("--baseline", model, "--candidate", model, "--provider", "cuda", "--rounds", 12);
        boolean hasCuda = Files.exists(Path.of("/dev/nvidia0"));
        assertThat(code == ExitCode.ENVIRONMENT || hasCuda).isTrue();
    }

    @Test
    void optionsOutOfRangeAreNamedWithTheirRange() {
        assertThat(bench("--baseline", "a", "--candidate", "b", "--margin", "2"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(errors()).contains("--margin: expected a number above 0, up to 0.5, found '2'");
        assertThat(bench("--baseline", "a", "--candidate", "b", "--rounds", "ten"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(errors()).contains("--rounds: expected a whole number from 12");
    }

    @Test
    void bothModelsAndAKnownProviderAreNeeded() {
        assertThat(bench("--baseline", "a")).isEqualTo(ExitCode.USAGE);
        assertThat(errors()).contains("--candidate: expected a model file");
        assertThat(bench("--baseline", "a", "--candidate", "b", "--provider", "cuda0"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(errors()).contains("expected cpu, cuda or tensorrt, found 'cuda0'");
    }

    @Test
    void missingFilesAreNamed() {
        Path none = folder.resolve("none.onnx");
        assertThat(bench("--baseline", none, "--candidate", none)).isEqualTo(ExitCode.DATA);
        assertThat(errors()).contains("none.onnx: no such file");
    }
}
