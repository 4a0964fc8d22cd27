package io.freebies.verifier.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freebies.box.Box;
import io.freebies.data.BadData;
import io.freebies.data.Dataset;
import io.freebies.data.LabelledImage;
import io.freebies.failure.ExitCode;
import io.freebies.failure.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DetectionsFileTest {
    private static final List<LabelledImage> IMAGES = Stream.of("1", "7")
            .map(id -> new LabelledImage(id, Path.of(id + ".jpg"), 0, 0, List.of()))
            .toList();
    private static final Dataset COCO =
            new Dataset("coco:pets", List.of("cat", "dog"), IMAGES, List.of(), List.of(3L, 5L));
    private static final Dataset VOC = new Dataset("voc:pets", List.of("cat", "dog"), IMAGES, List.of());
    private static final String GOOD = entry("1", "3", "[1, 2, 3, 4]", "0.5");

    @TempDir
    Path folder;

    private static String entry(String image, String category, String box, String score) {
        return "{\"image_id\": " + image + ", \"category_id\": " + category + ", \"bbox\": " + box + ", \"score\": "
                + score + "}";
    }

    private static String named(String image, String name, String box) {
        return "{\"image\": \"" + image + "\", \"class\": \"" + name + "\", \"bbox\": " + box + ", \"score\": 0.5}";
    }

    private static String file(String... entries) {
        return "[" + String.join(",\n", entries) + "]";
    }

    private static Arguments bad(String name, String content, String... message) {
        return Arguments.argumentSet(name, content, List.of(message));
    }

    /** Files that are wrong as a whole: skipping does not help. */
    static Stream<Arguments> brokenFiles() {
        return Stream.of(
                bad("nothing", "", "expected a JSON list of detections, found an empty file"),
                bad("blanks", " \n\t", "expected a JSON list of detections, found an empty file"),
                bad("an object", "{\"a\": 1}", "expected a JSON list of detections, found an object"),
                bad("a number", "12", "expected a JSON list of detections, found 12"),
                bad("cut in an entry", "[\n" + GOOD + ",\n{\"image_id\": 1", "line 3", "the file ends in the middle"),
                bad("cut behind a number", "[{\"score\": 0.5", "line 1", "the file ends in the middle"),
                bad("cut in a text", "[{\"image\": \"a", "line 1", "the file ends in the middle"),
                bad("cut before the end", "[" + GOOD, "line 1", "the file ends in the middle"),
                bad("no comma", "[" + GOOD + "\n" + GOOD + "]", "line 2, column 1", "expected JSON"),
                bad("something behind the list", "[]\n[]", "line 2, column 1", "expected the end of the file"),
                bad("Python", "[{'image_id': 1}]", "line 1, column 3", "expected JSON"),
                bad(
                        "a name without end",
                        file(named("1", "x".repeat(1_000_000), "[1, 2, 3, 4]")),
                        "line 1",
                        "too long or too deep"),
                bad("a key without end", "[{\"" + "k".repeat(1_000_000) + "\": 1}]", "line 1", "too long or too deep"),
                bad("a number without end", file(entry("1", "3", "[1, 2, 3, 4]", "1".repeat(5000))), "too long"),
                bad("a deep list", "[{\"other\": " + "[".repeat(5000) + "]", "line 1", "too long or too deep"));
    }

    @ParameterizedTest
    @MethodSource("brokenFiles")
    void aFileThatIsNoListOfDetectionsIsRefusedWithThePlace(String content, List<String> message) throws IOException {
        for (BadData policy : BadData.values()) {
            assertRefused(content, COCO, policy, message);
        }
    }

    /** Files with one wrong entry, the second. */
    static Stream<Arguments> wrongEntries() {
        return Stream.of(
                bad("no object", "[1]", "expected an object, found a list"),
                bad("a text as image", entry("\"1\"", "3", "[1, 2, 3, 4]", "0.5"), "whole number as image_id", "\"1\""),
                bad("a fraction as image", entry("1.5", "3", "[1, 2, 3, 4]", "0.5"), "whole number as image_id", "1.5"),
                bad("a huge image", entry("9".repeat(40), "3", "[1, 2, 3, 4]", "0.5"), "whole number as image_id"),
                bad(
                        "null as class",
                        entry("1", "null", "[1, 2, 3, 4]", "0.5"),
                        "whole number as category_id, found null"),
                bad(
                        "a text as score",
                        entry("1", "3", "[1, 2, 3, 4]", "\"high\""),
                        "finite number as score",
                        "\"high\""),
                bad("NaN as score", entry("1", "3", "[1, 2, 3, 4]", "NaN"), "finite number as score, found NaN"),
                bad("an infinite score", entry("1", "3", "[1, 2, 3, 4]", "-Infinity"), "finite number as score"),
                bad("a score beyond doubles", entry("1", "3", "[1, 2, 3, 4]", "1e999"), "finite number as score"),
                bad(
                        "a short box",
                        entry("1", "3", "[1, 2, 3]", "0.5"),
                        "expected 4 finite numbers as bbox",
                        "list of 3"),
                bad("a long box", entry("1", "3", "[1, 2, 3, 4, 5]", "0.5"), "4 finite numbers as bbox", "list of 5"),
                bad("a nested box", entry("1", "3", "[[1, 2, 3, 4]]", "0.5"), "expected 4 finite numbers as bbox"),
                bad(
                        "an object as box",
                        entry("1", "3", "{\"x\": 1}", "0.5"),
                        "4 finite numbers as bbox, found an object"),
                bad(
                        "NaN in a box",
                        entry("1", "3", "[1, 2, NaN, 4]", "0.5"),
                        "expected 4 finite numbers",
                        "3 in a list of 4"),
                bad(
                        "an infinite box",
                        entry("1", "3", "[1, 2, Infinity, 4]", "0.5"),
                        "expected 4 finite numbers as bbox"),
                bad(
                        "a negative width",
                        entry("1", "3", "[1, 2, -3, 4]", "0.5"),
                        "width and height of 0 or more",
                        "-3.0"),
                bad(
                        "no score",
                        "{\"image_id\": 1, \"category_id\": 3, \"bbox\": [1, 2, 3, 4]}",
                        "expected score, found none"),
                bad("nothing in it", "{}", "expected image_id or image, found none"),
                bad(
                        "a key twice",
                        "{\"image_id\": 1, \"image_id\": 7, \"category_id\": 3, \"bbox\": [1, 2, 3, 4], \"score\": 1}",
                        "expected image_id once, found it again"),
                bad(
                        "a number and a name",
                        "{\"image_id\": 1, \"class\": \"cat\", \"bbox\": [1, 2, 3, 4], \"score\": 1}",
                        "found them mixed"),
                bad(
                        "an image outside the split",
                        entry("8", "3", "[1, 2, 3, 4]", "0.5"),
                        "expected an image of coco:pets, found 8 in 1 detection"),
                bad(
                        "an unknown class",
                        entry("1", "4", "[1, 2, 3, 4]", "0.5"),
                        "expected a class of coco:pets, [3, 5], found 4"),
                bad(
                        "an unknown name",
                        named("1", "cut", "[1, 2, 3, 4]"),
                        "[cat, dog], found 'cut' in 1 detection; did you mean 'cat'?"),
                bad(
                        "a very long name",
                        named("1", "n".repeat(60_000), "[1, 2, 3, 4]"),
                        "found 'nnn",
                        "...' in 1 detection"));
    }

    @ParameterizedTest
    @MethodSource("wrongEntries")
    void aWrongEntryIsRefusedWithItsPlaceOrSkippedOnRequest(String entry, List<String> message) throws IOException {
        String content = file(GOOD, entry, GOOD);
        List<String> placed = Stream.concat(Stream.of("entry 1, line 2, column "), message.stream())
                .toList();
        assertRefused(content, COCO, BadData.REFUSE, placed);
        DatasetDetections rest = read(content, COCO, BadData.SKIP);
        assertThat(rest.all()).hasSize(2);
        assertThat(rest.leftOut()).singleElement().asString().contains(placed);
        assertThat(rest.leftOut().get(0).length()).isLessThan(300);
    }

    @Test
    void allThatIsWrongIsToldAtOnceWithHowOften() throws IOException {
        String stray = entry("9", "3", "[1, 2, 3, 4]", "0.5");
        String content = file(GOOD, stray, stray, entry("1", "4", "[1, 2, 3, 4]", "0.5"), "7");
        assertRefused(
                content,
                COCO,
                BadData.REFUSE,
                List.of(
                        "3 problems",
                        "entry 4, line 5, column 1: expected an object, found 7",
                        "entry 1, line 2, column 14: expected an image of coco:pets, found 9 in 2 detections",
                        "entry 3, line 4, column 32: expected a class"));
    }

    @Test
    void whatLeavesNothingIsRefusedEvenOnRequest() throws IOException {
        String content = file(entry("9", "3", "[1, 2, 3, 4]", "0.5"));
        assertRefused(content, COCO, BadData.SKIP, List.of("expected detections for coco:pets, found not one"));
        assertRefused(file(GOOD), VOC, BadData.SKIP, List.of("has no numbers, found image_id"));
    }

    @Test
    void aListWithoutEntriesIsThatOfABlindDetector() throws IOException {
        assertThat(read("[]", COCO, BadData.REFUSE).all()).isEmpty();
    }

    @Test
    void namesOfClassesWithoutObjectsAreCountedAndNoMistake() throws IOException {
        String content = file(named("1", "cat", "[1, 2, 3, 4]"), named("7", "cow", "[1, 2, 3, 4]"));
        DatasetDetections found = read(content, VOC, BadData.REFUSE);
        assertThat(found.all()).hasSize(1);
        assertThat(found.all().get(0).detection().box()).isEqualTo(new Box(0, 1, 3, 4));
        assertThat(found.ofOtherClasses()).isEqualTo(Map.of("cow", 1));
        assertThat(found.leftOut()).isEmpty();
    }

    @Test
    void aBoxOfNamesThatIsInsideOutIsRefused() throws IOException {
        assertRefused(
                file(named("1", "cat", "[9, 2, 3, 4]")),
                VOC,
                BadData.REFUSE,
                List.of("entry 0, line 1, column ", "width and height of 0 or more, found [9.0, 2.0, 3.0, 4.0]"));
    }

    @Test
    void keysOfOthersArePassedOverHoweverLarge() throws IOException {
        String content = file("{\"segmentation\": {\"counts\": \"" + "x".repeat(1_000_000) + "\", \"size\": [[1], 2]}, "
                + GOOD.substring(1));
        assertThat(read(content, COCO, BadData.REFUSE).all()).hasSize(1);
    }

    @Test
    void unicodeIsReadInEveryFormThatJsonHas() throws IOException {
        String content = "\uFEFF" + file(GOOD);
        for (var charset : List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16BE, StandardCharsets.UTF_16LE)) {
            assertThat(read(content.getBytes(charset), COCO, BadData.REFUSE).all())
                    .hasSize(1);
        }
    }

    @Test
    void otherBytesAreRefused() throws IOException {
        byte[] latin = file(named("1", "ca\u00E9 x", "[1, 2, 3, 4]")).getBytes(StandardCharsets.ISO_8859_1);
        byte[] zip = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0};
        byte[] zeros = new byte[64];
        byte[] wide = {0, 0, 0, '[', 0x7f, 0, 0, 1, 0, 0, 0, ']'};
        for (byte[] content : List.of(latin, zip, zeros, wide)) {
            assertThatThrownBy(() -> read(content, COCO, BadData.SKIP))
                    .isInstanceOfSatisfying(
                            Failure.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.DATA))
                    .hasMessageContainingAll("dt.json", "expected JSON");
        }
    }

    @Test
    void aMissingFileIsNamed() {
        assertThatThrownBy(() -> DetectionsFile.read(folder.resolve("none.json")))
                .hasMessageContainingAll("none.json", "no such file");
    }

    private void assertRefused(String content, Dataset data, BadData policy, List<String> message) {
        assertThatThrownBy(() -> read(content, data, policy))
                .isInstanceOfSatisfying(
                        Failure.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.DATA))
                .hasMessageContaining("dt.json")
                .hasMessageContainingAll(message.toArray(String[]::new))
                .satisfies(
                        e -> assertThat(String.valueOf(e.getMessage()).length()).isLessThan(1000));
    }

    private DatasetDetections read(String content, Dataset data, BadData policy) throws IOException {
        return read(content.getBytes(StandardCharsets.UTF_8), data, policy);
    }

    private DatasetDetections read(byte[] content, Dataset data, BadData policy) throws IOException {
        return DetectionsFile.read(Files.write(folder.resolve("dt.json"), content))
                .in(data, policy);
    }
}
