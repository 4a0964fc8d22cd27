package io.freebies.data;

import io.freebies.data.SceneDrawer.Scene;
import io.freebies.failure.Failure;
import io.freebies.image.Pictures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Drawn pictures, written as a PASCAL VOC data set. */
public final class SyntheticDataset {
    /** Part of the cache's folder name: raised whenever the same arguments would draw other pictures. */
    private static final int VERSION = 1;

    /** Every fifth picture that is not for testing is for validation. */
    private static final int VALIDATION = 5;

    /** What {@link #write} makes. */
    static final List<String> SPLITS = List.of("train", "val", "trainval", "test");

    private SyntheticDataset() {}

    /**
     * Writes {@code Annotations}, {@code JPEGImages}, {@code ImageSets/Main} and {@code labels.txt}; the splits are
     * {@code train} and {@code val}, together {@code trainval}, and {@code test}. The same arguments give the same
     * bytes. The folder appears when all is written.
     *
     * @param folder absent or empty
     * @param trainImages pictures of {@code trainval}; every fifth is in {@code val}
     * @param testImages pictures of {@code test}
     * @param seed what all is drawn from
     * @throws Failure (usage) if the folder holds something; (environment) if it cannot be written
     */
    public static void write(Path folder, int trainImages, int testImages, long seed) {
        AtomicFolder.write(folder, temporary -> draw(temporary, trainImages, testImages, new SeedTree(seed)));
    }

    /** The folder of these options in the cache, drawn on first use; another process may be drawing the same. */
    static synchronized Path cached(SyntheticOptions options) {
        String home = System.getProperty("user.home");
        String cache = System.getProperty("bof.cache", home + "/.cache/freebies");
        Path folder = Path.of(cache, "synth-" + options.images() + "-" + options.seed() + "-v" + VERSION);
        if (Files.isDirectory(folder)) {
            return folder;
        }
        try {
            write(folder, options.images(), options.images(), options.seed());
        } catch (Failure e) {
            // Whoever renames first wins; the same options draw the same pictures.
            if (!Files.isDirectory(folder)) {
                throw e;
            }
        }
        return folder;
    }

    private static void draw(Path folder, int trainImages, int testImages, SeedTree seeds) throws IOException {
        Path splits = Files.createDirectories(folder.resolve("ImageSets").resolve("Main"));
        Files.createDirectories(folder.resolve("Annotations"));
        Files.createDirectories(folder.resolve("JPEGImages"));
        Files.write(folder.resolve("labels.txt"), SyntheticClass.names());
        writeSplit(splits, "train", trainImages, "train", i -> i % VALIDATION != VALIDATION - 1);
        writeSplit(splits, "val", trainImages, "train", i -> i % VALIDATION == VALIDATION - 1);
        writeSplit(splits, "trainval", trainImages, "train", i -> true);
        writeSplit(splits, "test", testImages, "test", i -> true);
        IntStream.range(0, trainImages).parallel().forEach(i -> drawOne(folder, "train", i, seeds));
        IntStream.range(0, testImages).parallel().forEach(i -> drawOne(folder, "test", i, seeds));
    }

    private static void writeSplit(Path splits, String split, int images, String series, IntPredicate isIn)
            throws IOException {
        String lines = IntStream.range(0, images)
                .filter(isIn)
                .mapToObj(i -> name(series, i) + "\n")
                .collect(Collectors.joining());
        Files.writeString(splits.resolve(split + ".txt"), lines);
    }

    private static String name(String series, int index) {
        return String.format(Locale.ROOT, "%s_%06d", series, index + 1);
    }

    private static void drawOne(Path folder, String series, int index, SeedTree seeds) {
        Scene scene = SceneDrawer.draw(seeds.stream("scene of " + series, 0, index));
        String name = name(series, index);
        Pictures.write(folder.resolve("JPEGImages").resolve(name + ".jpg"), scene.picture(), scene.quality());
        Path xml = folder.resolve("Annotations").resolve(name + ".xml");
        try {
            int width = scene.picture().cols();
            int height = scene.picture().rows();
            Files.writeString(xml, VocXml.of(name + ".jpg", width, height, scene.objects(), SyntheticClass.names()));
        } catch (IOException e) {
            throw Failure.environment("cannot write " + xml + " (" + e + "); make room", e);
        } finally {
            scene.picture().release();
        }
    }
}
