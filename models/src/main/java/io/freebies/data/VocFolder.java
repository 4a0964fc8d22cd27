package io.freebies.data;

import io.freebies.failure.DidYouMean;
import io.freebies.failure.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where things are in a VOC data set.
 *
 * @param root holds {@code Annotations}, {@code JPEGImages} and {@code ImageSets/Main}
 */
record VocFolder(Path root) {
    private static final List<String> EXTENSIONS = List.of(".jpg", ".jpeg", ".png", ".JPG", ".JPEG", ".PNG");

    /**
     * Finds the data set in {@code folder}: the folder itself, or the only one of its sub-folders, or of those of its
     * {@code VOCdevkit}, that holds annotations.
     *
     * @throws Failure (data) if there is none, or more than one
     */
    static VocFolder find(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw Failure.data("voc " + folder + ": no such folder; check the path");
        }
        if (holdsAnnotations(folder)) {
            return new VocFolder(folder);
        }
        List<Path> found = new ArrayList<>(list(folder));
        found.addAll(list(folder.resolve("VOCdevkit")));
        found.removeIf(f -> !holdsAnnotations(f));
        if (found.size() == 1) {
            return new VocFolder(found.get(0));
        }
        String hint = found.isEmpty()
                ? "none of these; check the path"
                : found.size() + " such folders inside; name one, or several as in voc:" + found.get(0) + ":SPLIT+voc:"
                        + found.get(1) + ":SPLIT";
        throw Failure.data("voc " + folder + ": expected Annotations, JPEGImages and ImageSets/Main, found " + hint);
    }

    /**
     * The image names of a split, in file order; what follows a name on its line is ignored.
     *
     * @throws Failure (data) if there is no such split, it is empty or not readable
     */
    List<String> imagesOf(String split) {
        Path file = main().resolve(split + ".txt");
        if (!Files.isRegularFile(file)) {
            List<String> splits = splits();
            throw Failure.data("voc " + root + ": expected a split " + splits + ", found '" + split + "'"
                    + DidYouMean.hint(split, splits));
        }
        List<String> names =
                TextFile.entries(file).stream().map(l -> l.split("\\s+", 2)[0]).toList();
        if (names.isEmpty()) {
            throw Failure.data(file + ": expected one image name a line, found an empty split; fill it or name another"
                    + " split of " + splits());
        }
        return names;
    }

    /** The names of all splits, sorted; not the lists of one class each that PASCAL VOC also keeps there. */
    List<String> splits() {
        List<String> names = list(main()).stream()
                .map(f -> f.getFileName().toString())
                .filter(n -> n.endsWith(".txt"))
                .map(n -> n.substring(0, n.length() - ".txt".length()))
                .toList();
        return names.stream().filter(name -> !isOfOneClass(name, names)).toList();
    }

    /** Whether it is {@code CLASS_SPLIT}, whose lines say {@code -1}, {@code 0} or {@code 1} behind each image. */
    private boolean isOfOneClass(String name, List<String> names) {
        return names.stream().anyMatch(split -> name.endsWith("_" + split))
                && TextFile.entries(main().resolve(name + ".txt")).stream()
                        .allMatch(line -> line.matches("\\S+\\s+(-1|0|1)"));
    }

    /** {@code labels.txt}: names by label, one a line; empty if the file is absent. */
    List<String> labels() {
        Path file = root.resolve("labels.txt");
        return Files.isRegularFile(file) ? ClassNames.checked(TextFile.entries(file), file.toString()) : List.of();
    }

    Path annotation(String image) {
        return root.resolve("Annotations").resolve(image + ".xml");
    }

    /** The picture by the first known extension that exists; {@code .jpg} if none does. */
    Path picture(String image) {
        Path pictures = root.resolve("JPEGImages");
        return EXTENSIONS.stream()
                .map(e -> pictures.resolve(image + e))
                .filter(Files::exists)
                .findFirst()
                .orElse(pictures.resolve(image + ".jpg"));
    }

    private Path main() {
        return root.resolve("ImageSets").resolve("Main");
    }

    private static boolean holdsAnnotations(Path folder) {
        return Files.isDirectory(folder.resolve("Annotations"));
    }

    /** What is in a folder, sorted; empty if there is no such folder. */
    private static List<Path> list(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw Failure.data(folder + ": cannot be listed (" + e.getMessage() + "); check its permissions", e);
        }
    }
}
