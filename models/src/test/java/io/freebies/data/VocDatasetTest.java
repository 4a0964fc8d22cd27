package io.freebies.data;

import static io.freebies.data.VocSample.object;
import static io.freebies.data.VocSample.size;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.freebies.box.Box;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VocDatasetTest {
    private static final String CAT = object("cat", 11, 6, 20, 15);

    @TempDir
    private Path folder;

    @Test
    void cornersBecomeHalfOpenBoxes() throws IOException {
        VocSample.in(folder).split("train", "a").image("a", CAT, object("cat", "1.5", 1, "60.0", 40));
        LabelledImage image = open("train").images().get(0);
        assertThat(image.objects())
                .extracting(GroundTruth::box)
                .containsExactly(new Box(10, 5, 20, 15), new Box(0.5, 0, 60, 40));
        assertThat(image.file()).isEqualTo(folder.resolve("JPEGImages/a.jpg"));
        assertThat(List.of(image.width(), image.height())).containsExactly(60, 40);
    }

    @Test
    void aBoxOfOnePixelIsLegal() throws IOException {
        VocSample.in(folder).split("train", "a").image("a", object("cat", 7, 7, 7, 7));
        assertThat(onlyBox()).isEqualTo(new Box(6, 6, 7, 7));
    }

    @Test
    void aBoxOnePixelBeyondTheBorderIsClipped() throws IOException {
        VocSample.in(folder).split("train", "a").image("a", object("cat", 0, 0, 61, 41));
        assertThat(onlyBox()).isEqualTo(new Box(0, 0, 60, 40));
    }

    @Test
    void anImageWithoutObjectsIsLegal() throws IOException {
        VocSample.in(folder).split("train", "a", "b").image("a", CAT).image("b");
        assertThat(open("train").images().get(1).objects()).isEmpty();
    }

    @Test
    void theDifficultFlagIsKept() throws IOException {
        String difficult = CAT.replace("<bndbox>", "<difficult>1</difficult><bndbox>");
        VocSample.in(folder).split("train", "a").image("a", CAT, difficult);
        assertThat(open("train").images().get(0).objects())
                .extracting(GroundTruth::difficult)
                .containsExactly(false, true);
    }

    @Test
    void partsOfAnObjectAreNoObjects() throws IOException {
        String part = "<part><name>head</name><bndbox><xmin>1</xmin></bndbox></part>";
        VocSample.in(folder).split("train", "a").image("a", CAT.replace("</object>", part + "</object>"));
        assertThat(open("train").images().get(0).objects()).hasSize(1);
    }

    @Test
    void imagesKeepTheOrderOfTheSplit() throws IOException {
        VocSample.in(folder)
                .split("train", "c  1", "a -1", "", "b")
                .image("a")
                .image("b", CAT)
                .image("c");
        assertThat(open("train").images()).extracting(LabelledImage::id).containsExactly("c", "a", "b");
    }

    @Test
    void namesOfVocGiveItsTwentyClasses() throws IOException {
        VocSample.in(folder).split("train", "a").image("a", CAT);
        Dataset data = open("train");
        assertThat(data.classes())
                .hasSize(20)
                .startsWith("aeroplane", "bicycle")
                .isSorted();
        assertThat(data.images().get(0).objects().get(0).label()).isEqualTo(7);
    }

    @Test
    void otherNamesAreSortedAndDoNotDependOnTheSplit() throws IOException {
        VocSample.in(folder)
                .split("train", "a")
                .split("test", "b")
                .image("a", CAT)
                .image("b", object("ant", 1, 1, 9, 9));
        assertThat(open("train").classes()).isEqualTo(open("test").classes()).containsExactly("ant", "cat");
    }

    @Test
    void labelsTxtSetsTheOrder() throws IOException {
        VocSample.in(folder).split("train", "a").image("a", CAT);
        Files.writeString(folder.resolve("labels.txt"), "dog\ncat\n");
        assertThat(open("train").classes()).containsExactly("dog", "cat");
    }

    @Test
    void givenClassesSetTheLabels() throws IOException {
        VocSample.in(folder).split("train", "a").image("a", CAT);
        DataRequest request = DataRequest.of("voc:" + folder, "train", Purpose.TRAINING, BadData.REFUSE);
        Dataset data = Datasets.open(request.withClasses(List.of("dog", "cat")));
        assertThat(data.images().get(0).objects().get(0).label()).isEqualTo(1);
        assertThat(data.source()).isEqualTo("voc:" + folder + ":train");
    }

    @ParameterizedTest
    @CsvSource({".", "VOC2007", "VOCdevkit/VOC2012"})
    void aDevkitIsOpenedByTheFolderAbove(String inside) throws IOException {
        VocSample.in(folder.resolve(inside)).split("train", "a").image("a", CAT);
        assertThat(open("train").images()).hasSize(1);
    }

    @Test
    void skippingLeavesBadImagesOutAndNamesThem() throws IOException {
        VocSample sample = VocSample.in(folder)
                .split("train", "a", "b", "c")
                .image("a", CAT)
                .image("b", CAT);
        sample.picture("c").annotation("c", size(60, 40) + object("cat", 9, 9, 5, 5));
        Files.delete(sample.jpeg("b"));
        Dataset data = Datasets.open("voc:" + folder, "train", BadData.SKIP);
        assertThat(data.images()).extracting(LabelledImage::id).containsExactly("a");
        assertThat(data.leftOut()).hasSize(2);
        assertThat(data.leftOut().get(0)).contains("b.jpg: no such picture");
        assertThat(data.leftOut().get(1)).contains("c.xml: object 1 (cat): expected xmin <= xmax");
    }

    @Test
    void scoringNeedsNeitherPicturesNorSizesAndLeavesBoxesAsWritten() throws IOException {
        VocSample.in(folder).split("test", "a").annotation("a", object("cat", -3, "0.5", "70.25", 41));
        LabelledImage image = open("test", Purpose.SCORING).images().get(0);
        assertThat(image.objects()).extracting(GroundTruth::box).containsExactly(new Box(-4, -0.5, 70.25, 41));
        assertThat(List.of(image.width(), image.height())).containsExactly(0, 0);
    }

    @Test
    void inferenceNeedsPicturesAndLeavesBoxesAsWritten() throws IOException {
        VocSample sample = VocSample.in(folder).split("test", "a").image("a", object("cat", 0, 0, 63, 44));
        assertThat(open("test", Purpose.INFERENCE).images().get(0).objects())
                .extracting(GroundTruth::box)
                .containsExactly(new Box(-1, -1, 63, 44));
        Files.delete(sample.jpeg("a"));
        assertThatThrownBy(() -> open("test", Purpose.INFERENCE)).hasMessageContaining("a.jpg: no such picture");
    }

    @ParameterizedTest
    @CsvSource({"bccd, train, 205", "bccd, test, 72", "cards, trainval, 296", "cards, test, 67"})
    void realDataSetsOpen(String name, String split, int images) {
        Path real = Path.of(System.getProperty("shared.dir", "absent"), "data", name);
        assumeTrue(Files.isDirectory(real), "needs the data set " + real);
        assertThat(Datasets.open("voc:" + real + ":" + split, "", BadData.REFUSE)
                        .images())
                .hasSize(images);
    }

    @Test
    void aRealDataSetHasTheObjectsItsReadmeCounts() {
        Path real = Path.of(System.getProperty("shared.dir", "absent"), "data", "bccd");
        assumeTrue(Files.isDirectory(real), "needs the data set " + real);
        Dataset data = Datasets.open("voc:" + real, "trainval", BadData.REFUSE);
        assertThat(data.classes()).containsExactly("Platelets", "RBC", "WBC");
        assertThat(data.images().stream().mapToInt(i -> i.objects().size()).sum())
                .isEqualTo(3943);
    }

    private Dataset open(String split) {
        return Datasets.open("voc:" + folder, split, BadData.REFUSE);
    }

    private Dataset open(String split, Purpose purpose) {
        return Datasets.open(DataRequest.of("voc:" + folder, split, purpose, BadData.REFUSE));
    }

    private Box onlyBox() {
        return open("train").images().get(0).objects().get(0).box();
    }
}
