package io.freebies.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freebies.failure.ExitCode;
import io.freebies.failure.Failure;
import io.freebies.image.Pictures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opencv.core.Mat;

class ClassifiedDataTest {
    @TempDir
    private Path folder;

    private static ClassifiedData open(String argument) {
        return ClassifiedData.open(argument, OptionalDouble.empty());
    }

    private void write(String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Pictures.write(file, Pictures.of(new byte[5 * 4 * 3], 5, 4));
    }

    private static List<String> ids(ClassifiedPictures pictures) {
        return IntStream.range(0, pictures.size()).mapToObj(pictures::id).toList();
    }

    @Test
    void everyClassOfDrawnPicturesIsAnotherPairOfOutlineAndTexture() {
        ClassifiedData data = open("synth-classes:classes=" + SyntheticClasses.MOST_CLASSES);
        assertThat(data.classes()).doesNotHaveDuplicates().hasSize(119).contains("arrow-stripes", "bar-dots");
        assertThat(data.train().label(120)).isEqualTo(1);
    }

    @Test
    void aDrawnPictureIsTheSameWheneverItIsReadAndNeverATestPicture() {
        ClassifiedData data = open("synth-classes:classes=64,images=10,test=10,seed=2");
        List<byte[]> seen = new ArrayList<>();
        for (int index = 0; index < 4; index++) {
            Mat once = data.train().read(index);
            Mat again = data.train().read(index);
            assertThat(Pictures.bytes(again)).isEqualTo(Pictures.bytes(once));
            seen.add(Pictures.bytes(once));
            seen.add(Pictures.bytes(data.heldOut().read(index)));
        }
        assertThat(seen).doesNotHaveDuplicates();
    }

    @Test
    void theSourceHoldsEveryOptionAlsoThoseNotGiven() {
        assertThat(open("synth-classes:seed=4").source())
                .isEqualTo("synth-classes:classes=100,images=20000,test=2000,seed=4");
    }

    @Test
    void foldersNamedTrainAndValSayWhatIsHeldOut() throws IOException {
        for (String name : List.of("train/a/1.png", "train/b/2.jpg", "train/b/3.png", "val/a/4.png")) {
            write(name);
        }
        ClassifiedData data = open("images:" + folder);
        assertThat(data.classes()).containsExactly("a", "b");
        assertThat(ids(data.train())).containsExactly("train/a/1.png", "train/b/2.jpg", "train/b/3.png");
        assertThat(ids(data.heldOut())).containsExactly("val/a/4.png");
        assertThat(data.train().label(2)).isEqualTo(1);
        assertThatThrownBy(() -> ClassifiedData.open("images:" + folder, OptionalDouble.of(0.3)))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("--held-out");
    }

    @Test
    void elsewhereAShareOfEveryClassIsHeldOut() throws IOException {
        for (int i = 0; i < 20; i++) {
            write((i < 15 ? "a/" : "b/") + i + ".png");
        }
        ClassifiedData data = ClassifiedData.open("images:" + folder, OptionalDouble.of(0.2));
        assertThat(ids(data.heldOut()))
                .hasSize(4)
                .filteredOn(id -> id.startsWith("b/"))
                .hasSize(1);
        assertThat(ids(data.train())).hasSize(16).doesNotContainAnyElementsOf(ids(data.heldOut()));
        assertThat(ids(ClassifiedData.open("images:" + folder, OptionalDouble.of(0.2))
                        .heldOut()))
                .isEqualTo(ids(data.heldOut()));
    }

    @Test
    void everyProblemOfAFolderIsReportedAtOnce() throws IOException {
        write("train/a/1.png");
        write("val/c/1.png");
        Files.writeString(folder.resolve("train/a/2.png"), "no picture");
        assertThatThrownBy(() -> open("images:" + folder))
                .isInstanceOfSatisfying(
                        Failure.class, f -> assertThat(f.exitCode()).isEqualTo(ExitCode.DATA))
                .hasMessageContainingAll("2.png", "expected a class that", "at least two classes");
    }

    @Test
    void anotherKindOrAWrongOptionIsAUsageFailure() {
        assertThatThrownBy(() -> open("image:x")).hasMessageContaining("did you mean 'images'");
        assertThatThrownBy(() -> open("synth-classes:classes=500,sed=1"))
                .hasMessageContainingAll("expected classes from 2 to 119, found 500", "did you mean 'seed'");
    }
}
