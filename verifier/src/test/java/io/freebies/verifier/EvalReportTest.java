package io.freebies.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.freebies.failure.ExitCode;
import io.freebies.image.Pictures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The report of {@code bof eval}, and its summary of several seeds. */
class EvalReportTest {
    private static final double EXACT = 1e-9;

    @TempDir
    Path folder;

    private String data = "";

    /** Ten pictures with a cat and a dog each; no object of the third class. */
    @BeforeEach
    void annotate() throws IOException {
        List<String> images = IntStream.range(1, 11)
                .mapToObj(i -> "{\"id\": " + i + ", \"file_name\": \"" + i + ".jpg\"}")
                .toList();
        List<String> objects = IntStream.range(1, 21)
                .mapToObj(i -> "{\"id\": " + i + ", \"image_id\": " + (i + 1) / 2 + ", \"category_id\": " + (1 + i % 2)
                        + ", \"bbox\": " + box(i % 2) + ", \"area\": 1600, \"iscrowd\": 0}")
                .toList();
        Path file = folder.resolve("annotations/instances_val.json");
        Files.createDirectories(file.getParent());
        Files.writeString(
                file,
                "{\"images\": " + images + ", \"annotations\": " + objects + ", \"categories\": [{\"id\": 1,"
                        + " \"name\": \"cat\"}, {\"id\": 2, \"name\": \"dog\"}, {\"id\": 3, \"name\": \"yeti\"}]}");
        data = "coco:" + folder;
    }

    private static List<Integer> box(int place) {
        return List.of(100 * place, 0, 40, 40);
    }

    /** Finds the cats of the first so many pictures, and the dogs of all others. */
    private Path detections(String name, int cats) throws IOException {
        List<String> found = IntStream.range(1, 11)
                .mapToObj(i -> "{\"image_id\": " + i + ", \"category_id\": " + (i <= cats ? 1 : 2) + ", \"bbox\": "
                        + box(i <= cats ? 0 : 1) + ", \"score\": 0." + (20 - i) + "}")
                .toList();
        return Files.writeString(folder.resolve(name), found.toString());
    }

    private static JsonNode json(Path file) throws IOException {
        return new ObjectMapper().readTree(file.toFile());
    }

    @Test
    void aReportHoldsErrorsCurvesAndDifferencesAsDataAndAsPictures() throws IOException {
        Path report = folder.resolve("report");
        Console console = Console.bof(
                "eval",
                "--detections",
                detections("new.json", 8),
                "--baseline-detections",
                detections("old.json", 5),
                "--data",
                data,
                "--report",
                report);
        assertThat(console.err()).isEmpty();
        assertThat(console.code()).isEqualTo(ExitCode.OK);
        assertThat(console.out()).contains("missed             10", "report: " + report);

        JsonNode errors = json(report.resolve("errors.json"));
        // Eight of ten cats and two of ten dogs, without a miss: 81 and 21 of the 101 recalls.
        assertThat(errors.get("ap50").asDouble()).isEqualTo(102.0 / 202, within(EXACT));
        assertThat(errors.at("/errors/missed/count").asInt()).isEqualTo(10);
        assertThat(errors.at("/errors/missed/lost_ap50").asDouble()).isEqualTo(100.0 / 202, within(EXACT));
        assertThat(errors.at("/errors/class/count").asInt()).isZero();
        assertThat(errors.at("/baseline/ap50").asDouble()).isEqualTo(102.0 / 202, within(EXACT));
        assertThat(errors.at("/change/missed/lost_ap50").asDouble()).isEqualTo(0, within(EXACT));

        JsonNode curves = json(report.resolve("precision_recall.json"));
        assertThat(curves.get("recalls")).hasSize(101);
        assertThat(curves.get("per_class")).hasSize(2);
        assertThat(curves.at("/per_class/1/80").asDouble()).isOne();
        assertThat(curves.at("/per_class/1/81").asDouble()).isZero();
        assertThat(curves.at("/mean/50").asDouble()).isEqualTo(0.5);
        assertThat(curves.at("/baseline/per_class/1/51").asDouble()).isZero();

        JsonNode differences = json(report.resolve("per_class_difference.json"));
        List<JsonNode> perClass = StreamSupport.stream(
                        differences.get("per_class").spliterator(), false)
                .toList();
        assertThat(perClass).extracting(one -> one.get("class").asText()).containsExactly("cat", "dog");
        assertThat(perClass.get(0).get("difference").asDouble()).isEqualTo(30.0 / 101, within(EXACT));
        assertThat(perClass.get(1).get("difference").asDouble()).isEqualTo(-30.0 / 101, within(EXACT));
        assertThat(perClass.get(0).get("low").asDouble()).isLessThan(30.0 / 101);

        for (String name : List.of("errors", "precision_recall", "per_class_difference")) {
            assertThat(Pictures.read(report.resolve(name + ".png")).cols()).isGreaterThan(400);
        }
    }

    @Test
    void withoutABaselineThereAreNoDifferences() throws IOException {
        Path report = folder.resolve("report");
        Console console = Console.bof(
                "eval",
                "--detections",
                detections("new.json", 8),
                "--data",
                data,
                "--metric",
                "voc",
                "--report",
                report);
        assertThat(console.code()).isEqualTo(ExitCode.OK);
        assertThat(report.toFile().list())
                .containsExactlyInAnyOrder(
                        "errors.json", "errors.png", "precision_recall.json", "precision_recall.png");
        assertThat(json(report.resolve("errors.json")).has("change")).isFalse();
    }

    @Test
    void whereThereIsNoObjectNumbersAreNull() throws IOException {
        Path file = folder.resolve("annotations/instances_val.json");
        Files.writeString(
                file, Files.readString(file).replaceFirst("\"annotations\": \\[.*?}]", "\"annotations\": []"));
        Path report = folder.resolve("report");
        Path detections = detections("new.json", 8);
        Console console = Console.bof(
                "eval",
                "--detections",
                detections,
                "--baseline-detections",
                detections,
                "--data",
                data,
                "--report",
                report);
        assertThat(console.err()).isEmpty();
        assertThat(console.code()).isEqualTo(ExitCode.OK);
        JsonNode errors = json(report.resolve("errors.json"));
        assertThat(errors.get("ap50").isNull()).isTrue();
        assertThat(errors.at("/errors/background/count").asInt()).isEqualTo(10);
        assertThat(errors.at("/errors/background/lost_ap50").isNull()).isTrue();
        assertThat(json(report.resolve("per_class_difference.json"))
                        .at("/difference/low")
                        .isNull())
                .isTrue();
    }

    @Test
    void severalSeedsAreSummedUp() throws IOException {
        Path out = folder.resolve("seeds.json");
        Console console = Console.bof(
                "eval",
                "--detections",
                detections("0.json", 10),
                "--detections",
                detections("1.json", 8),
                "--detections",
                detections("2.json", 6),
                "--data",
                data,
                "--json",
                out);
        assertThat(console.err()).isEmpty();
        assertThat(console.code()).isEqualTo(ExitCode.OK);
        assertThat(console.out()).contains("mean of 3 seeds 50.", "standard deviation", "95 % interval [", "1.json");
        JsonNode json = json(out);
        assertThat(json.get("runs")).hasSize(3);
        assertThat(json.at("/runs/1/per_class_ap/1").asDouble()).isEqualTo(81.0 / 101, within(EXACT));
        JsonNode cats = json.at("/seeds/per_class_ap/1");
        assertThat(cats.get("runs").asInt()).isEqualTo(3);
        assertThat(cats.get("mean").asDouble()).isEqualTo((101 + 81 + 61) / 303.0, within(EXACT));
        assertThat(cats.get("deviation").asDouble()).isEqualTo(20.0 / 101, within(EXACT));
        // Student's t with 2 degrees of freedom: 4.302652729911275.
        assertThat(cats.get("high").asDouble() - cats.get("mean").asDouble())
                .isEqualTo(4.302652729911275 * 20 / 101 / Math.sqrt(3), within(EXACT));
        assertThat(json.at("/seeds/per_class_ap/3").isNull()).isTrue();
        assertThat(json.at("/seeds/map/low").asDouble())
                .isLessThan(json.at("/seeds/map/mean").asDouble());
    }

    @Test
    void whatIsForOneModelIsRefusedForSeveral() {
        for (String option : List.of("--baseline", "--baseline-detections", "--report")) {
            Console console = Console.bof("eval", "a.onnx", "b.onnx", "--data", data, option, "x");
            assertThat(console.code()).isEqualTo(ExitCode.USAGE);
            assertThat(console.err()).contains(option + ": expected one model");
        }
    }
}
