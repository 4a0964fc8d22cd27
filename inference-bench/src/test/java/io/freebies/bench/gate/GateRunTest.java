package io.freebies.bench.gate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.freebies.failure.ExitCode;
import io.freebies.run.Check;
import io.freebies.run.Check.Status;
import io.freebies.run.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the gate over a launcher that gives prepared results. */
class GateRunTest {
    private static final String ONE = "models: [{name: one, baseline: a.onnx, candidate: b.onnx}]\n";
    private static final String TWO =
            "models: [{name: one, baseline: a.onnx, candidate: b.onnx}, {name: two, baseline: a.onnx, candidate: c.onnx}]\n";
    private static final String COPY = "cp \"$here/$1.json\" \"$json\"\n";

    @TempDir
    private Path home;

    @BeforeEach
    void prepareResults() throws IOException {
        for (String name : List.of("a", "b", "c")) {
            Files.writeString(home.resolve(name + ".onnx"), name);
        }
        result("verify", Status.PASSED);
        result("bench", Status.PASSED);
    }

    private void result(String step, Status status) {
        new Verdict("WORD", List.of(new Check("checked", status, "a | <found> \u0001")), Map.of())
                .write(home.resolve(step + ".json"));
    }

    @Test
    void theWorstPartDecidesAndTheOthersStillRun() throws IOException {
        result("bench", Status.INCONCLUSIVE);
        GateBench bench = new GateBench(home, COPY + "[[ $1 != bench ]] || exit 5\n");
        assertThat(bench.gate(ONE)).isEqualTo(ExitCode.INCONCLUSIVE);
        assertThat(bench.out()).contains("gate: INCONCLUSIVE");

        result("verify", Status.FAILED);
        Files.writeString(home.resolve("b.onnx"), "other");
        bench.script(COPY + "[[ $1 != verify ]] || exit 1\nexit 5\n");
        assertThat(bench.gate(ONE)).isEqualTo(ExitCode.CHECK_FAILED);

        bench.script(
                "echo 'bof verify: b.onnx: damaged' >&2\n[[ $json != *verify* || $* != *b.onnx* ]] || exit 3\n" + COPY);
        Files.writeString(home.resolve("b.onnx"), "a third");
        assertThat(bench.gate(TWO)).isEqualTo(ExitCode.DATA);
        assertThat(bench.json().at("/pairs/0/parts/0/error").asText()).isEqualTo("b.onnx: damaged");
        assertThat(bench.json().at("/pairs/1/parts/0/checks").size()).isEqualTo(1);

        Files.writeString(home.resolve("c.onnx"), "a fourth");
        bench.script("[[ $* != *c.onnx* ]] || exit 139\n[[ $* != *b.onnx* ]] || exit 3\n" + COPY);
        assertThat(bench.gate(TWO)).isEqualTo(ExitCode.ENVIRONMENT);
        assertThat(bench.out()).contains("ended with exit status 139");
    }

    @Test
    void afterAnInterruptionOnlyWhatIsMissingRuns() throws IOException {
        GateBench bench = new GateBench(home, "[[ $1 != bench ]] || kill -9 $$\n" + COPY);
        assertThat(bench.gate(TWO)).isEqualTo(ExitCode.ENVIRONMENT);
        assertThat(bench.calls()).hasSize(4);
        bench.script(COPY);
        assertThat(bench.gate(TWO)).isEqualTo(ExitCode.OK);
        assertThat(bench.calls().subList(4, bench.calls().size()))
                .allMatch(call -> call.startsWith("bench "))
                .hasSize(2);
        assertThat(bench.gate(TWO)).isEqualTo(ExitCode.OK);
        assertThat(bench.calls()).hasSize(6);
    }

    @Test
    void aResultThatWasDamagedIsMadeAgain() throws IOException {
        GateBench bench = new GateBench(home, COPY);
        bench.gate(ONE);
        try (Stream<Path> files = Files.list(home.resolve("gate/steps"))) {
            for (Path json : files.filter(f -> f.toString().endsWith(".json")).toList()) {
                Files.writeString(json, "{");
            }
        }
        assertThat(bench.gate(ONE)).isEqualTo(ExitCode.OK);
        assertThat(bench.calls()).hasSize(4);
    }

    @Test
    void settingsThatDecideNothingForAStepDoNotRepeatIt() throws IOException {
        GateBench bench = new GateBench(home, COPY);
        bench.gate(ONE);
        bench.gate(ONE + "margin: 0.1\n");
        assertThat(bench.calls()).hasSize(3);
        assertThat(bench.calls().get(2)).startsWith("bench ").contains("--margin 0.1");
    }

    @Test
    void aScoreIsHeldAgainstBothFloors() throws IOException {
        String data = ONE + "data: {argument: 'voc:pictures:test', metric: voc07}\n";
        GateBench bench = new GateBench(home, COPY);
        score("0.4", "-0.02", "0.03");
        assertThat(bench.gate(data + "floors: {map: 0.3, delta: -0.05}\n")).isEqualTo(ExitCode.OK);
        assertThat(bench.calls().get(1)).contains("--metric voc07", "voc:" + home.resolve("pictures") + ":test");
        assertThat(bench.gate(data + "floors: {map: 0.5}\n")).isEqualTo(ExitCode.CHECK_FAILED);
        assertThat(bench.gate(data + "floors: {delta: 0}\n")).isEqualTo(ExitCode.INCONCLUSIVE);
        assertThat(bench.gate(data + "floors: {delta: 0.05}\n")).isEqualTo(ExitCode.CHECK_FAILED);
        assertThat(bench.gate(data)).isEqualTo(ExitCode.OK);
        JsonNode checks = bench.json().at("/pairs/0/parts/1/checks");
        assertThat(checks.findValuesAsText("status")).containsExactly("skipped", "skipped");
        assertThat(bench.calls()).hasSize(3);
    }

    private void score(String map, String low, String high) throws IOException {
        Files.writeString(
                home.resolve("eval.json"),
                "{\"map\": " + map + ", \"baseline\": {\"map\": 0.39, \"difference\": {\"map\": 0.01, \"low\": " + low
                        + ", \"high\": " + high + "}}}");
    }

    @Test
    void dataWithoutObjectsHaveNoScoreToPass() throws IOException {
        GateBench bench = new GateBench(home, COPY);
        Files.writeString(home.resolve("eval.json"), "{\"map\": null, \"baseline\": {\"map\": null}}");
        assertThat(bench.gate(ONE + "data: {argument: 'voc:pictures:test'}\n")).isEqualTo(ExitCode.DATA);
        assertThat(bench.json().at("/pairs/0/parts/1/error").asText()).contains("expected data with objects to find");
    }

    @Test
    void everyMistakeInTheFileIsNamed() throws IOException {
        GateBench bench = new GateBench(home, COPY);
        ExitCode code = bench.gate("""
                models:
                  - {name: a b, baseline: a.onnx, candidates: b.onnx}
                provider: [cpu]
                providers: [gpu]
                margin: 2
                threads: many
                floors: {mapp: 0.5}
                """);
        assertThat(code).isEqualTo(ExitCode.USAGE);
        assertThat(bench.err())
                .contains(
                        "models[0].candidates: unknown key; did you mean 'candidate'?",
                        "models[0].candidate: missing",
                        "provider: unknown key; did you mean 'providers'?",
                        "providers[0]: expected one of cpu, cuda, tensorrt, found gpu",
                        "margin: expected 1.0E-4 to 0.5, found 2.0",
                        "threads: expected int",
                        "floors.mapp: unknown key; did you mean 'map'?");
        assertThat(bench.calls()).isEmpty();
        assertThat(Files.exists(home.resolve("gate"))).isFalse();
    }

    @Test
    void everyContradictionInTheFileIsNamed() throws IOException {
        GateBench bench = new GateBench(home, COPY);
        ExitCode code = bench.gate("""
                models:
                  - {name: a b, baseline: a.onnx, candidate: b.onnx}
                  - {name: c, baseline: a.onnx, candidate: b.onnx}
                  - {name: c, baseline: a.onnx, candidate: b.onnx}
                providers: []
                floors: {map: 0.5}
                """);
        assertThat(code).isEqualTo(ExitCode.USAGE);
        assertThat(bench.err())
                .contains(
                        "models[0].name", "found 'a b'", "models[2].name", "providers: expected", "add data.argument");
        assertThat(bench.gate(ONE + "data: {argument: 'vok:pictures'}\n")).isEqualTo(ExitCode.USAGE);
        assertThat(bench.err()).contains("data.argument: ", "did you mean 'voc'?");
    }
}
