package io.freebies.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.freebies.failure.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EvalCommandTest {
    @TempDir
    Path folder;

    private static JsonNode json(Path file) throws IOException {
        return new ObjectMapper().readTree(file.toFile());
    }

    @ParameterizedTest
    @ValueSource(strings = {"voc_basic", "voc_difficult", "voc_ties", "voc_real_100", "voc_real_indoor"})
    void annotationsAndDetectionsScoreAsTheReferenceProgramsScoreThem(String oracle) throws IOException {
        Path reference = VocFixture.oracle(folder, oracle);
        JsonNode expected = json(reference.resolve("expected.json"));
        Map<String, String> keys = Map.of("voc", "voc_area", "voc07", "voc07_11point");
        for (Map.Entry<String, String> metric : keys.entrySet()) {
            Path out = folder.resolve("score.json");
            Path detections = reference.resolve("dt.json");
            Console console = Console.bof(
                    "eval",
                    "--detections",
                    detections,
                    "--data",
                    "voc:" + folder,
                    "--metric",
                    metric.getKey(),
                    "--json",
                    out);
            assertThat(console.err()).isEmpty();
            assertThat(console.code()).isEqualTo(ExitCode.OK);
            assertThat(console.out()).contains("mAP", "next: bof");
            JsonNode score = json(out);
            JsonNode wanted = expected.get(metric.getValue());
            assertThat(score.get("map").asDouble()).isCloseTo(wanted.get("map").asDouble(), within(1e-9));
            assertThat(score.get("metric").asText()).isEqualTo(metric.getValue());
            assertThat(score.get("images_per_second").isNull()).isTrue();
            assertSameNumbers(score.get("per_class_ap"), wanted.get("per_class_ap"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"coco_basic", "coco_edge", "coco_many_dets", "coco_ties_crowd", "coco_val2014_fake100"})
    void resultsOfCocoScoreAsPycocotoolsScoresThem(String oracle) throws IOException {
        Path reference = Path.of(System.getProperty("shared.dir", "absent"), "oracles", "eval", oracle);
        assumeTrue(Files.isDirectory(reference), "needs the reference scores in " + reference);
        Path out = folder.resolve("score.json");
        Console console = Console.bof(
                "eval",
                "--detections",
                reference.resolve("dt.json"),
                "--data",
                "coco:" + folder,
                "--annotations",
                reference.resolve("gt.json"),
                "--json",
                out);
        assertThat(console.err()).isEmpty();
        assertThat(console.code()).isEqualTo(ExitCode.OK);
        JsonNode score = json(out);
        JsonNode expected = json(reference.resolve("expected.json"));
        assertThat(score.get("metric").asText()).isEqualTo("coco");
        for (int i = 0; i < 12; i++) {
            assertThat(score.get("stats").get(i).asDouble())
                    .isCloseTo(expected.get("stats").get(i).asDouble(), within(1e-9));
        }
        for (String table : List.of("per_class_ap", "per_class_ap50", "per_class_ap75")) {
            assertSameNumbers(score.get(table), expected.get(table));
        }
    }

    /** What is null or -1 in the reference is null here. */
    private static void assertSameNumbers(JsonNode found, JsonNode expected) {
        expected.properties().forEach(entry -> {
            assertThat(found.has(entry.getKey())).as(entry.getKey()).isTrue();
            JsonNode value = found.get(entry.getKey());
            if (entry.getValue().asDouble(-1) == -1 || entry.getValue().isNull()) {
                assertThat(value.isNull()).as(entry.getKey()).isTrue();
            } else {
                assertThat(value.asDouble())
                        .as(entry.getKey())
                        .isCloseTo(entry.getValue().asDouble(), within(1e-9));
            }
        });
    }

    private String twoPictures() throws IOException {
        Path data = folder.resolve("pets");
        String both = VocFixture.object("wolf", 0, 49, 13, 64, 16) + VocFixture.object("lynx", 0, 1, 1, 32, 16);
        VocFixture.write(data, 64, 16, Map.of("a", both, "b", VocFixture.object("lynx", 0, 33, 1, 64, 16)));
        return "voc:" + data;
    }

    @Test
    @Tag("engine")
    void aModelIsScoredAndItsDetectionsScoreTheSame() throws IOException {
        Path model = TinyDetector.decoded(folder.resolve("m.onnx"), List.of("lynx", "wolf"));
        Path first = folder.resolve("first.json");
        Path detections = folder.resolve("dt.json");
        Console console = Console.bof(
                "eval", model, "--data", twoPictures(), "--json", first, "--detections-out", detections, "--batch", 2);
        assertThat(console.err()).isEmpty();
        assertThat(console.code()).isEqualTo(ExitCode.OK);
        JsonNode score = json(first);
        // Both pictures get the same detections. The lynx of a is found and that of b is not, the wolf of a is found;
        // ties
        // are kept in the order of pictures.
        assertThat(score.get("per_class_ap").get("lynx").asDouble()).isEqualTo(0.5);
        assertThat(score.get("per_class_ap").get("wolf").asDouble()).isEqualTo(1);
        assertThat(score.get("images").asInt()).isEqualTo(2);
        assertThat(score.get("images_per_second").asDouble()).isPositive();

        Path second = folder.resolve("second.json");
        Console again = Console.bof("eval", "--detections", detections, "--data", twoPictures(), "--json", second);
        assertThat(again.code()).isEqualTo(ExitCode.OK);
        assertThat(json(second).get("per_class_ap")).isEqualTo(score.get("per_class_ap"));
    }

    @Test
    @Tag("engine")
    void aModelThatIsItsOwnBaselineDoesNotDiffer() throws IOException {
        Path model = TinyDetector.decoded(folder.resolve("m.onnx"), List.of("lynx", "wolf"));
        Path out = folder.resolve("score.json");
        Console console = Console.bof("eval", model, "--data", twoPictures(), "--baseline", model, "--json", out);
        assertThat(console.code()).isEqualTo(ExitCode.OK);
        assertThat(console.out()).contains("against the baseline", "+0.00 [+0.00, +0.00] points");
        JsonNode baseline = json(out).get("baseline");
        assertThat(baseline.get("map").asDouble())
                .isEqualTo(json(out).get("map").asDouble());
        assertThat(baseline.at("/difference/high").asDouble()).isZero();
        assertThat(baseline.at("/per_class_difference/lynx/low").asDouble()).isZero();
    }

    @Test
    @Tag("engine")
    void theOrderOfTheModelsClassesDoesNotMatterButTheirNamesDo() throws IOException {
        Path swapped = TinyDetector.decoded(folder.resolve("s.onnx"), List.of("wolf", "lynx"));
        Path other = TinyDetector.decoded(folder.resolve("o.onnx"), List.of("lynx", "hound"));
        assertThat(Console.bof("eval", swapped, "--data", twoPictures()).code()).isEqualTo(ExitCode.OK);
        Console refused = Console.bof("eval", other, "--data", twoPictures());
        assertThat(refused.code()).isEqualTo(ExitCode.DATA);
        assertThat(refused.err()).contains("[lynx, hound]", "[lynx, wolf]");
    }

    @Test
    void wrongCommandLinesAreUsageErrors() {
        for (Object[] line : List.of(
                new Object[] {"eval", "m.onnx"},
                new Object[] {"eval", "--data", "voc:x"},
                new Object[] {"eval", "m.onnx", "--detections", "d.json", "--data", "voc:x"},
                new Object[] {"eval", "m.onnx", "--data", "voc:x", "--annotations", "gt.json"},
                new Object[] {
                    "eval", "m.onnx", "--data", "voc:x", "--baseline", "b.onnx", "--baseline-detections", "b.json"
                },
                new Object[] {"eval", "m.onnx", "--data", "voc:x", "--metric", "best"},
                new Object[] {"eval", "m.onnx", "--data", "voc:x", "--batch", "0"},
                new Object[] {"eval", "m.onnx", "--data", "voc:x", "--provider", "tpu"})) {
            Console console = Console.bof(line);
            assertThat(console.code()).as(List.of(line).toString()).isEqualTo(ExitCode.USAGE);
            assertThat(console.err().lines()).hasSize(1);
        }
    }
}
