package io.freebies.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freebies.box.Box;
import io.freebies.data.SceneDrawer.Scene;
import io.freebies.failure.Failure;
import io.freebies.image.Pictures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SyntheticDatasetTest {
    @TempDir
    private Path folder;

    @Test
    void theSameArgumentsGiveTheSameBytes() throws IOException {
        SyntheticDataset.write(folder.resolve("one"), 5, 2, 3);
        SyntheticDataset.write(folder.resolve("two"), 5, 2, 3);
        SyntheticDataset.write(folder.resolve("other"), 5, 2, 4);
        assertThat(content("one")).isEqualTo(content("two")).isNotEqualTo(content("other"));
    }

    @Test
    void moreImagesDoNotChangeTheFirst() throws IOException {
        SyntheticDataset.write(folder.resolve("few"), 5, 1, 3);
        SyntheticDataset.write(folder.resolve("many"), 6, 2, 3);
        Map<String, List<Byte>> few = content("few");
        few.keySet().removeIf(name -> name.contains("Main"));
        assertThat(content("many")).containsAllEntriesOf(few);
    }

    @Test
    void itReadsAsAVocDataSetWithFourSplits() {
        SyntheticDataset.write(folder.resolve("set"), 10, 3, 1);
        assertThat(images("trainval")).hasSize(10);
        assertThat(images("train")).hasSize(8).doesNotContainAnyElementsOf(images("val"));
        assertThat(images("val")).hasSize(2);
        assertThat(images("test")).hasSize(3).doesNotContainAnyElementsOf(images("trainval"));
        assertThat(Datasets.open("voc:" + folder.resolve("set"), "test", BadData.SKIP)
                        .classes())
                .isEqualTo(SyntheticClass.names())
                .hasSize(8)
                .isSorted();
    }

    @Test
    void nothingButTheDataSetIsLeftBehind() throws IOException {
        Path empty = Files.createDirectory(folder.resolve("set"));
        SyntheticDataset.write(empty, 5, 0, 1);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(empty);
        }
    }

    @Test
    void anOccupiedFolderIsRefusedAndStaysAsItIs() throws IOException {
        Files.writeString(folder.resolve("thesis.txt"), "years of work");
        assertThatThrownBy(() -> SyntheticDataset.write(folder, 5, 5, 1))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("expected a new or empty folder, found it occupied");
        assertThat(folder.resolve("thesis.txt")).hasContent("years of work");
    }

    @Test
    void theDataArgumentDrawsOnceIntoTheCache() throws IOException {
        System.setProperty("bof.cache", folder.toString());
        try {
            Dataset first = Datasets.open("synth:images=5,seed=9:val", "train", BadData.REFUSE);
            Path picture = first.images().get(0).file();
            assertThat(picture).startsWith(folder.resolve("synth-5-9-v1"));
            var drawn = Files.getLastModifiedTime(picture);
            Datasets.open("synth:images=5,seed=9", "train", BadData.REFUSE);
            assertThat(Files.getLastModifiedTime(picture)).isEqualTo(drawn);
        } finally {
            System.clearProperty("bof.cache");
        }
    }

    @Test
    void boxesLieInsideThePictureAndObjectsAreEightToSixtyPercentOfItsSide() {
        List<String> seen = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            Scene scene = SceneDrawer.draw(new SeedTree(5).stream("test", 0, i));
            int width = scene.picture().cols();
            int height = scene.picture().rows();
            assertThat(scene.objects()).hasSizeLessThanOrEqualTo(6);
            assertThat(scene.quality()).isBetween(40, 95);
            for (GroundTruth object : scene.objects()) {
                Box box = object.box();
                assertThat(box.clip(width, height)).isEqualTo(box);
                assertThat(Math.max(box.width(), box.height())).isBetween(4.0, 0.75 * height);
                seen.add(SyntheticClass.ALL.get(object.label()).name());
            }
            scene.picture().release();
        }
        assertThat(seen).hasSizeGreaterThan(12).containsAll(SyntheticClass.names());
    }

    @Test
    void picturesAreNeitherBlackNorWhiteNorFlat() {
        for (int i = 0; i < 12; i++) {
            byte[] pixels = Pictures.bytes(
                    SceneDrawer.draw(new SeedTree(6).stream("test", 0, i)).picture());
            double sum = 0;
            double squares = 0;
            for (byte pixel : pixels) {
                double value = pixel & 0xFF;
                sum += value;
                squares += value * value;
            }
            double mean = sum / pixels.length;
            assertThat(mean).isBetween(8.0, 247.0);
            assertThat(Math.sqrt(squares / pixels.length - mean * mean)).isGreaterThan(8);
        }
    }

    private List<String> images(String split) {
        return Datasets.open("voc:" + folder.resolve("set"), split, BadData.REFUSE).images().stream()
                .map(LabelledImage::id)
                .toList();
    }

    private Map<String, List<Byte>> content(String name) throws IOException {
        Map<String, List<Byte>> content = new TreeMap<>();
        Path root = folder.resolve(name);
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                List<Byte> bytes = new ArrayList<>();
                for (byte b : Files.readAllBytes(file)) {
                    bytes.add(b);
                }
                content.put(root.relativize(file).toString(), bytes);
            }
        }
        return content;
    }
}
