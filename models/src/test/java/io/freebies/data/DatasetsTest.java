package io.freebies.data;

import static io.freebies.data.VocSample.object;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freebies.box.Box;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Data sets of several kinds and several data sets as one. */
class DatasetsTest {
    @TempDir
    private Path folder;

    private String older = "";
    private String newer = "";
    private String yolo = "";

    @BeforeEach
    void makeThree() throws IOException {
        older = "voc:" + folder.resolve("VOC2007");
        newer = "voc:" + folder.resolve("VOC2012");
        yolo = "yolo:" + folder.resolve("yolo");
        VocSample.in(folder.resolve("VOC2007"))
                .split("trainval", "a", "b")
                .split("test", "c")
                .image("a", object("cat", 11, 6, 20, 15))
                .image("b", object("dog", 1, 1, 9, 9))
                .image("c");
        VocSample.in(folder.resolve("VOC2012"))
                .split("trainval", "b", "d")
                .image("b", object("cat", 1, 1, 9, 9))
                .image("d");
        YoloSample.in(folder.resolve("yolo"))
                .config("names: [yak, cat]\ntrainval: images/train\n")
                .image("train/a", "1 0.25 0.25 0.166666666666667 0.25\n0 0.5 0.5 1 1\n");
    }

    @Test
    void theSameObjectIsTheSameWhateverTheSource() {
        GroundTruth voc = open(older + ":trainval").images().get(0).objects().get(0);
        GroundTruth fromYolo =
                open(yolo + ":trainval").images().get(0).objects().get(0);
        assertThat(fromYolo.box())
                .usingRecursiveComparison()
                .withComparatorForType((Double a, Double b) -> Math.abs(a - b) < 1e-9 ? 0 : 1, Double.class)
                .isEqualTo(new Box(10, 5, 20, 15))
                .isEqualTo(voc.box());
    }

    @Test
    void joinedDataSetsComeOneAfterTheOtherWithIdsThatStayUnique() {
        Dataset both = open(older + ":trainval+" + newer + ":trainval");
        assertThat(both.images())
                .extracting(LabelledImage::id)
                .containsExactly("a", older + ":trainval/b", newer + ":trainval/b", "d");
        assertThat(both.classes()).hasSize(20);
        assertThat(both.source()).isEqualTo(older + ":trainval+" + newer + ":trainval");
    }

    @Test
    void theSameDataSetTwiceIsRefused() {
        assertThatThrownBy(() -> Datasets.open(older + ":trainval+" + newer + "+" + older, "trainval", BadData.REFUSE))
                .hasMessageContaining(older + "': expected data sets to be joined once, found it again");
    }

    @Test
    void theDefaultSplitIsThatOfEveryPart() {
        assertThat(Datasets.open(older + "+" + newer, "trainval", BadData.REFUSE)
                        .images())
                .hasSize(4);
    }

    @Test
    void classesOfAllKindsAreUnitedByName() {
        Dataset all = open(yolo + ":trainval+" + older + ":trainval");
        assertThat(all.classes()).hasSize(21).startsWith("yak", "cat", "aeroplane");
        List<Integer> labels = all.images().stream()
                .flatMap(image -> image.objects().stream())
                .map(GroundTruth::label)
                .toList();
        assertThat(labels).containsExactly(1, 0, 1, all.classes().indexOf("dog"));
    }

    @Test
    void allSplitsOpenUnderTheSameLabels() {
        Splits splits = Splits.open(older + "+" + yolo, BadData.REFUSE);
        assertThat(splits.bySplit().keySet()).containsExactly("test", "trainval");
        assertThat(Datasets.openSplit(older + "+" + yolo, "trainval", BadData.REFUSE)
                        .images())
                .hasSize(3);
        assertThat(splits.bySplit().values()).extracting(Dataset::classes).containsOnly(splits.classes());
    }

    @Test
    void aNamedSplitIsTheOnlyOne() {
        assertThat(Datasets.splits(older + ":test")).containsExactly("test");
    }

    @Test
    void listsOfOneClassAreNoSplitsOfVoc() throws IOException {
        Path main = folder.resolve("VOC2007/ImageSets/Main");
        Files.writeString(main.resolve("cat_trainval.txt"), "a  1\nb -1\n");
        Files.writeString(main.resolve("my_test.txt"), "a\n");
        assertThat(Datasets.splits(older)).containsExactly("my_test", "test", "trainval");
    }

    private static Dataset open(String argument) {
        return Datasets.open(argument, "", BadData.REFUSE);
    }
}
