package io.freebies.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExifOrientationTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"II, 6", "MM, 8", "II, 1", "MM, 3"})
    void theTagIsReadInBothByteOrders(String order, int value) throws IOException {
        assertThat(ExifOrientation.of(jpeg(order, value))).isEqualTo(value);
        assertThat(Pictures.read(jpeg(order, value)).cols())
                .as("pixels as stored")
                .isEqualTo(20);
    }

    @Test
    void whatDoesNotSayIsUpright() throws IOException {
        Path plain = folder.resolve("plain.jpg");
        Pictures.write(plain, Pictures.of(new byte[20 * 10 * 3], 20, 10));
        assertThat(ExifOrientation.of(plain)).isEqualTo(ExifOrientation.UPRIGHT);
        Path png = folder.resolve("plain.png");
        Pictures.write(png, Pictures.of(new byte[20 * 10 * 3], 20, 10));
        assertThat(ExifOrientation.of(png)).isEqualTo(ExifOrientation.UPRIGHT);
        assertThat(ExifOrientation.of(jpeg("II", 77))).isEqualTo(ExifOrientation.UPRIGHT);
        assertThat(ExifOrientation.of(folder.resolve("absent.jpg"))).isEqualTo(ExifOrientation.UPRIGHT);
    }

    @Test
    void aFileCutAnywhereIsUprightOrAsItSays() throws IOException {
        byte[] whole = Files.readAllBytes(jpeg("II", 6));
        Path cut = folder.resolve("cut.jpg");
        for (int length = 0; length < 80; length++) {
            Files.write(cut, Arrays.copyOf(whole, length));
            assertThat(ExifOrientation.of(cut)).isIn(ExifOrientation.UPRIGHT, 6);
        }
    }

    /** A JPEG of 20 x 10 pixels with an EXIF segment of one tag. */
    private Path jpeg(String order, int value) throws IOException {
        Path file = folder.resolve(order + value + ".jpg");
        Pictures.write(file, Pictures.of(new byte[20 * 10 * 3], 20, 10));
        byte[] plain = Files.readAllBytes(file);
        ByteBuffer tiff = ByteBuffer.allocate(26)
                .order(order.equals("II") ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN)
                .put(order.getBytes(StandardCharsets.US_ASCII))
                .putShort((short) 42)
                .putInt(8)
                .putShort((short) 1)
                .putShort((short) 0x112)
                .putShort((short) 3)
                .putInt(1)
                .putShort((short) value);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(plain, 0, 2);
        out.write(new byte[] {(byte) 0xFF, (byte) 0xE1, 0, 34});
        out.write("Exif\0\0".getBytes(StandardCharsets.US_ASCII));
        out.write(tiff.array());
        out.write(plain, 2, plain.length - 2);
        Files.write(file, out.toByteArray());
        return file;
    }
}
