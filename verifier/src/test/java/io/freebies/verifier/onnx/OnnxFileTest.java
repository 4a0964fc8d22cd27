package io.freebies.verifier.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freebies.failure.ExitCode;
import io.freebies.failure.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxFileTest {
    @TempDir
    Path folder;

    private void assertRefused(Path file, String... mentions) {
        assertThatThrownBy(() -> OnnxFile.read(file))
                .isInstanceOf(Failure.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContainingAll(mentions)
                .satisfies(e -> assertThat(((Failure) e).exitCode()).isEqualTo(ExitCode.DATA))
                .satisfies(e -> assertThat(e).message().doesNotContain("\n"));
    }

    @Test
    void readsWhatWasWritten() {
        Path file = TinyOnnx.write(folder.resolve("m.onnx"), TinyOnnx.model());
        assertThat(OnnxFile.read(file).model()).isEqualTo(TinyOnnx.model());
    }

    @Test
    void aMissingFileAndAFolderAreNamed() {
        assertRefused(folder.resolve("none.onnx"), "no such file");
        assertRefused(folder, "folder");
    }

    @Test
    void everyTruncationIsRefused() throws IOException {
        byte[] whole = TinyOnnx.model().toByteArray();
        Path file = folder.resolve("cut.onnx");
        for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertRefused(file, "ONNX");
        }
    }

    @Test
    void textAndNoiseAreRefused() throws IOException {
        Path text = Files.writeString(folder.resolve("t.onnx"), "version https://git-lfs.github.com/spec/v1\noid x\n");
        assertRefused(text, "found text that starts with 'version https");
        byte[] noise = new byte[4096];
        new SplittableRandom(1).nextBytes(noise);
        assertRefused(Files.write(folder.resolve("n.onnx"), noise), "ONNX");
        assertRefused(Files.write(folder.resolve("e.onnx"), new byte[0]), "ONNX");
    }
}
