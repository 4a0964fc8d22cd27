package io.freebies.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.freebies.failure.ExitCode;
import io.freebies.image.Pictures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
        assertThat(written.get("pictures")).hasSize(2);
        assertThat(written.at("/pictures/1/file").asText()).endsWith("b.png");
        assertThat(written.at("/pictures/1/detections")).hasSize(1);
        assertThat(written.at("/pictures/1/detections/0/box")).hasToString("[0.0,0.0,32.0,32.0]");
        assertThat(Pictures.bytes(Pictures.read(out.resolve("b.png"))))
                .hasSize(64 * 32 * 3)
                .isNotEqualTo(Pictures.bytes(Pictures.read(pictures.resolve("b.png"))));
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
        assertThat(Console.bof("predict", model, pictures, "--threshold", "2").code())
                .isEqualTo(ExitCode.USAGE);
    }
}
