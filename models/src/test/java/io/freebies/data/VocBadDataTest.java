package io.freebies.data;

import static io.freebies.data.VocSample.object;
import static io.freebies.data.VocSample.size;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freebies.failure.ExitCode;
import io.freebies.failure.Failure;
import io.freebies.image.DamagedPicture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VocBadDataTest {
    private static final String CAT = object("cat", 11, 6, 20, 15);

    @TempDir
    private Path folder;

    private VocSample sample = new VocSample(Path.of(""));

    @BeforeEach
    void makeOneGoodAndOneBadImage() throws IOException {
        sample = VocSample.in(folder)
                .split("train", "good", "bad")
                .image("good", CAT)
                .image("bad", CAT);
    }

    @Test
    void missingAnnotation() throws IOException {
        Files.delete(sample.xml("bad"));
        assertRefused("Annotations/bad.xml: no such annotation file");
    }

    @Test
    void emptyAnnotation() throws IOException {
        Files.write(sample.xml("bad"), new byte[0]);
        assertRefused("Annotations/bad.xml: expected an annotation, found an empty file");
    }

    @Test
    void malformedXmlIsNamedWithItsLine() throws IOException {
        Files.writeString(sample.xml("bad"), "<annotation>\n<size>\n</annotation>");
        assertRefused("Annotations/bad.xml: malformed XML in line 3");
    }

    @Test
    void entitiesFromStrangersAreNotExpanded() throws IOException {
        Files.writeString(
                sample.xml("bad"),
                "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><annotation>&x;</annotation>");
        assertRefused("Annotations/bad.xml: malformed XML in line 1", "DOCTYPE");
    }

    @Test
    void missingSize() throws IOException {
        sample.annotation("bad", CAT);
        assertRefused("size: expected a number as <width>, found ''", "size: expected a number as <height>");
    }

    @Test
    void sizeOfZero() throws IOException {
        sample.annotation("bad", size(0, 40) + CAT);
        assertRefused("expected a size of at least 1 x 1, found 0 x 40");
    }

    @Test
    void sizeThatIsNotThePictures() throws IOException {
        sample.annotation("bad", size(40, 60) + CAT);
        assertRefused("bad.xml: expected the picture's size 60 x 40, found 40 x 60");
    }

    @Test
    void cornerThatIsNoNumber() throws IOException {
        sample.annotation("bad", size(60, 40) + object("cat", "NaN", 1, "ten", 9));
        assertRefused(
                "object 1 (cat): expected a number as <xmin>, found 'NaN'",
                "object 1 (cat): expected a number as <xmax>, found 'ten'");
    }

    @Test
    void objectWithoutName() throws IOException {
        sample.annotation("bad", size(60, 40) + object(" ", 1, 1, 9, 9));
        assertRefused("object 1: expected a name, found none");
    }

    @Test
    void boxOutsideThePicture() throws IOException {
        sample.annotation("bad", size(60, 40) + object("cat", 1, 1, 62, 40) + object("cat", 61, 1, 61, 1));
        assertRefused(
                "object 1 (cat): expected a box inside the picture of 60 x 40, found 1.0, 1.0, 62.0, 40.0",
                "object 2 (cat): expected a box inside the picture");
    }

    @Test
    void boxInsideOut() throws IOException {
        sample.annotation("bad", size(60, 40) + object("cat", 9, 1, 5, 40));
        assertRefused("object 1 (cat): expected xmin <= xmax and ymin <= ymax, found the box 9.0, 1.0, 5.0, 40.0");
    }

    @Test
    void classThatIsNotListed() throws IOException {
        Files.writeString(folder.resolve("labels.txt"), "cat\ndog\n");
        sample.annotation("bad", size(60, 40) + object("cet", 1, 1, 9, 9));
        assertRefused("bad.xml: object 1 (cet): expected a class of [cat, dog], found 'cet'; did you mean 'cat'?");
    }

    @Test
    void missingPicture() throws IOException {
        Files.delete(sample.jpeg("bad"));
        assertRefused("bad.jpg: no such picture");
    }

    @Test
    void emptyPicture() throws IOException {
        Files.write(sample.jpeg("bad"), new byte[0]);
        assertRefused("bad.jpg: expected a picture, found an empty file");
    }

    @Test
    void truncatedPictureIsRefusedBeforeTraining() throws IOException {
        byte[] whole = Files.readAllBytes(sample.jpeg("bad"));
        Files.write(sample.jpeg("bad"), Arrays.copyOf(whole, whole.length - 20));
        assertRefused("bad.jpg: the picture is truncated");
    }

    @Test
    void picturesThatOnlyLookWholeAreLeftOutWhenSkipping() throws IOException {
        byte[] whole = Files.readAllBytes(sample.jpeg("bad"));
        // Without quantisation tables nothing can be decoded: their marker DQT becomes a comment.
        for (int i = 0; i + 1 < whole.length; i++) {
            if (whole[i] == (byte) 0xFF && whole[i + 1] == (byte) 0xDB) {
                whole[i + 1] = (byte) 0xFE;
            }
        }
        Files.write(sample.jpeg("bad"), whole);
        Dataset data = Datasets.open("voc:" + folder, "train", BadData.SKIP);
        assertThat(data.images()).hasSize(1);
        assertThat(data.leftOut()).singleElement().asString().contains("bad.jpg: the picture is corrupt");
    }

    @Test
    void picturesThatAreDamagedInsideAreLeftOutWhenSkipping() throws IOException {
        DamagedPicture.write(sample.jpeg("bad"), 60, 40);
        assertThat(Datasets.open("voc:" + folder, "train", BadData.REFUSE).images())
                .hasSize(2);
        Dataset data = Datasets.open("voc:" + folder, "train", BadData.SKIP);
        assertThat(data.images()).extracting(LabelledImage::id).containsExactly("good");
        assertThat(data.leftOut()).singleElement().asString().contains("bad.jpg: the picture's data is damaged");
    }

    @Test
    void classListedTwice() throws IOException {
        Files.writeString(folder.resolve("labels.txt"), "cat\ndog\ncat\n");
        assertRefused("labels.txt: expected every class once, found 'cat' again as class 2");
    }

    @Test
    void imageListedTwice() throws IOException {
        sample.split("train", "good", "bad", "good");
        assertRefused("image good is listed twice in its split");
    }

    @Test
    void allProblemsAreReportedTogetherUpToTwenty() throws IOException {
        Files.delete(sample.jpeg("bad"));
        Files.delete(sample.xml("good"));
        assertRefused("2 problems", "bad.jpg", "good.xml", "--skip-bad");
        sample.annotation("bad", size(60, 40) + object("cat", 9, 1, 5, 40).repeat(30));
        assertRefused("32 problems", "and 12 more");
    }

    @Test
    void aSplitWithoutAnyGoodImageIsRefusedEvenWhenSkipping() throws IOException {
        sample.split("train", "bad");
        Files.delete(sample.jpeg("bad"));
        assertThatThrownBy(() -> Datasets.open("voc:" + folder, "train", BadData.SKIP))
                .hasMessageContaining("no image is left")
                .hasMessageContaining("bad.jpg: no such picture");
    }

    @Test
    void emptySplit() throws IOException {
        sample.split("val");
        assertSetRefused("val", "val.txt: expected one image name a line, found an empty split");
    }

    @Test
    void missingSplitListsThoseThatExist() throws IOException {
        sample.split("trainval", "good");
        assertSetRefused("trian", "expected a split [train, trainval], found 'trian'; did you mean 'train'?");
    }

    @Test
    void missingFolder() {
        assertThatThrownBy(() -> Datasets.open("voc:" + folder + "/absent", "train", BadData.REFUSE))
                .hasMessageContaining("absent: no such folder");
    }

    @Test
    void folderOfSomethingElse() throws IOException {
        Files.createDirectories(folder.resolve("other/empty"));
        assertThatThrownBy(() -> Datasets.open("voc:" + folder + "/other", "train", BadData.REFUSE))
                .hasMessageContaining("expected Annotations, JPEGImages and ImageSets/Main, found none of these");
    }

    @Test
    void severalDataSetsInOneFolder() throws IOException {
        Path devkit = folder.resolve("devkit");
        VocSample.in(devkit.resolve("VOC2007"));
        VocSample.in(devkit.resolve("VOC2012"));
        assertThatThrownBy(() -> Datasets.open("voc:" + devkit, "train", BadData.REFUSE))
                .hasMessageContaining("found 2 such folders inside; name one, or several as in voc:");
    }

    @Test
    void dataWithoutAnyObjectHasNoClasses() throws IOException {
        sample.annotation("good", size(60, 40)).annotation("bad", size(60, 40));
        assertSetRefused("train", "expected objects with class names, found none in any of 2 annotations");
        DataRequest request = DataRequest.of("voc:" + folder + ":train", "", Purpose.TRAINING, BadData.REFUSE);
        assertThat(Datasets.open(request.withClasses(List.of("cat"))).images()).hasSize(2);
    }

    private void assertRefused(String... messages) {
        assertSetRefused("train", messages);
    }

    private void assertSetRefused(String split, String... messages) {
        assertThatThrownBy(() -> Datasets.open("voc:" + folder, split, BadData.REFUSE))
                .isInstanceOfSatisfying(
                        Failure.class, f -> assertThat(f.exitCode()).isEqualTo(ExitCode.DATA))
                .hasMessageContainingAll((CharSequence[]) messages)
                .hasMessageContaining(folder.toString());
    }
}
