package io.freebies.data;

import io.freebies.failure.DidYouMean;
import io.freebies.failure.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where one split of a COCO data set is.
 *
 * @param annotations the instances file
 * @param pictures the folder that the file's names refer to
 */
record CocoFolder(Path annotations, Path pictures) {
    private static final String PREFIX = "instances_";
    private static final String SUFFIX = ".json";
    private static final List<String> YEARS = List.of("", "2017", "2014");

    /**
     * Finds {@code annotations/instances_SPLIT.json} and the pictures in {@code SPLIT}, {@code images/SPLIT} or, where
     * there is neither, the folder itself. A split may leave its year away.
     *
     * @throws Failure (data) if there is no such file and none is given
     */
    static CocoFolder find(Path root, String split, Optional<Path> annotations, Optional<Path> images) {
        Path file = annotations.orElseGet(() -> instances(root, split));
        return new CocoFolder(file, images.orElseGet(() -> pictures(root, splitOf(file, split))));
    }

    /** The splits that have an instances file, by name. */
    static List<String> splits(Path root) {
        return splitsIn(root.resolve("annotations"));
    }

    private static Path instances(Path root, String split) {
        Path folder = root.resolve("annotations");
        Optional<Path> found = YEARS.stream()
                .map(year -> folder.resolve(PREFIX + split + year + SUFFIX))
                .filter(Files::isRegularFile)
                .findFirst();
        return found.orElseThrow(() -> {
            List<String> splits = splitsIn(folder);
            return Failure.data("coco " + root + ": expected "
                    + (splits.isEmpty()
                            ? "annotations/" + PREFIX + split + SUFFIX + ", found none; check the path, or name the"
                                    + " file with --annotations"
                            : "a split of " + splits + ", found '" + split + "'" + DidYouMean.hint(split, splits)));
        });
    }

    private static List<String> splitsIn(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(f -> f.getFileName().toString())
                    .filter(n -> n.startsWith(PREFIX) && n.endsWith(SUFFIX))
                    .map(n -> n.substring(PREFIX.length(), n.length() - SUFFIX.length()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw Failure.data(folder + ": cannot be listed (" + e + "); check its permissions", e);
        }
    }

    /** The split's full name, which also names its folder of pictures. */
    private static String splitOf(Path file, String split) {
        String name = file.getFileName().toString();
        return name.startsWith(PREFIX) && name.endsWith(SUFFIX)
                ? name.substring(PREFIX.length(), name.length() - SUFFIX.length())
                : split;
    }

    private static Path pictures(Path root, String split) {
        return Stream.of(root.resolve(split), root.resolve("images").resolve(split))
                .filter(Files::isDirectory)
                .findFirst()
                .orElse(root);
    }
}
