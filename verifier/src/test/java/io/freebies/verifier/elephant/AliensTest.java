package io.freebies.verifier.elephant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freebies.box.Box;
import io.freebies.data.Dataset;
import io.freebies.data.GroundTruth;
import io.freebies.data.LabelledImage;
import io.freebies.failure.ExitCode;
import io.freebies.failure.Failure;
import io.freebies.image.Pictures;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opencv.core.Mat;

class AliensTest {
    private static final int WIDTH = 120;
    private static final int HEIGHT = 80;

    @TempDir
    Path folder;

    /** White pictures, one object each. */
    private Dataset data(GroundTruth... objects) {
        List<LabelledImage> images = new ArrayList<>();
        byte[] white = new byte[WIDTH * HEIGHT * 3];
        Arrays.fill(white, (byte) 255);
        for (int i = 0; i < objects.length; i++) {
            Path file = folder.resolve(i + ".png");
            Pictures.write(file, Pictures.of(white, WIDTH, HEIGHT));
            images.add(new LabelledImage("p" + i, file, WIDTH, HEIGHT, List.of(objects[i])));
        }
        return new Dataset("test", List.of("cat", "dog", "cow"), images, List.of());
    }

    private static GroundTruth object(int label, double width, double height) {
        return new GroundTruth(new Box(10, 10, 10 + width, 10 + height), label);
    }

    private static String chosen(Dataset data, int picture) {
        try (Alien alien = new Aliens(data).of(picture, HEIGHT)) {
            return alien.name();
        }
    }

    @Test
    void theAlienIsOfAClassThatIsNotInThePicture() {
        Dataset data = data(object(0, 30, 30), object(1, 30, 30), object(0, 20, 30), object(0, 30, 20));
        assertThat(List.of(chosen(data, 0), chosen(data, 2), chosen(data, 3))).containsOnly("dog of p1");
        assertThat(chosen(data, 1)).startsWith("cat").isEqualTo(chosen(data, 1));
    }

    @Test
    void whereEveryPictureHasTheClassItIsAtLeastFromAnotherPicture() {
        Dataset data = data(object(0, 30, 30), object(0, 30, 30));
        assertThat(List.of(chosen(data, 0), chosen(data, 1))).containsExactly("cat of p1", "cat of p0");
    }

    @Test
    void itsLongerSideIsAPartOfThePicturesShorterSide() {
        try (Alien alien = new Aliens(data(object(0, 30, 20), object(0, 30, 20))).of(0, 200)) {
            assertThat(alien.pixels().cols()).isEqualTo(60);
            assertThat(alien.pixels().rows()).isEqualTo(40);
        }
    }

    @Test
    void smallAndNarrowAndUndemandedObjectsAreNoAliens() {
        GroundTruth crowd = new GroundTruth(new Box(0, 0, 30, 30), 0, 900, false, true);
        Dataset data = data(object(0, 15, 20), object(0, 70, 30), crowd, object(0, 30, 30));
        assertThatThrownBy(() -> new Aliens(data))
                .isInstanceOfSatisfying(
                        Failure.class, f -> assertThat(f.exitCode()).isEqualTo(ExitCode.DATA))
                .hasMessageContaining("found 1 objects to choose from in 4 pictures");
    }

    @Test
    void placesReachFromEdgeToEdgeAndASingleOneIsInTheMiddle() {
        Dataset data = data(object(0, 30, 30), object(0, 30, 30));
        try (Scene scene = Scene.of(data, new Aliens(data), 0)) {
            List<Box> places = scene.places(3);
            assertThat(places).hasSize(9).contains(new Box(0, 0, 24, 24), new Box(96, 56, 120, 80));
            assertThat(places).allMatch(place -> place.clip(WIDTH, HEIGHT).equals(place));
            assertThat(scene.places(1)).containsExactly(new Box(48, 28, 72, 52));
        }
    }

    @Test
    void onlyTheEllipseInItsPlaceChanges() {
        Mat black = Pictures.of(new byte[WIDTH * HEIGHT * 3], WIDTH, HEIGHT);
        Dataset data = data(object(0, 30, 30), object(0, 30, 30));
        try (Scene scene = new Scene(black, new Aliens(data).of(0, HEIGHT))) {
            Mat with = scene.with(new Box(10, 20, 34, 44));
            byte[] pixels = Pictures.bytes(with);
            int white = 0;
            for (int i = 0; i < pixels.length; i += 3) {
                int x = i / 3 % WIDTH;
                int y = i / 3 / WIDTH;
                boolean changed = pixels[i] != 0;
                white += changed ? 1 : 0;
                assertThat(!changed || (x >= 10 && x < 34 && y >= 20 && y < 44))
                        .as("%d, %d", x, y)
                        .isTrue();
            }
            assertThat(white / (24.0 * 24)).isBetween(0.7, 0.85);
            assertThat(Pictures.bytes(black)).containsOnly(0);
            with.release();
        }
    }
}
