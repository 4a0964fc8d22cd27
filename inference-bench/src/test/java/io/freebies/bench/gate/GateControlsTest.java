package io.freebies.bench.gate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.freebies.bench.controls.NanoModel;
import io.freebies.failure.ExitCode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the gate over the real commands, on whole detectors that see one cat. */
@Tag("engine")
class GateControlsTest {
    /** Too wide a margin to fail: here it is the networks and the scores that decide. */
    private static final String SETTINGS = """
            models:
              - {name: alike, baseline: base.onnx, candidate: alike.onnx}
              - {name: worse, baseline: base.onnx, candidate: worse.onnx}
              - {name: slower, baseline: base.onnx, candidate: slower.onnx}
            data: {argument: 'voc:pictures:test'}
            floors: {map: 0.5, delta: -0.01}
            seconds: 1
            margin: 0.5
            """;

    @TempDir
    private Path home;

    private static List<String> failed(JsonNode pair) {
        List<String> failed = new ArrayList<>();
        for (JsonNode part : pair.get("parts")) {
            for (JsonNode check : part.get("checks")) {
                if (check.get("status").asText().equals("failed")) {
                    failed.add(
                            part.get("step").asText() + "." + check.get("name").asText());
                }
            }
        }
        return failed;
    }

    @Test
    void onlyWhatIsWorseOrAnotherNetworkFails() throws Exception {
        NanoModel.seeingOneCat(8).write(home.resolve("base.onnx"));
        NanoModel.seeingOneCat(8).reordered().renamed().otherMetadata().write(home.resolve("alike.onnx"));
        NanoModel.seeingOneCat(24).write(home.resolve("worse.onnx"));
        NanoModel.seeingOneCat(8).slowed(1000, 1).write(home.resolve("slower.onnx"));
        GateFixture.pictures(home.resolve("pictures"));
        GateBench bench = GateBench.real(home);

        ExitCode code = bench.gate(SETTINGS);
        assertThat(code).as(bench.err()).isEqualTo(ExitCode.CHECK_FAILED);
        JsonNode pairs = bench.json().get("pairs");
        assertThat(pairs.get(0).get("verdict").asText())
                .as(pairs.get(0).toPrettyString())
                .isEqualTo("PASSED");

        assertThat(failed(pairs.get(1))).containsExactly("eval.map", "eval.delta");
        assertThat(bench.out())
                .contains("candidate 0.00 %, baseline 100.00 %, difference -100.00", "floor of the mAP 50.00 %");

        assertThat(failed(pairs.get(2)))
                .containsExactly("verify.graph", "verify.optimised.extended", "verify.optimised.all", "verify.cost");
        assertThat(bench.out()).contains("first difference: input 0 of Reshape 'stride32.cells'");
        assertThat(pairs.get(2).at("/parts/0/found/first_difference/diff").toString())
                .contains("+ Erf 'slow.work0'");
    }
}
