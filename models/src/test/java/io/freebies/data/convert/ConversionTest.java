package io.freebies.data.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.freebies.box.Box;
import io.freebies.data.BadData;
import io.freebies.data.Dataset;
import io.freebies.data.GroundTruth;
import io.freebies.data.LabelledImage;
import io.freebies.data.Splits;
import io.freebies.failure.ExitCode;
import io.freebies.failure.Failure;
import io.freebies.image.Pictures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.opencv.core.Mat;

class ConversionTest {
    @TempDir
    private Path folder;

    /** The law: what is written and read back is what the format holds. */
    @ParameterizedTest
    @CsvSource({
        "bccd, VOC",
        "bccd, COCO",
        "bccd, YOLO",
        "cards, VOC",
        "cards, COCO",
        "cards, YOLO",
        "coco_mini, VOC",
        "coco_mini, COCO",
        "coco_mini, YOLO"
    })
    void aRealDataSetReadBackIsTheSame(String name, Format format) throws IOException {
        Splits source = real(name);
        Conversion conversion = Conversion.of(source, format, folder.resolve("out"), false);
        assertSame(read(format, "out"), TestHeld.by(format, source));
        assertThat(conversion.notHeld().keySet())
                .isSubsetOf("crowd regions, left out", "areas of objects, replaced by those of their boxes");
    }

    /** What VOC and COCO hold survives any way round, digit for digit. */
    @ParameterizedTest
    @ValueSource(strings = {"cards", "coco_mini"})
    void goingRoundByAllFormatsWritesTheSameAnnotations(String name) throws IOException {
        Conversion.of(real(name), Format.VOC, folder.resolve("voc"), false);
        Conversion.of(read(Format.VOC, "voc"), Format.YOLO, folder.resolve("yolo"), false);
        Conversion.of(read(Format.YOLO, "yolo"), Format.COCO, folder.resolve("coco"), false);
        Conversion.of(read(Format.COCO, "coco"), Format.VOC, folder.resolve("voc2"), false);
        assertThat(texts("voc2")).isEqualTo(texts("voc")).isNotEmpty();
        Conversion.of(read(Format.VOC, "voc2"), Format.COCO, folder.resolve("coco2"), false);
        assertThat(texts("coco2")).isEqualTo(texts("coco"));
        Conversion.of(read(Format.COCO, "coco2"), Format.YOLO, folder.resolve("yolo2"), false);
        // Shares of the side are rounded once more each time, far below what a pixel's place needs.
        assertSame(read(Format.YOLO, "yolo2"), read(Format.YOLO, "yolo"));
    }

    @Test
    void whatCocoAddsComesBackFromCoco() {
        Splits source = Splits.of(Map.of("train", dataset("cat", odd("7"))));
        convert(source, Format.COCO);
        assertSame(read(Format.COCO, "coco"), source);
        assertThat(read(Format.COCO, "coco").bySplit().values())
                .flatExtracting(Dataset::images)
                .extracting(LabelledImage::id)
                .containsExactly("7");
    }

    @Test
    void numbersOfClassesAreKeptOrSaidToBeLost() throws IOException {
        LabelledImage image = image("a");
        Dataset numbered = new Dataset("made", List.of("cat", "dog"), List.of(image), List.of(), List.of(17L, 18L));
        Splits splits = Splits.of(Map.of("train", numbered));
        assertThat(convert(splits, Format.COCO).notHeld()).isEmpty();
        assertThat(read(Format.COCO, "coco").bySplit().values())
                .extracting(Dataset::categoryIds)
                .containsExactly(List.of(17L, 18L));
        assertThat(convert(splits, Format.VOC).notHeld())
                .containsOnly(Map.entry(
                        "numbers of classes, which go by their names", List.of("'cat' is 17", "'dog' is 18")));
        Splits turned = splits.map(split -> split.withClasses(List.of("dog", "cat")));
        Conversion anew = Conversion.of(turned, Format.COCO, folder.resolve("turned"), false);
        assertThat(anew.notHeld().values()).containsExactly(List.of("'dog', 18, is 1", "'cat', 17, is 2"));
        assertThat(read(Format.COCO, "turned").classes()).containsExactly("dog", "cat");
    }

    @Test
    void whatAFormatCannotHoldIsListedWithItsPlace() throws IOException {
        Splits source = Splits.of(Map.of("train", dataset("cat", odd("7"))));
        assertThat(convert(source, Format.COCO).notHeld()).isEmpty();
        assertThat(convert(source, Format.VOC).notHeld())
                .containsOnly(
                        Map.entry(
                                "numbers of pictures, which go by the names of their files",
                                List.of("7 is " + picture("a"))),
                        Map.entry("crowd regions, left out", List.of("7 object 2")),
                        Map.entry("areas of objects, replaced by those of their boxes", List.of("7 object 3")));
        assertThat(convert(source, Format.YOLO).notHeld())
                .containsEntry("difficult flags, dropped", List.of("7 object 1"))
                .hasSize(4);
    }

    @Test
    void difficultObjectsStayDifficultInVoc() throws IOException {
        convert(Splits.of(Map.of("train", dataset("cat", odd("a")))), Format.VOC);
        Dataset read = read(Format.VOC, "voc")
                .map(split -> split)
                .bySplit()
                .values()
                .iterator()
                .next();
        assertThat(read.images().get(0).objects())
                .extracting(GroundTruth::difficult)
                .containsExactly(true, false);
    }

    @ParameterizedTest
    @EnumSource(names = {"VOC", "YOLO"})
    void unionsAndOrdersOfSplitsAreKept(Format format) throws IOException {
        LabelledImage a = image("a");
        LabelledImage b = image("b");
        LabelledImage c = image("c");
        Map<String, Dataset> splits = new TreeMap<>(Map.of(
                "train", dataset("cat", c, a), "trainval", dataset("cat", b, c, a), "val2017", dataset("cat", b)));
        Conversion conversion = convert(Splits.of(splits), format);
        assertThat(conversion.pictures()).isEqualTo(Map.of("train", 2, "trainval", 3, "val2017", 1));
        assertThat(conversion.objects()).isEqualTo(3);
        assertSame(read(format, format.word()), Splits.of(splits));
        try (Stream<Path> files = Files.walk(folder.resolve(format.word()))) {
            assertThat(files.filter(f -> f.toString().endsWith(".jpg"))).hasSize(3);
        }
    }

    @Test
    void pictureOfTheSameNameFromTwoFoldersAreToldApart() throws IOException {
        LabelledImage one = image("x/a");
        LabelledImage two = image("y/a");
        Splits splits = Splits.of(new TreeMap<>(Map.of("train", dataset("cat", one), "val", dataset("cat", two))));
        Conversion conversion = convert(splits, Format.VOC);
        assertThat(conversion.notHeld().values()).containsExactly(List.of(picture("y/a") + " is val_a.jpg"));
        assertThat(folder.resolve("voc/JPEGImages/val_a.jpg")).hasSameBinaryContentAs(picture("y/a"));
        assertThat(folder.resolve("voc/ImageSets/Main/val.txt")).hasContent("val_a");
    }

    @Test
    void linksPointToTheSource() throws IOException {
        Splits splits = Splits.of(Map.of("train", dataset("cat", image("a"))));
        Conversion.of(splits, Format.YOLO, folder.resolve("out"), true);
        Path linked = folder.resolve("out/images/train/a.jpg");
        assertThat(linked).isSymbolicLink();
        assertThat(linked.toRealPath()).isEqualTo(picture("a").toRealPath());
    }

    @Test
    void aFolderInUseIsRefusedAndNothingIsLeftBehind() throws IOException {
        Path mine = Files.createDirectories(folder.resolve("out/mine"));
        Splits splits = Splits.of(Map.of("train", dataset("cat", image("a"))));
        assertThatThrownBy(() -> Conversion.of(splits, Format.VOC, folder.resolve("out"), false))
                .isInstanceOfSatisfying(
                        Failure.class, f -> assertThat(f.exitCode()).isEqualTo(ExitCode.USAGE))
                .hasMessageContaining("expected a new or empty folder");
        Files.delete(picture("a"));
        assertThatThrownBy(() -> Conversion.of(splits, Format.VOC, folder.resolve("new"), false))
                .isInstanceOf(Failure.class);
        assertThat(mine).isDirectory();
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(f -> f.getFileName().toString())).containsExactly("out");
        }
    }

    @Test
    void cropsAreTheBoxesOfEachClass() throws IOException {
        GroundTruth whole = new GroundTruth(new Box(0, 0, 60, 40), 0);
        GroundTruth part = new GroundTruth(new Box(10.4, 5, 19.2, 14), 1);
        LabelledImage image = image("a").withObjects(List.of(whole, part));
        Dataset data = new Dataset(
                "made", List.of("and/or", "b"), List.of(image, image("empty").withObjects(List.of())), List.of());
        Conversion conversion = convert(Splits.of(Map.of("train", data)), Format.CROPS);
        assertThat(conversion.notHeld().values()).containsExactly(List.of("'and/or' is and_or"));
        Mat crop = Pictures.read(folder.resolve("crops/train/b/a_2.jpg"));
        assertThat(List.of(crop.cols(), crop.rows())).containsExactly(10, 9);
        assertThat(Pictures.read(folder.resolve("crops/train/and_or/a_1.jpg")).cols())
                .isEqualTo(60);
    }

    @Test
    void cropsOfARealDataSetAreAsManyAsItsObjects() throws IOException {
        Splits cards = real("cards");
        Conversion.of(cards, Format.CROPS, folder.resolve("out"), false);
        try (Stream<Path> files = Files.walk(folder.resolve("out/train"))) {
            assertThat(files.filter(Files::isRegularFile)).hasSize(438);
        }
        try (Stream<Path> files = Files.list(folder.resolve("out/test"))) {
            assertThat(files.map(f -> f.getFileName().toString())).containsExactlyInAnyOrderElementsOf(cards.classes());
        }
    }

    private Conversion convert(Splits splits, Format format) {
        return Conversion.of(splits, format, folder.resolve(format.word()), false);
    }

    private Splits read(Format format, String name) {
        return Splits.open(format.word() + ":" + folder.resolve(name), BadData.REFUSE);
    }

    private static Splits real(String name) {
        Path real = Path.of(System.getProperty("shared.dir", "absent"), "data", name);
        assumeTrue(Files.isDirectory(real), "needs the data set " + real);
        return Splits.open((name.startsWith("coco") ? "coco:" : "voc:") + real, BadData.REFUSE);
    }

    /** Same classes, splits and pictures in the same order, same objects; boxes and areas to a billionth. */
    private static void assertSame(Splits actual, Splits expected) {
        assertThat(actual.classes()).isEqualTo(expected.classes());
        assertThat(actual.bySplit().keySet())
                .containsExactlyInAnyOrderElementsOf(expected.bySplit().keySet());
        expected.bySplit().forEach((name, split) -> {
            List<LabelledImage> images =
                    actual.bySplit().getOrDefault(name, split).images();
            assertThat(images)
                    .extracting(TestHeld::stem)
                    .isEqualTo(split.images().stream().map(TestHeld::stem).toList());
            assertThat(images)
                    .extracting(LabelledImage::width, LabelledImage::height, LabelledImage::objects)
                    .usingRecursiveComparison()
                    .withComparatorForType((a, b) -> Math.abs(a - b) < 2e-9 ? 0 : Double.compare(a, b), Double.class)
                    .isEqualTo(split.images().stream()
                            .map(i -> tuple(i.width(), i.height(), i.objects()))
                            .toList());
        });
    }

    /** The content of all text files, by path. */
    private Map<String, String> texts(String name) throws IOException {
        Map<String, String> texts = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder.resolve(name))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (!file.toString().endsWith(".jpg")) {
                    texts.put(folder.resolve(name).relativize(file).toString(), Files.readString(file));
                }
            }
        }
        return texts;
    }

    private static Dataset dataset(String only, LabelledImage... images) {
        return new Dataset("made", List.of(only), List.of(images), List.of());
    }

    /** A difficult object, a crowd, and one that is smaller than its box. */
    private LabelledImage odd(String id) {
        LabelledImage image = image("a");
        Box box = new Box(1, 2, 11, 12);
        return new LabelledImage(
                id,
                image.file(),
                60,
                40,
                List.of(
                        new GroundTruth(box, 0, 100, true, false),
                        new GroundTruth(box, 0, 100, false, true),
                        new GroundTruth(box, 0, 40, false, false)));
    }

    /** A picture of 60 x 40 pixels with one object; the content differs by name. */
    private LabelledImage image(String name) {
        Path file = picture(name);
        byte[] pixels = new byte[60 * 40 * 3];
        Arrays.fill(pixels, (byte) name.hashCode());
        try {
            Files.createDirectories(file.getParent());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Pictures.write(file, Pictures.of(pixels, 60, 40));
        return new LabelledImage(
                file.getFileName().toString().replace(".jpg", ""),
                file,
                60,
                40,
                List.of(new GroundTruth(new Box(1.25, 2, 11, 12), 0)));
    }

    private Path picture(String name) {
        return folder.resolve(name + ".jpg");
    }
}
