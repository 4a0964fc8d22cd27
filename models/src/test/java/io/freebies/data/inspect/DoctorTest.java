package io.freebies.data.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.freebies.data.SyntheticDataset;
import io.freebies.data.inspect.Finding.Severity;
import io.freebies.image.DamagedPicture;
import io.freebies.image.Pictures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DoctorTest {
    @TempDir
    private Path folder;

    private Path set = Path.of("");

    @BeforeEach
    void draw() {
        set = folder.resolve("set");
        SyntheticDataset.write(set, 20, 5, 3);
    }

    @Test
    void aSoundDataSetHasNoErrorsThoughTrainvalIsTrainAndVal() {
        assertThat(findings(Severity.ERROR)).isEmpty();
        assertThat(examine().splits().bySplit()).hasSize(4);
    }

    @Test
    void missingAndDamagedPicturesAreErrorsWithTheirFiles() throws IOException {
        Files.delete(jpeg("test_000001"));
        DamagedPicture.write(jpeg("test_000002"), size("test_000002", "width"), size("test_000002", "height"));
        Finding finding = only(Severity.ERROR);
        assertThat(finding.check()).isEqualTo("readable");
        assertThat(finding.text()).isEqualTo("test: 2 unusable pictures");
        assertThat(finding.places()).hasSize(2);
        assertThat(finding.places().get(0)).contains("test_000001.jpg: no such picture");
        assertThat(finding.places().get(1)).contains("test_000002.jpg: the picture's data is damaged");
    }

    @Test
    void aSplitWithoutAnyGoodPictureIsOneErrorAndTheOthersAreExamined() throws IOException {
        Files.writeString(set.resolve("ImageSets/Main/test.txt"), "gone\n");
        Finding finding = only(Severity.ERROR);
        assertThat(finding.text()).isEqualTo("test: not one usable picture");
        assertThat(examine().splits().bySplit().keySet()).containsExactly("train", "trainval", "val");
    }

    @Test
    void aBoxOutsideItsPictureIsAnError() throws IOException {
        annotate("val", xml -> xml.replaceFirst("<xmax>[0-9]+", "<xmax>9999"));
        assertThat(only(Severity.ERROR, "val").places())
                .singleElement()
                .asString()
                .contains("expected a box inside the picture");
    }

    @Test
    void aTestPictureCopiedIntoTrainingUnderAnotherNameIsALeak() throws IOException {
        Files.copy(jpeg("test_000003"), jpeg("new"));
        Files.writeString(xml("new"), Files.readString(xml("test_000003")));
        append("train", "new");
        append("trainval", "new");
        assertThat(findings(Severity.ERROR))
                .extracting(Finding::check, Finding::text, Finding::places)
                .containsExactlyInAnyOrder(
                        tuple("leakage", "test and train share 1 pictures", List.of("test_000003 = new")),
                        tuple("leakage", "test and trainval share 1 pictures", List.of("test_000003 = new")));
    }

    @Test
    void aTestSplitInsideTheTrainingSplitIsALeak() throws IOException {
        append("train", "test_000001\ntest_000002\ntest_000003\ntest_000004\ntest_000005");
        assertThat(findings(Severity.ERROR)).extracting(Finding::text).contains("test and train share 5 pictures");
    }

    @Test
    void aPictureThatIsThereTwiceIsAWarning() throws IOException {
        Files.copy(jpeg("train_000001"), jpeg("copy"));
        Files.copy(xml("train_000001"), xml("copy"));
        append("train", "copy");
        append("trainval", "copy");
        assertThat(warnings("duplicates"))
                .extracting(Finding::text)
                .containsExactly(
                        "train: 1 pictures are there more than once", "trainval: 1 pictures are there more than once");
        assertThat(findings(Severity.ERROR)).isEmpty();
    }

    @Test
    void anObjectAnnotatedTwiceAndOneOfTwoClassesAreWarnings() throws IOException {
        Files.writeString(set.resolve("labels.txt"), Files.readString(set.resolve("labels.txt")) + "yeti\n");
        annotate("test", xml -> {
            String object = xml.substring(xml.indexOf("<object>"), xml.indexOf("</object>") + "</object>".length());
            String other = object.replaceFirst("<name>.*</name>", "<name>yeti</name>");
            return xml.replace("</annotation>", object + other + "</annotation>");
        });
        assertThat(warnings("boxes"))
                .extracting(Finding::text)
                .contains("1 objects are annotated twice", "2 objects have two classes");
    }

    @Test
    void aTinyBoxIsAWarningWithItsSize() throws IOException {
        annotate(
                "test",
                xml -> xml.replace(
                        "</annotation>",
                        "<object><name>" + firstClass()
                                + "</name><bndbox><xmin>4</xmin><ymin>4</ymin><xmax>4</xmax><ymax>9</ymax>"
                                + "</bndbox></object></annotation>"));
        assertThat(warnings("boxes"))
                .filteredOn(f -> f.text().contains("below 2 pixels"))
                .singleElement()
                .satisfies(
                        f -> assertThat(f.places()).singleElement().asString().contains("of 1.000 x 6.000 pixels"));
    }

    @Test
    void anAnnotationOfIdZeroIsAWarning() throws IOException {
        Path coco = Files.createDirectories(folder.resolve("coco/val"));
        Files.createDirectories(folder.resolve("coco/annotations"));
        Pictures.write(coco.resolve("1.jpg"), Pictures.of(new byte[60 * 40 * 3], 60, 40));
        Files.writeString(
                folder.resolve("coco/annotations/instances_val.json"),
                "{\"images\": [{\"id\": 7, \"file_name\": \"1.jpg\", \"width\": 60, \"height\": 40}],"
                        + "\"annotations\": [{\"id\": 0, \"image_id\": 7, \"category_id\": 1, \"bbox\": [1, 2, 9, 9]}],"
                        + "\"categories\": [{\"id\": 1, \"name\": \"cat\"}]}");
        assertThat(Doctor.examine("coco:" + folder.resolve("coco"), UnaryOperator.identity())
                        .findings())
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.severity()).isEqualTo(Severity.WARNING);
                    assertThat(finding.text()).startsWith("1 annotations have the id 0");
                    assertThat(finding.places()).containsExactly("7");
                });
    }

    @Test
    void classesWithoutObjectsAreWarnings() throws IOException {
        Files.writeString(set.resolve("labels.txt"), Files.readString(set.resolve("labels.txt")) + "yeti\n");
        assertThat(warnings("classes"))
                .filteredOn(f -> f.places().contains("yeti"))
                .extracting(Finding::text)
                .containsExactly("1 classes have no object at all");
    }

    @Test
    void aMissingDataSetIsNoFindingButAFailure() {
        assertThatThrownBy(() -> Doctor.examine("voc:" + folder.resolve("none"), UnaryOperator.identity()))
                .hasMessageContaining("no such folder");
    }

    @ParameterizedTest
    @ValueSource(strings = {"voc:bccd", "voc:cards", "coco:coco_mini"})
    void realDataSetsHaveNoErrors(String argument) {
        String[] words = argument.split(":", 2);
        Path real = Path.of(System.getProperty("shared.dir", "absent"), "data", words[1]);
        assumeTrue(Files.isDirectory(real), "needs the data set " + real);
        Doctor doctor = Doctor.examine(words[0] + ":" + real, UnaryOperator.identity());
        assertThat(doctor.count(Severity.ERROR)).isZero();
        assertThat(doctor.findings()).extracting(Finding::check).doesNotContain("duplicates");
    }

    private Doctor examine() {
        return Doctor.examine("voc:" + set, UnaryOperator.identity());
    }

    private List<Finding> findings(Severity severity) {
        return examine().findings().stream()
                .filter(f -> f.severity() == severity)
                .toList();
    }

    private List<Finding> warnings(String check) {
        return findings(Severity.WARNING).stream()
                .filter(f -> f.check().equals(check))
                .toList();
    }

    private Finding only(Severity severity) {
        List<Finding> found = findings(severity);
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    private Finding only(Severity severity, String split) {
        return findings(severity).stream()
                .filter(f -> f.text().startsWith(split + ":"))
                .findFirst()
                .orElseThrow();
    }

    private Path jpeg(String image) {
        return set.resolve("JPEGImages/" + image + ".jpg");
    }

    private Path xml(String image) {
        return set.resolve("Annotations/" + image + ".xml");
    }

    private int size(String image, String side) throws IOException {
        return Integer.parseInt(Files.readString(xml(image)).replaceAll("(?s).*<" + side + ">(\\d+)<.*", "$1"));
    }

    private String firstClass() {
        try {
            return Files.readAllLines(set.resolve("labels.txt")).get(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void append(String split, String lines) throws IOException {
        Path file = set.resolve("ImageSets/Main/" + split + ".txt");
        List<String> all = new ArrayList<>(Files.readAllLines(file));
        all.addAll(lines.lines().toList());
        Files.write(file, all);
    }

    /** Changes the first annotation of a split that has an object. */
    private void annotate(String split, UnaryOperator<String> change) throws IOException {
        for (String image : Files.readAllLines(set.resolve("ImageSets/Main/" + split + ".txt"))) {
            String before = Files.readString(xml(image));
            if (before.contains("<object>")) {
                Files.writeString(xml(image), change.apply(before));
                return;
            }
        }
    }
}
