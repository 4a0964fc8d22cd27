package io.freebies.data;

import static io.freebies.data.CocoSample.image;
import static io.freebies.data.CocoSample.object;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freebies.failure.ExitCode;
import io.freebies.failure.Failure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CocoBadDataTest {
    private static final String BOX = "1,2,3,4";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[1,2,3]            | expected 4 finite numbers as bbox, found 3 in a list of 3",
                "[1,2,3,4,5]        | expected 4 finite numbers as bbox, found 5 in a list of 5",
                "[1,2,NaN,4]        | expected 4 finite numbers as bbox, found 3 in a list of 4",
                "[1,2,3,1e999]      | expected 4 finite numbers as bbox, found 3 in a list of 4",
                "[1,2,\"3\",[4]]    | expected 4 finite numbers as bbox, found 2 in a list of 4",
                "\"1,2,3,4\"        | expected 4 finite numbers as bbox, found \"1,2,3,4\"",
                "{\"x\":1}          | expected 4 finite numbers as bbox, found an object",
                "[1,2,-3,4]         | expected a width and height of 0 or more in bbox, found -3.0 and 4.0"
            })
    void aBadBoxIsNamedWithItsPlace(String box, String message) throws IOException {
        String annotation = "{\"id\":8,\"image_id\":1,\"bbox\":" + box + ",\n\"category_id\":1}";
        CocoSample.in(folder).split("val", List.of(image(1)), List.of(object(7, 1, 1, BOX), annotation));
        assertRefused("annotations[1], line 1, column ", message, "instances_val.json");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"id\":\"8\",\"image_id\":1,\"category_id\":1  | expected a whole number as id, found \"8\"",
                "\"id\":8.5,\"image_id\":1,\"category_id\":1    | expected a whole number as id, found 8.5",
                "\"image_id\":1,\"category_id\":1               | expected id, found none",
                "\"id\":8,\"image_id\":99,\"category_id\":1     | annotation 8 of image 99: expected an image of the file",
                "\"id\":8,\"image_id\":1,\"category_id\":2      | annotation 8 of image 1: expected a category of the file",
                "\"id\":7,\"image_id\":1,\"category_id\":1      | annotation 7 of image 1: expected an id of its own",
                "\"id\":8,\"image_id\":1,\"category_id\":1,\"area\":-1    | expected area of 0 or more, found -1.0",
                "\"id\":8,\"image_id\":1,\"category_id\":1,\"iscrowd\":2  | expected 0 or 1 as iscrowd, found 2",
                "\"id\":99999999999999999999,\"image_id\":1,\"category_id\":1 | expected a whole number as id"
            })
    void aBadAnnotationIsNamed(String keys, String message) throws IOException {
        CocoSample.in(folder)
                .split("val", List.of(image(1)), List.of(object(7, 1, 1, BOX), "{" + keys + ",\"bbox\":[1,2,3,4]}"));
        assertRefused(message);
    }

    @Test
    void anAnnotationWithoutBoxIsNamed() throws IOException {
        CocoSample.in(folder)
                .split("val", List.of(image(1)), List.of("{\"id\":8,\"image_id\":1,\"category_id\":1}", "17"));
        assertRefused(
                "annotations[0], ", "expected bbox, found none", "annotations[1], ", "expected an object, found 17");
    }

    @Test
    void idsOfImagesAndCategoriesMustDiffer() throws IOException {
        CocoSample.in(folder).split("val", List.of(image(1), image(1)), List.of());
        assertRefused("image 1 is listed twice");
        CocoSample.in(folder)
                .write(
                        "val",
                        "{\"images\":[" + image(1) + "],\"annotations\":[],\"categories\":"
                                + "[{\"id\":1,\"name\":\"a\"},{\"id\":1,\"name\":\"b\"}]}");
        assertRefused("expected categories of different ids, found 2 categories with 1 ids");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"images\":[{\"id\":1   | the file ends in the middle",
                "{\"images\":[}           | line 1, column 12: expected JSON, found: Unexpected close marker",
                "[]                       | expected a COCO instances file, an object with images, annotations",
                "''                       | found an empty file",
                "{}                       | found 0, 0 and 0",
                "{\"images\":{}}          | expected a list as images, found an object",
                "{\"images\":[]} x        | expected JSON"
            })
    void aFileOfAnotherShapeIsRefused(String content, String message) throws IOException {
        CocoSample.in(folder).write("val", content);
        assertRefused(message, "instances_val.json");
    }

    @Test
    void absurdlyLongAndDeepValuesAreRefusedWhereTheyStand() throws IOException {
        CocoSample.in(folder)
                .split("val", List.of("{\"id\":1,\"file_name\":\"" + "x".repeat(1 << 17) + "\"}"), List.of());
        assertRefused("line 1, column ", "too long or too deep to be meant");
        CocoSample.in(folder)
                .split("val", List.of("{\"id\":1,\"url\":" + "[".repeat(5000) + "]".repeat(5000) + "}"), List.of());
        assertRefused("line 1, column ", "too long or too deep to be meant");
    }

    @Test
    void longValuesThatAreNotReadDoNotMatter() throws IOException {
        String longName = "x".repeat(1 << 20);
        CocoSample.in(folder)
                .split(
                        "val",
                        List.of("{\"id\":1,\"url\":\"" + longName
                                + "\",\"file_name\":\"1.jpg\",\"width\":60,\"height\":40}"),
                        List.of());
        assertThat(open(Purpose.SCORING, BadData.REFUSE).images()).hasSize(1);
    }

    @Test
    void skippingLeavesImagesWithBadAnnotationsOutAndListsEverything() throws IOException {
        CocoSample.in(folder)
                .split(
                        "val",
                        List.of(image(1), image(2), image(3)),
                        List.of(
                                object(1, 1, 1, BOX),
                                object(2, 2, 1, "1,2,-3,4"),
                                object(3, 3, 99, BOX),
                                object(4, 44, 1, BOX)));
        Dataset data = open(Purpose.SCORING, BadData.SKIP);
        assertThat(data.images()).extracting(LabelledImage::id).containsExactly("1");
        assertThat(data.leftOut()).hasSize(3);
        assertThat(String.join("\n", data.leftOut()))
                .contains("annotations[1]", "annotation 3 of image 3", "annotation 4 of image 44");
    }

    @Test
    void trainingRefusesBoxesItCannotLearnFromWhichScoringTakes() throws IOException {
        CocoSample.in(folder)
                .split("val", List.of(image(1)), List.of(object(1, 1, 1, "5,5,10,0"), object(2, 1, 1, "50,5,20,10")))
                .picture("val/1.jpg");
        assertThat(open(Purpose.SCORING, BadData.REFUSE).images().get(0).objects())
                .hasSize(2);
        assertThatThrownBy(() -> open(Purpose.TRAINING, BadData.REFUSE))
                .hasMessageContaining("2 problems")
                .hasMessageContaining(
                        "annotation 1 of image 1: expected a box with an inside, in the picture of 60 x 40,"
                                + " found [5.0, 5.0, 10.0, 0.0]");
    }

    @Test
    void missingPicturesAreRefusedUnlessOnlyDetectionsAreScored() throws IOException {
        CocoSample.in(folder).split("val", List.of(image(1)), List.of()).picture("val/2.jpg");
        assertThat(open(Purpose.SCORING, BadData.REFUSE).images()).hasSize(1);
        assertThatThrownBy(() -> open(Purpose.INFERENCE, BadData.REFUSE))
                .hasMessageContaining("1.jpg: no such picture");
    }

    @ParameterizedTest
    @CsvSource({"../../secret.jpg", "/etc/secret.jpg", "a\\u0000.jpg"})
    void picturesOutsideTheFolderAreNotOpened(String name) throws IOException {
        CocoSample.in(folder)
                .split(
                        "val",
                        List.of("{\"id\":1,\"file_name\":\"" + name + "\",\"width\":60,\"height\":40}"),
                        List.of())
                .picture("val/2.jpg");
        assertThatThrownBy(() -> open(Purpose.INFERENCE, BadData.REFUSE))
                .hasMessageContaining("image 1: expected the name of a file in " + folder.resolve("val"));
    }

    @Test
    void missingSplitListsThoseThatExist() throws IOException {
        CocoSample.in(folder).split("train2017", List.of(image(1)), List.of());
        assertThatThrownBy(() -> Datasets.open("coco:" + folder + ":vall", "", BadData.REFUSE))
                .hasMessageContaining("expected a split of [train2017], found 'vall'");
        assertThatThrownBy(() -> Datasets.open("coco:" + folder + "/absent", "test", BadData.REFUSE))
                .hasMessageContaining("expected annotations/instances_val.json, found none; check the path");
    }

    private Dataset open(Purpose purpose, BadData policy) {
        return Datasets.open(DataRequest.of("coco:" + folder, "val", purpose, policy));
    }

    private void assertRefused(String... messages) {
        assertThatThrownBy(() -> open(Purpose.SCORING, BadData.REFUSE))
                .isInstanceOfSatisfying(
                        Failure.class, f -> assertThat(f.exitCode()).isEqualTo(ExitCode.DATA))
                .hasMessageContainingAll((CharSequence[]) messages);
    }
}
