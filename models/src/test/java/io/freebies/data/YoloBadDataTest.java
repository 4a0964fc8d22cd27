package io.freebies.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freebies.failure.ExitCode;
import io.freebies.failure.Failure;
import io.freebies.image.DamagedPicture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YoloBadDataTest {
    @TempDir
    private Path folder;

    private YoloSample sample = new YoloSample(Path.of(""));

    @BeforeEach
    void makeTwoImages() throws IOException {
        sample = YoloSample.in(folder);
    }

    @ParameterizedTest
    @CsvSource({
        "0 0.5 0.5 0.5,             'expected ''class cx cy width height'' with finite numbers, found ''0 0.5 0.5 0.5'''",
        "0 0.5 0.5 0.5 0.5 0.9,     'expected ''class cx cy width height'''",
        "0 0.1 0.1 0.5 0.1 0.5 0.5, 'expected ''class cx cy width height'''",
        "0 0.5 half 0.5 0.5,        'with finite numbers'",
        "0 0.5 NaN 0.5 0.5,         'with finite numbers'",
        "0 0.5 0.5 Infinity 0.5,    'with finite numbers'",
        "0 0.5 0.5 -0.1 0.5,        'expected a width and height above 0, found -0.1 and 0.5'",
        "0 0.5 0.5 0.1 0,           'expected a width and height above 0'",
        "0 0.9 0.5 0.5 0.5,         'expected a box inside the picture, in shares of its sides from 0 to 1'",
        "0 30 20 10 10,             'expected a box inside the picture'",
        "2 0.5 0.5 0.5 0.5,         'expected a class from 0 to 1, as there are 2 names, found ''2'''",
        "-1 0.5 0.5 0.5 0.5,        'found ''-1'''",
        "1.0 0.5 0.5 0.5 0.5,       'found ''1.0'''",
        "cat 0.5 0.5 0.5 0.5,       'found ''cat'''"
    })
    void aBadLineIsNamedWithItsFileAndNumber(String line, String message) throws IOException {
        sample.labels("labels/train/a.txt", "1 0.5 0.5 0.2 0.2\n" + line + "\n");
        assertRefused("train", "labels/train/a.txt line 2: expected ", message);
    }

    @Test
    void allProblemsOfAllFilesComeTogether() throws IOException {
        sample.labels("labels/train/a.txt", "7 0.5 0.5 -1 0.2\n").image("train/c", "x\n");
        assertRefused(
                "train", "3 problems", "a.txt line 1: expected a class", "a.txt line 1: expected a width", "c.txt");
    }

    @Test
    void labelsThatAreNoTextAreRefused() throws IOException {
        Files.write(folder.resolve("labels/train/a.txt"), new byte[] {(byte) 0xC3, 0x28});
        assertRefused("train", "a.txt: cannot be read as UTF-8 text");
    }

    @Test
    void missingFolder() {
        assertThatThrownBy(() -> Datasets.open("yolo:" + folder + "/absent", "train", BadData.REFUSE))
                .hasMessageContaining("absent: no such folder");
    }

    @Test
    void folderWithoutOrWithSeveralYamlFiles() throws IOException {
        Files.move(folder.resolve("data.yaml"), folder.resolve("a.yaml"));
        Files.copy(folder.resolve("a.yaml"), folder.resolve("b.yml"));
        assertRefused("train", "expected data.yaml", "a.yaml", "b.yml", "name one of them");
        Files.delete(folder.resolve("a.yaml"));
        Files.delete(folder.resolve("b.yml"));
        assertRefused("train", "found no YAML file");
    }

    @Test
    void malformedYamlIsNamedWithItsLine() throws IOException {
        sample.config("names: [cat, dog\ntrain: images/train\n");
        assertRefused("train", "data.yaml: malformed YAML in line 2");
        sample.config("- names\n");
        assertRefused("train", "data.yaml: expected keys names and train, val or test, found ARRAY");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "train: images/train                    | names: expected a list of class names, or a map",
                "names: 3                               | names: expected a list of class names, or a map",
                "names: {0: cat, 2: dog}                | names: expected the labels 0 to 1, found '2'",
                "names: [cat, dog, cat]                 | names: expected every class once, found 'cat' again as class 2",
                "names: [cat, '']                       | names: expected a name for class 1, found none",
                "{names: [cat, dog], nc: 3}             | nc: expected 2, as many as there are names, found 3"
            })
    void classNamesThatAreNone(String yaml, String message) throws IOException {
        sample.config(yaml);
        assertRefused("train", "data.yaml", message);
    }

    @Test
    void missingSplitAndMissingPlace() throws IOException {
        assertRefused("trian", "expected a split [train, val], found 'trian'; did you mean 'train'?");
        sample.config("names: [cat, dog]\ntrain: images/tarin\n");
        assertRefused("train", "train: expected a folder or list of pictures, found no", "images/tarin");
    }

    @Test
    void emptySplit() throws IOException {
        Files.delete(folder.resolve("images/train/a.jpg"));
        assertRefused("train", "found an empty split");
    }

    @Test
    void aSplitWithoutAnyLabelFileIsAMistake() throws IOException {
        Files.delete(folder.resolve("labels/train/a.txt"));
        assertRefused("train", "expected label files such as " + folder.resolve("labels/train/a.txt"), "found none");
    }

    @Test
    void missingPictureOfAListIsNamed() throws IOException {
        Files.writeString(folder.resolve("list.txt"), "images/train/a.jpg\nimages/train/gone.jpg\n");
        sample.config("names: [cat, dog]\ntrain: list.txt\n");
        assertRefused("train", "images/train/gone.jpg: no such picture");
    }

    @Test
    void pictureListedTwice() throws IOException {
        Files.writeString(folder.resolve("list.txt"), "images/train/a.jpg\n./images/train/a.jpg\n");
        sample.config("names: [cat, dog]\ntrain: list.txt\n");
        assertRefused("train", "is listed twice in its split");
    }

    @Test
    void picturesThatShareALabelFileAreRefused() throws IOException {
        sample.picture("images/train/a.png");
        assertRefused("train", "images/train/a.png: expected a label file of its own, found labels/train/a.txt");
    }

    @Test
    void skippingLeavesBadImagesOutAndNamesThem() throws IOException {
        sample.image("train/bad", "9 0.5 0.5 0.1 0.1").image("train/damaged", "");
        DamagedPicture.write(folder.resolve("images/train/damaged.jpg"), 60, 40);
        Dataset data = Datasets.open("yolo:" + folder, "train", BadData.SKIP);
        assertThat(data.images()).extracting(LabelledImage::id).containsExactly("a");
        assertThat(data.leftOut()).hasSize(2);
        assertThat(data.leftOut().get(0)).contains("labels/train/bad.txt line 1: expected a class from 0 to 1");
        assertThat(data.leftOut().get(1)).contains("damaged.jpg: the picture's data is damaged");
    }

    private void assertRefused(String split, String... messages) {
        assertThatThrownBy(() -> Datasets.open("yolo:" + folder, split, BadData.REFUSE))
                .isInstanceOfSatisfying(
                        Failure.class, f -> assertThat(f.exitCode()).isEqualTo(ExitCode.DATA))
                .hasMessageContainingAll((CharSequence[]) messages)
                .hasMessageContaining(folder.toString());
    }
}
