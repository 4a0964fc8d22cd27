package io.freebies.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opencv.core.Mat;
import org.opencv.core.MatOfByte;
import org.opencv.core.MatOfInt;
import org.opencv.imgcodecs.Imgcodecs;

class StrictDecoderTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"a.jpg", "a.png"})
    void aWholePictureHasNoDamage(String name) throws IOException {
        Path file = folder.resolve(name);
        Pictures.write(file, noise());
        assertThat(StrictDecoder.damage(file)).isEmpty();
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(whole, whole.length + 100));
        assertThat(StrictDecoder.damage(file)).as("with padding behind").isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {Imgcodecs.IMWRITE_JPEG_PROGRESSIVE, Imgcodecs.IMWRITE_JPEG_RST_INTERVAL})
    void progressiveScansAndRestartsAreNoDamage(int flag) throws IOException {
        Path file = folder.resolve("a.jpg");
        MatOfByte bytes = new MatOfByte();
        Imgcodecs.imencode(".jpg", noise(), bytes, new MatOfInt(flag, 2));
        Files.write(file, bytes.toArray());
        assertThat(StrictDecoder.damage(file)).isEmpty();
    }

    @Test
    void aMissingPartOfAJpegsDataIsFoundThoughItDecodes() throws IOException {
        Path file = folder.resolve("a.jpg");
        DamagedPicture.write(file, 80, 60);
        assertThat(Pictures.read(file).cols()).isEqualTo(80);
        assertThat(StrictDecoder.damage(file))
                .get()
                .asString()
                .startsWith(file + ": the picture's data is damaged (Corrupt JPEG data")
                .hasLineCount(1);
    }

    @Test
    void aChangedByteOfAPngIsFoundWhereverItIs() throws IOException {
        Path file = folder.resolve("a.png");
        Pictures.write(file, noise());
        byte[] whole = Files.readAllBytes(file);
        for (int at = 8; at < whole.length; at += 501) {
            byte[] changed = whole.clone();
            changed[at] ^= 16;
            Files.write(file, changed);
            assertThat(StrictDecoder.damage(file)).as("byte " + at).isPresent();
        }
    }

    @Test
    void whatIsNoPictureIsDamageToo() throws IOException {
        Path file = Files.writeString(folder.resolve("a.jpg"), "Dear diary, today I ate a JPEG");
        assertThat(StrictDecoder.damage(file)).get().asString().contains("expected a JPEG or PNG picture");
        assertThat(StrictDecoder.damage(folder.resolve("none.jpg")))
                .get()
                .asString()
                .contains("no such picture");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bccd/JPEGImages", "cards/JPEGImages", "coco_mini/val2017"})
    void realPicturesAreWholeAndNineInTenOverwrittenSectorsAreFound(String name) throws IOException {
        Path real = Path.of(System.getProperty("shared.dir", "absent"), "data", name);
        assumeTrue(Files.isDirectory(real), "needs the pictures in " + real);
        List<Path> pictures;
        try (Stream<Path> files = Files.list(real)) {
            pictures = files.filter(f -> f.toString().endsWith(".jpg"))
                    .sorted()
                    .limit(40)
                    .toList();
        }
        Path file = folder.resolve("damaged.jpg");
        Random random = new Random(7);
        int found = 0;
        for (Path picture : pictures) {
            assertThat(StrictDecoder.damage(picture)).isEmpty();
            byte[] bytes = Files.readAllBytes(picture);
            byte[] sector = new byte[512];
            random.nextBytes(sector);
            System.arraycopy(sector, 0, bytes, 1000 + random.nextInt(bytes.length - 2000), sector.length);
            Files.write(file, bytes);
            found += StrictDecoder.damage(file).isPresent() ? 1 : 0;
        }
        assertThat(found).isGreaterThanOrEqualTo(pictures.size() * 9 / 10);
    }

    private static Mat noise() {
        byte[] pixels = new byte[80 * 60 * 3];
        new Random(3).nextBytes(pixels);
        return Pictures.of(pixels, 80, 60);
    }
}
