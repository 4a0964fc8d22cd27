package io.freebies.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freebies.failure.ExitCode;
import io.freebies.failure.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opencv.core.Core;
import org.opencv.core.Mat;

class PicturesTest {
    @TempDir
    private Path folder;

    @Test
    void aPngComesBackAsWritten() {
        byte[] pixels = noise(7, 5);
        Path file = folder.resolve("ä b.png");
        Pictures.write(file, Pictures.of(pixels, 7, 5));
        assertThat(Pictures.bytes(Pictures.read(file))).isEqualTo(pixels);
        assertThat(PictureHeader.read(file)).isEqualTo(new PictureHeader(7, 5));
    }

    @Test
    void channelsAreRedGreenBlue() {
        byte[] red = new byte[16 * 16 * 3];
        for (int i = 0; i < red.length; i += 3) {
            red[i] = (byte) 250;
        }
        Path file = folder.resolve("red.jpg");
        Pictures.write(file, Pictures.of(red, 16, 16));
        byte[] read = Pictures.bytes(Pictures.read(file));
        assertThat(read[0] & 0xFF).isGreaterThan(240);
        assertThat(read[2] & 0xFF).isLessThan(10);
    }

    @Test
    void openCvRunsOnOneThread() {
        OpenCv.load();
        assertThat(Core.getNumThreads()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.jpg", "a.png"})
    void aTruncatedPictureIsRefusedAtEveryLength(String name) throws IOException {
        Path file = folder.resolve(name);
        Pictures.write(file, Pictures.of(noise(40, 30), 40, 30));
        byte[] whole = Files.readAllBytes(file);
        for (int length = 8; length < whole.length; length += 97) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertRefused(file, "truncated");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.jpg", "a.png"})
    void paddingAfterTheEndIsLegal(String name) throws IOException {
        Path file = folder.resolve(name);
        Pictures.write(file, Pictures.of(noise(40, 30), 40, 30));
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length + 100));
        assertThat(Pictures.read(file).cols()).isEqualTo(40);
    }

    @Test
    void dataAppendedToAJpegIsLegal() throws IOException {
        Path file = folder.resolve("phone.jpg");
        Pictures.write(file, Pictures.of(noise(40, 30), 40, 30));
        byte[] whole = Files.readAllBytes(file);
        byte[] longer = Arrays.copyOf(whole, whole.length + 9000);
        Arrays.fill(longer, whole.length, longer.length, (byte) 'x');
        Files.write(file, longer);
        assertThat(Pictures.read(file).cols()).isEqualTo(40);
    }

    @Test
    void aDamagedPngIsRefused() throws IOException {
        Path file = folder.resolve("a.png");
        Pictures.write(file, Pictures.of(noise(40, 30), 40, 30));
        byte[] bytes = Files.readAllBytes(file);
        Arrays.fill(bytes, 60, 200, (byte) 7);
        Files.write(file, bytes);
        assertThatThrownBy(() -> Pictures.read(file))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("a.png: the picture is corrupt");
    }

    @Test
    void whatIsNoPictureIsRefused() throws IOException {
        assertRefused(folder.resolve("absent.jpg"), "no such picture");
        assertRefused(Files.createFile(folder.resolve("empty.jpg")), "expected a picture, found an empty file");
        Path text = Files.writeString(folder.resolve("text.jpg"), "<html>404 not found</html>");
        assertRefused(text, "expected a JPEG or PNG picture, found something else");
        Path header = Files.write(folder.resolve("header.jpg"), new byte[] {-1, -40, -1, -32, 0, 4, 0, 0, 9, 9});
        assertRefused(header, "the JPEG header is damaged at byte");
    }

    @Test
    void anUnknownExtensionIsRefused() {
        Mat picture = Pictures.of(noise(4, 4), 4, 4);
        assertThatThrownBy(() -> Pictures.write(folder.resolve("a.tiff"), picture))
                .hasMessageContaining("ending in .png, .jpg or .jpeg, found '.tiff'");
    }

    private static void assertRefused(Path file, String reason) {
        assertThatThrownBy(() -> Pictures.read(file))
                .isInstanceOfSatisfying(
                        Failure.class, f -> assertThat(f.exitCode()).isEqualTo(ExitCode.DATA))
                .hasMessageStartingWith(file + ": ")
                .hasMessageContaining(reason);
    }

    private static byte[] noise(int width, int height) {
        byte[] pixels = new byte[width * height * 3];
        new Random(1).nextBytes(pixels);
        return pixels;
    }
}
