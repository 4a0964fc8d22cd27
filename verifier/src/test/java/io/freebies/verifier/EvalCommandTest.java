package io.freebies.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.freebies.failure.ExitCode;
import io.freebies.image.Pictures;
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
    void badDetectionsAreAnErrorOrLeftOutAndListed() throws IOException {
        String good = "{\"image\": \"a\", \"class\": \"lynx\", \"bbox\": [1, 1, 32, 16], \"score\": 0.9}";
        Path detections = folder.resolve("dt.json");
        Files.writeString(detections, "[" + good + ",\n" + good.replace("\"a\"", "\"z\"") + ",\n7]");
        Console refused = Console.bof("eval", "--detections", detections, "--data", twoPictures());
        assertThat(refused.code()).isEqualTo(ExitCode.DATA);
        assertThat(refused.err()).contains("dt.json: 2 problems", "entry 1, line 2", "found 'z'", "entry 2, line 3");

        Path out = folder.resolve("score.json");
        Console skipped =
                Console.bof("eval", "--detections", detections, "--data", twoPictures(), "--skip-bad", "--json", out);
        assertThat(skipped.code()).isEqualTo(ExitCode.OK);
        assertThat(skipped.out()).contains("left out: entry 1, line 2", "left out: entry 2, line 3");
        assertThat(json(out).get("left_out")).hasSize(2);
        assertThat(json(out).get("per_class_ap").get("lynx").asDouble()).isEqualTo(0.5);
    }

    /** COCO data of two pictures with ids in the order that is not that of the file, and classes numbered with gaps. */
    private Path cocoPictures() throws IOException {
        Path data = folder.resolve("coco");
        for (int id : new int[] {9, 4}) {
            Path file = data.resolve("val/" + id + ".png");
            Files.createDirectories(file.getParent());
            Pictures.write(file, Pictures.of(new byte[64 * 16 * 3], 64, 16));
        }
        Files.createDirectories(data.resolve("annotations"));
        Files.writeString(data.resolve("annotations/instances_val.json"), """
                {"images": [{"id": 9, "file_name": "9.png", "width": 64, "height": 16},
                            {"id": 4, "file_name": "4.png", "width": 64, "height": 16}],
                 "annotations": [
                   {"id": 1, "image_id": 9, "category_id": 7, "bbox": [0, 0, 32, 16], "area": 500, "iscrowd": 0},
                   {"id": 2, "image_id": 4, "category_id": 7, "bbox": [0, 0, 32, 15], "area": 480, "iscrowd": 0},
                   {"id": 3, "image_id": 4, "category_id": 2, "bbox": [48, 12, 16, 4], "area": 60, "iscrowd": 0},
                   {"id": 4, "image_id": 9, "category_id": 2, "bbox": [40, 0, 24, 16], "area": 300, "iscrowd": 1}],
                 "categories": [{"id": 7, "name": "lynx"}, {"id": 2, "name": "wolf"}]}
                """);
        return data;
    }

    @Test
    @Tag("engine")
    void aModelOnCocoDataScoresAsItsResultsFileDoes() throws IOException {
        Path model = TinyDetector.decoded(folder.resolve("m.onnx"), List.of("lynx", "wolf"));
        String data = "coco:" + cocoPictures();
        Path first = folder.resolve("first.json");
        Path results = folder.resolve("results.json");
        Console console = Console.bof("eval", model, "--data", data, "--json", first, "--detections-out", results);
        assertThat(console.err()).isEmpty();
        assertThat(json(results)).hasSize(4);
        assertThat(json(results).get(0).get("image_id").asInt()).isEqualTo(4);
        assertThat(json(results).get(0).get("category_id").asInt()).isEqualTo(7);

        Path second = folder.resolve("second.json");
        assertThat(Console.bof("eval", "--detections", results, "--data", data, "--json", second)
                        .code())
                .isEqualTo(ExitCode.OK);
        for (String key : List.of("metric", "map", "stats", "per_class_ap", "per_class_ap_by_iou", "per_class_ar")) {
            assertThat(json(second).get(key)).as(key).isEqualTo(json(first).get(key));
        }
        assertThat(json(first).get("per_class_ap50").get("7").asDouble()).isEqualTo(1, within(1e-9));
        assertThat(json(first).get("map").asDouble()).isPositive().isLessThan(1);
    }

    @Test
    void wrongCommandLinesAreUsageErrors() {
        for (Object[] line : List.of(
                new Object[] {"eval", "m.onnx"},
                new Object[] {"eval", "--data", "voc:x"},
                new Object[] {"eval", "m.onnx", "--detections", "d.json", "--data", "voc:x"},
                new Object[] {"eval", "m.onnx", "n.onnx", "--data", "voc:x", "--detections-out", "d.json"},
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
