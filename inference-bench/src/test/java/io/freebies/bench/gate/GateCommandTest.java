package io.freebies.bench.gate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.freebies.failure.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Runs the gate over the real commands, on models of one convolution. */
@Tag("engine")
class GateCommandTest {
    /** Wide, since it is not the bench that is tested here. */
    private static final String QUICK = "seconds: 1\nmargin: 0.5\n";

    private static final String FLOORS = "data: {argument: 'voc:pictures:test'}\nfloors: {map: 0.5, delta: -0.01}\n";

    @TempDir
    private Path home;

    private static String pair(String name, String candidate) {
        return "  - {name: " + name + ", baseline: base.onnx, candidate: " + candidate + ".onnx}\n";
    }

    private static JsonNode check(JsonNode pair, String step, String name) {
        for (JsonNode part : pair.get("parts")) {
            for (JsonNode check : part.get("checks")) {
                if (part.get("step").asText().equals(step)
                        && check.get("name").asText().equals(name)) {
                    return check;
                }
            }
        }
        throw new AssertionError(step + "." + name + " is not in " + pair);
    }

    private static String status(JsonNode pair, String step, String name) {
        return check(pair, step, name).get("status").asText();
    }

    @Test
    void eachPairIsJudgedAloneAndWhatWasFinishedIsNotRepeated() throws Exception {
        GateFixture.detector(home.resolve("base.onnx"), 8, 1, 0);
        GateFixture.detector(home.resolve("stride.onnx"), 8, 2, 0);
        GateFixture.detector(home.resolve("worse.onnx"), 24, 1, 0);
        GateFixture.pictures(home.resolve("pictures"));
        GateBench bench = GateBench.real(home);
        String yaml = "models:\n" + pair("same", "base") + pair("stride", "stride") + pair("worse", "worse")
                + pair("missing", "none") + FLOORS + QUICK;

        assertThat(bench.gate(yaml)).as(bench.err()).isEqualTo(ExitCode.DATA);
        JsonNode pairs = bench.json().get("pairs");

        JsonNode same = pairs.get(0);
        assertThat(same.get("verdict").asText()).as(same.toPrettyString()).isEqualTo("PASSED");
        assertThat(status(same, "verify", "graph")).isEqualTo("passed");
        assertThat(status(same, "verify", "parity")).isEqualTo("skipped");
        assertThat(status(same, "eval", "map")).isEqualTo("passed");
        assertThat(status(same, "eval", "delta")).isEqualTo("passed");
        assertThat(status(same, "bench", "throughput")).isEqualTo("passed");

        JsonNode stride = pairs.get(1);
        assertThat(stride.get("verdict").asText()).isEqualTo("FAILED");
        assertThat(status(stride, "verify", "graph")).isEqualTo("failed");
        assertThat(check(stride, "verify", "graph").get("detail").asText()).contains("first difference: attributes");
        assertThat(stride.at("/parts/0/found/first_difference/diff").toString()).contains("strides");
        assertThat(status(stride, "eval", "delta")).isEqualTo("passed");

        JsonNode worse = pairs.get(2);
        assertThat(worse.get("verdict").asText()).isEqualTo("FAILED");
        assertThat(status(worse, "verify", "graph")).isEqualTo("passed");
        assertThat(status(worse, "eval", "map")).isEqualTo("failed");
        assertThat(check(worse, "eval", "delta").get("detail").asText())
                .contains("difference -100.00", "floor of the difference -1.00 points");

        JsonNode missing = pairs.get(3);
        assertThat(missing.get("verdict").asText()).isEqualTo("BAD DATA");
        assertThat(missing.at("/parts/0/error").asText()).contains("none.onnx: no such file");
        assertThat(bench.out()).contains("none.onnx: no such file", "gate: BAD DATA");
        assertJunitAgrees(bench.json());
        assertThat(home.resolve("gate/summary.md")).content().contains("| same | cpu | 1.0000 | 1.0000 |");

        int before = bench.calls().size();
        assertThat(before).isEqualTo(12);
        assertThat(bench.gate(yaml)).isEqualTo(ExitCode.DATA);
        assertThat(bench.calls().subList(before, bench.calls().size()))
                .allMatch(call -> call.contains("none.onnx"))
                .hasSize(3);

        // Another model under the same name is another content.
        GateFixture.detector(home.resolve("worse.onnx"), 9, 1, 0);
        before = bench.calls().size();
        assertThat(bench.gate("models:\n" + pair("same", "base") + pair("worse", "worse") + FLOORS + QUICK))
                .isEqualTo(ExitCode.OK);
        assertThat(bench.calls().subList(before, bench.calls().size()))
                .allMatch(call -> call.contains("worse.onnx"))
                .hasSize(3);
    }

    private void assertJunitAgrees(JsonNode json) throws Exception {
        Element root = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(home.resolve("gate/junit.xml").toFile())
                .getDocumentElement();
        NodeList suites = root.getElementsByTagName("testsuite");
        assertThat(suites.getLength()).isEqualTo(json.get("pairs").size());
        assertThat(root.getAttribute("tests"))
                .isEqualTo("" + root.getElementsByTagName("testcase").getLength());
        List<Element> counted = new ArrayList<>(List.of(root));
        for (int i = 0; i < suites.getLength(); i++) {
            counted.add((Element) suites.item(i));
        }
        for (Element suite : counted) {
            assertThat(suite.getAttribute("failures"))
                    .isEqualTo("" + suite.getElementsByTagName("failure").getLength());
            assertThat(suite.getAttribute("errors"))
                    .isEqualTo("" + suite.getElementsByTagName("error").getLength());
            assertThat(suite.getAttribute("skipped"))
                    .isEqualTo("" + suite.getElementsByTagName("skipped").getLength());
        }
        assertThat(counted.get(1).getAttribute("failures")).isEqualTo("0");
        assertThat(counted.get(4).getAttribute("errors")).isEqualTo("3");
    }

    @Test
    void aWeightThatIsNoNumberFailsByName() throws IOException {
        GateFixture.detector(home.resolve("base.onnx"), 8, 1, 0);
        GateFixture.detector(home.resolve("broken.onnx"), 8, 1, Float.NaN);
        GateBench bench = GateBench.real(home);
        assertThat(bench.gate("models:\n" + pair("broken", "broken") + QUICK)).isEqualTo(ExitCode.CHECK_FAILED);
        JsonNode pair = bench.json().get("pairs").get(0);
        assertThat(status(pair, "verify", "graph")).isEqualTo("passed");
        assertThat(status(pair, "verify", "weights")).isEqualTo("failed");
        assertThat(check(pair, "verify", "weights").get("detail").asText()).contains("broken.onnx", "kernel");
        assertThat(status(pair, "eval", "eval")).isEqualTo("skipped");
        assertThat(Files.exists(home.resolve("gate/summary.md"))).isTrue();
    }
}
