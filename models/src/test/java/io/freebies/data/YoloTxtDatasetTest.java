package io.freebies.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.freebies.box.Box;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class YoloTxtDatasetTest {
    @TempDir
    private Path folder;

    private YoloSample sample = new YoloSample(Path.of(""));

    @BeforeEach
    void makeTwoImages() throws IOException {
        sample = YoloSample.in(folder);
    }

    @Test
    void sharesOfTheSidesBecomePixels() {
        LabelledImage image = open("train").images().get(0);
        assertThat(image.objects()).containsExactly(new GroundTruth(new Box(15, 10, 45, 30), 0));
        assertThat(image.file()).isEqualTo(folder.resolve("images/train/a.jpg"));
        assertThat(List.of(image.width(), image.height())).containsExactly(60, 40);
        assertThat(image.id()).isEqualTo("a");
    }

    @Test
    void namesMayBeAMapAndTheFolderAYamlFile() throws IOException {
        sample.config("path: .\nnames:\n  1: dog\n  0: cat\nnc: 2\ntrain: images/train\ntest:\n");
        Dataset data = Datasets.open("yolo:" + folder + "/data.yaml:train", "", BadData.REFUSE);
        assertThat(data.classes()).containsExactly("cat", "dog");
        assertThat(Datasets.splits("yolo:" + folder)).containsExactly("train");
    }

    @Test
    void anyOnlyYamlFileIsTaken() throws IOException {
        Files.move(folder.resolve("data.yaml"), folder.resolve("pets.yaml"));
        assertThat(open("val").images()).hasSize(1);
    }

    @Test
    void imagesWithoutOrWithAnEmptyLabelFileHaveNoObjects() throws IOException {
        sample.picture("images/train/none.jpg").image("train/empty", "\n\n");
        assertThat(open("train").images())
                .extracting(LabelledImage::id, i -> i.objects().size())
                .containsExactly(tuple("a", 1), tuple("empty", 0), tuple("none", 0));
    }

    @Test
    void splitsMayBeListsOfFilesAndSeveralPlaces() throws IOException {
        sample.image("more/deep/c", "0 0.5 0.5 1 1\n");
        Files.writeString(folder.resolve("some.txt"), "./images/val/b.jpg\n\nimages/train/a.jpg\n");
        sample.config("names: [cat, dog]\ntrain: [images/more, some.txt]\n");
        assertThat(open("train").images()).extracting(LabelledImage::id).containsExactly("c", "b", "a");
    }

    @Test
    void aFolderOneTooHighIsFoundAsOtherReadersFindIt() throws IOException {
        sample.picture("valid/images/v.jpg").labels("valid/labels/v.txt", "1 0.5 0.5 1 1");
        sample.config("names: [cat, dog]\nval: ../valid/images\n");
        assertThat(open("val").images().get(0).objects()).hasSize(1);
    }

    @Test
    void labelsLieBesideThePicturesWhereNoFolderIsCalledImages() throws IOException {
        Path odd = folder.resolve("images/odd");
        YoloSample inside = new YoloSample(odd);
        inside.picture("all/x.jpg").labels("all/x.txt", "0 0.5 0.5 1 1").config("names: [cat]\ntrain: all\n");
        assertThat(Datasets.open("yolo:" + odd, "train", BadData.REFUSE)
                        .images()
                        .get(0)
                        .objects())
                .hasSize(1);
    }

    @Test
    void trainvalIsTrainAndValUnlessThereIsOne() throws IOException {
        assertThat(open("trainval").images()).extracting(LabelledImage::id).containsExactly("a", "b");
        sample.config("names: [cat, dog]\ntrain: images/train\nval: images/val\ntrainval: images/val\n");
        assertThat(open("trainval").images()).extracting(LabelledImage::id).containsExactly("b");
        sample.config("names: [cat, dog]\ntrain: images/train\n");
        assertThat(open("trainval").images()).extracting(LabelledImage::id).containsExactly("a");
    }

    @Test
    void ofTwoNamesForTheSamePicturesOnesOwnIsTheSplits() throws IOException {
        sample.config("names: [cat, dog]\ntrain: images/train\nval: images/val\nval2017: images/val\n");
        assertThat(Datasets.splits("yolo:" + folder)).containsExactly("train", "val2017");
        assertThat(open("val").images()).isEqualTo(open("val2017").images());
    }

    @Test
    void picturesOfOneNameInTwoFoldersAreToldApart() throws IOException {
        sample.config("names: [cat, dog]\ntrain: images\n").image("val/a", "");
        assertThat(open("train").images())
                .extracting(LabelledImage::id)
                .containsExactly("images/train/a.jpg", "images/val/a.jpg", "b");
    }

    @Test
    void roundedBoxesAtTheBorderAreClipped() throws IOException {
        sample.image("train/a", "0 0.5 0.5 1.000001 1.01\n");
        assertThat(open("train").images().get(0).objects().get(0).box()).isEqualTo(new Box(0, 0, 60, 40));
    }

    @Test
    void givenClassesSetTheLabels() {
        DataRequest request = DataRequest.of("yolo:" + folder, "train", Purpose.TRAINING, BadData.REFUSE);
        Dataset data = Datasets.open(request.withClasses(List.of("ant", "dog", "cat")));
        assertThat(data.images().get(0).objects().get(0).label()).isEqualTo(2);
    }

    private Dataset open(String split) {
        return Datasets.open("yolo:" + folder, split, BadData.REFUSE);
    }
}
