package io.freebies.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.freebies.failure.ExitCode;
import io.freebies.image.DamagedPicture;
import io.freebies.image.Pictures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("engine")
class PredictCommandTest {
    @TempDir
    Path folder;

    private Path model = Path.of("");
    private Path pictures = Path.of("");

    @BeforeEach
    void writeModelAndPictures() throws IOException {
        model = TinyDetector.decoded(folder.resolve("m.onnx"), List.of("cat", "dog"));
        pictures = Files.createDirectory(folder.resolve("in"));
        for (String name : List.of("b.png", "a.jpg")) {
            Pictures.write(pictures.resolve(name), Pictures.of(new byte[64 * 32 * 3], 64, 32));
        }
        Files.writeString(pictures.resolve("notes.txt"), "no picture");
    }

    @Test
    void aFolderIsPredictedByNameWithDrawingsAndJson() throws IOException {
        Path json = folder.resolve("p.json");
        Path out = folder.resolve("out");
        Console console = Console.bof("predict", model, pictures, "--out", out, "--json", json, "--threshold", "0.7");
        assertThat(console.err()).isEmpty();
        assertThat(console.code()).isEqualTo(ExitCode.OK);
        assertThat(console.out()).contains("a.jpg: cat 0.90", "next: bof eval").doesNotContain("dog");
        JsonNode written = new ObjectMapper().readTree(json.toFile());
        assertThat(written).hasSize(2);
        assertThat(written.at("/1/file_name").asText()).endsWith("b.png");
        assertThat(written.at("/1/category").asText()).isEqualTo("cat");
        assertThat(written.at("/1/bbox")).hasToString("[0.0,0.0,32.0,32.0]");
        assertThat(written.at("/1/score").asDouble()).isEqualTo(0.9, within(1e-6));
        assertThat(Pictures.bytes(Pictures.read(out.resolve("b.png"))))
                .hasSize(64 * 32 * 3)
                .isNotEqualTo(Pictures.bytes(Pictures.read(pictures.resolve("b.png"))));
    }

    @Test
    void patternsFindPicturesAtAnyDepthAndDataSetsComeLast() throws IOException {
        Path deep = Files.createDirectories(pictures.resolve("deep/er"));
        Files.copy(pictures.resolve("a.jpg"), deep.resolve("c.jpg"));
        Console all = Console.bof("predict", model, pictures + "/**/*.jpg");
        assertThat(all.out().lines().filter(line -> line.contains(": cat")))
                .hasSize(2)
                .allMatch(line -> line.contains("a.jpg") || line.contains("c.jpg"));
        assertThat(Console.bof("predict", model, pictures + "/[ab].*").out()).contains("a.jpg", "b.png");
        VocFixture.write(folder.resolve("voc"), 40, 30, Map.of("v", VocFixture.object("cat", 0, 1, 1, 9, 9)));
        Console both = Console.bof("predict", model, pictures + "/*.png", "--data", "voc:" + folder.resolve("voc"));
        assertThat(both.out().lines().filter(line -> line.contains(": cat")).map(line -> line.replaceAll(":.*", "")))
                .containsExactly(
                        pictures.resolve("b.png").toString(),
                        folder.resolve("voc/JPEGImages/v.jpg").toString());
    }

    @Test
    void onlyTheClassesAskedForAreShown() {
        Console dogs = Console.bof("predict", model, pictures, "--classes", "dog");
        assertThat(dogs.out()).contains("a.jpg: dog 0.60").doesNotContain("cat");
        Console unknown = Console.bof("predict", model, pictures, "--classes", "doge");
        assertThat(unknown.code()).isEqualTo(ExitCode.USAGE);
        assertThat(unknown.err()).contains("found 'doge'; did you mean 'dog'?");
    }

    @Test
    void badPicturesAreRefusedTogetherOrLeftOutOnRequest() throws IOException {
        DamagedPicture.write(pictures.resolve("damaged.jpg"), 60, 40);
        Files.writeString(pictures.resolve("text.png"), "no picture at all");
        Path json = folder.resolve("p.json");
        Console refused = Console.bof("predict", model, pictures, "--json", json);
        assertThat(refused.code()).isEqualTo(ExitCode.DATA);
        assertThat(refused.err()).contains("2 problems", "damaged.jpg: the picture's data", "text.png", "--skip-bad");
        assertThat(json).doesNotExist();
        Console skipped = Console.bof("predict", model, pictures, "--skip-bad", "--json", json);
        assertThat(skipped.code()).isEqualTo(ExitCode.OK);
        assertThat(skipped.out())
                .contains("a.jpg: cat", "b.png: cat", "left out: ")
                .doesNotContain("text.png: cat");
        assertThat(skipped.out().lines().filter(line -> line.startsWith("left out: ")))
                .hasSize(2);
        assertThat(json).exists();
        Files.delete(pictures.resolve("a.jpg"));
        Files.delete(pictures.resolve("b.png"));
        assertThat(Console.bof("predict", model, pictures, "--skip-bad").err()).contains("no picture is left");
    }

    @Test
    void copiesOfTheSameNameAreNumbered() throws IOException {
        Path other = Files.createDirectory(folder.resolve("other"));
        Files.copy(pictures.resolve("a.jpg"), other.resolve("a.jpg"));
        Path out = folder.resolve("out");
        Console.bof("predict", model, pictures, other, "--out", out);
        assertThat(out.resolve("2-a.jpg")).isRegularFile();
        assertThat(out.resolve("a.jpg")).isRegularFile();
    }

    @Test
    void theLimitCutsAndOriginalsAreNeverOverwritten() {
        assertThat(Console.bof("predict", model, pictures, "--limit", 1).out()).doesNotContain("b.png");
        Console refused = Console.bof("predict", model, pictures, "--out", pictures);
        assertThat(refused.code()).isEqualTo(ExitCode.USAGE);
        assertThat(refused.err()).contains("overwritten");
    }

    @Test
    void nothingToPredictIsRefused() throws IOException {
        assertThat(Console.bof("predict", model).code()).isEqualTo(ExitCode.USAGE);
        assertThat(Console.bof("predict", model, folder.resolve("none.jpg")).code())
                .isEqualTo(ExitCode.DATA);
        Path empty = Files.createDirectory(folder.resolve("empty"));
        assertThat(Console.bof("predict", model, empty).code()).isEqualTo(ExitCode.DATA);
        Console pattern = Console.bof("predict", model, empty + "/*.jpg");
        assertThat(pattern.code()).isEqualTo(ExitCode.DATA);
        assertThat(pattern.err()).contains("/*.jpg: expected a picture, or a folder or pattern");
        assertThat(Console.bof("predict", model, pictures, "--threshold", "2").code())
                .isEqualTo(ExitCode.USAGE);
    }
}
