package io.freebies.data;

import static io.freebies.data.CocoSample.image;
import static io.freebies.data.CocoSample.object;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.freebies.box.Box;
import io.freebies.box.BoxFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CocoDatasetTest {
    @TempDir
    private Path folder;

    @Test
    void imagesAreInTheOrderOfIdsAndThoseWithoutObjectsStay() throws IOException {
        CocoSample.in(folder)
                .split(
                        "val2017",
                        List.of(image(900), image(7), image(25)),
                        List.of(object(11, 25, 3, "1.1,2.2,30.3,4.4"), object(5, 25, 1, "0,0,60,40")));
        Dataset data = open("val2017", Purpose.SCORING);
        assertThat(data.images()).extracting(LabelledImage::id).containsExactly("7", "25", "900");
        assertThat(data.images().get(0).objects()).isEmpty();
        assertThat(data.images().get(1).objects())
                .containsExactly(
                        new GroundTruth(BoxFormat.fromCoco(1.1, 2.2, 30.3, 4.4), 1, 77.5, false, false),
                        new GroundTruth(BoxFormat.fromCoco(0, 0, 60, 40), 0, 77.5, false, false));
        assertThat(data.source()).isEqualTo("coco:" + folder + ":val2017");
    }

    @Test
    void classesAreInTheOrderOfTheirIdsAndKeepThem() throws IOException {
        CocoSample.in(folder).split("val", List.of(image(1)), List.of());
        Dataset data = open("val", Purpose.SCORING);
        assertThat(data.classes()).containsExactly("cat", "dog");
        assertThat(data.categoryIds()).containsExactly(1L, 3L);
    }

    @Test
    void aNameOfTwoCategoriesIsToldApartByTheirIds() throws IOException {
        CocoSample.in(folder)
                .write(
                        "val",
                        "{\"images\":[" + image(1) + "],\"annotations\":[" + object(1, 1, 9, "0,0,5,5")
                                + "],\"categories\":[{\"id\":9,\"name\":\"cat\"},{\"id\":2,\"name\":\"cat\"}]}");
        Dataset data = open("val", Purpose.SCORING);
        assertThat(data.classes()).containsExactly("cat", "cat (9)");
        assertThat(data.images().get(0).objects().get(0).label()).isEqualTo(1);
    }

    @Test
    void crowdsAreKeptAndMissingAreasAreThoseOfTheBoxes() throws IOException {
        String crowd = "{\"id\":1,\"image_id\":1,\"category_id\":1,\"bbox\":[1,2,3,4],\"iscrowd\":1,"
                + "\"segmentation\":{\"counts\":[1,2],\"size\":[40,60]}}";
        CocoSample.in(folder).split("val", List.of(image(1)), List.of(crowd));
        GroundTruth object =
                open("val", Purpose.SCORING).images().get(0).objects().get(0);
        assertThat(object.crowd()).isTrue();
        assertThat(object.area()).isEqualTo(12);
    }

    @Test
    void theAnnotationOfIdZeroIsMarked() throws IOException {
        CocoSample.in(folder)
                .split("val", List.of(image(1)), List.of(object(0, 1, 1, "0,0,5,5"), object(1, 1, 1, "9,9,5,5")));
        assertThat(open("val", Purpose.SCORING).images().get(0).objects())
                .extracting(GroundTruth::zeroId)
                .containsExactly(true, false);
    }

    @ParameterizedTest
    @CsvSource({"train, train2017", "val, val2014", "test, test"})
    void aSplitMayLeaveItsYearAway(String split, String name) throws IOException {
        CocoSample.in(folder).split(name, List.of(image(1)), List.of()).picture(name + "/1.jpg");
        assertThat(open(split, Purpose.INFERENCE).images().get(0).file()).isEqualTo(folder.resolve(name + "/1.jpg"));
    }

    @Test
    void picturesMayBeInAFolderOfImages() throws IOException {
        CocoSample.in(folder).split("val2017", List.of(image(1)), List.of()).picture("images/val2017/1.jpg");
        assertThat(open("val", Purpose.INFERENCE).images()).hasSize(1);
    }

    @Test
    void explicitPlacesNeedNoLayout() throws IOException {
        CocoSample sample = CocoSample.in(folder.resolve("any"))
                .split("odd", List.of(image(1)), List.of())
                .picture("pictures/1.jpg");
        DataRequest request = DataRequest.of("coco:nowhere", "val", Purpose.INFERENCE, BadData.REFUSE);
        assertThat(Datasets.open(request.withPlaces(
                                Optional.of(sample.instances("odd")), Optional.of(folder.resolve("any/pictures"))))
                        .images())
                .hasSize(1);
        assertThatThrownBy(() -> Datasets.open(DataRequest.of("voc:x", "val", Purpose.SCORING, BadData.REFUSE)
                        .withPlaces(Optional.of(folder), Optional.empty())))
                .hasMessageContaining("expected coco:DIR beside --annotations or --images");
    }

    @Test
    void trainingClipsBoxesButScoringLeavesThem() throws IOException {
        CocoSample.in(folder)
                .split("val", List.of(image(1)), List.of(object(1, 1, 1, "-0.5,-0.5,60.75,40")))
                .picture("val/1.jpg");
        assertThat(open("val", Purpose.TRAINING)
                        .images()
                        .get(0)
                        .objects()
                        .get(0)
                        .box())
                .isEqualTo(new Box(0, 0, 60, 39.5));
        for (Purpose purpose : List.of(Purpose.SCORING, Purpose.INFERENCE)) {
            assertThat(open("val", purpose).images().get(0).objects().get(0).box())
                    .isEqualTo(BoxFormat.fromCoco(-0.5, -0.5, 60.75, 40));
        }
    }

    @Test
    void givenClassesSetTheLabelsAndTheirIds() throws IOException {
        CocoSample.in(folder).split("val", List.of(image(1)), List.of(object(1, 1, 3, "0,0,5,5")));
        DataRequest request = DataRequest.of("coco:" + folder, "val", Purpose.SCORING, BadData.REFUSE);
        Dataset data = Datasets.open(request.withClasses(List.of("dog", "cat")));
        assertThat(data.images().get(0).objects().get(0).label()).isZero();
        assertThat(data.categoryIds()).containsExactly(3L, 1L);
        assertThatThrownBy(() -> Datasets.open(request.withClasses(List.of("cat"))))
                .hasMessageContaining("annotation 1 of image 1: expected a class of [cat]");
    }

    @ParameterizedTest
    @CsvSource({"train2017, 70, 587", "val2017, 68, 488"})
    void realImagesOpenForEveryPurpose(String split, int images, int objects) {
        Path real = Path.of(System.getProperty("shared.dir", "absent"), "data", "coco_mini");
        assumeTrue(Files.isDirectory(real), "needs the data set " + real);
        for (Purpose purpose : Purpose.values()) {
            Dataset data = Datasets.open(DataRequest.of("coco:" + real + ":" + split, "", purpose, BadData.REFUSE));
            assertThat(data.images()).hasSize(images);
            assertThat(data.classes()).hasSize(80).startsWith("person", "bicycle");
            assertThat(data.images().stream().mapToInt(i -> i.objects().size()).sum())
                    .isEqualTo(objects);
        }
    }

    private Dataset open(String split, Purpose purpose) {
        return Datasets.open(DataRequest.of("coco:" + folder + ":" + split, "", purpose, BadData.REFUSE));
    }
}
