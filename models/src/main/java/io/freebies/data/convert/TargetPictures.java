package io.freebies.data.convert;

import io.freebies.data.Dataset;
import io.freebies.data.GroundTruth;
import io.freebies.data.LabelledImage;
import io.freebies.data.Splits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The pictures of all splits on their way to another place. A picture that is in several splits has one name; different
 * pictures have different ones, which differ before the extension too.
 */
final class TargetPictures {
    private static final Set<String> EXTENSIONS = Set.of(".jpg", ".jpeg", ".png", ".JPG", ".JPEG", ".PNG");

    /** The same file with the same objects, under whatever path and id. */
    private record Key(Object file, List<GroundTruth> objects) {
        static Key of(LabelledImage image) throws IOException {
            Object file = Files.readAttributes(image.file(), BasicFileAttributes.class)
                    .fileKey();
            return new Key(file == null ? image.file().toRealPath() : file, image.objects());
        }
    }

    /** Name without and with the extension, and the smallest split that holds the picture. */
    private record Target(Key key, String stem, String fileName, String home) {}

    private final Map<LabelledImage, Target> targets = new HashMap<>();
    private final Map<Key, Path> stored = new HashMap<>();
    private final Set<String> taken = new HashSet<>();
    private final boolean link;

    /**
     * Names the pictures of all splits.
     *
     * @param link link to the files instead of copying them
     * @param notHeld is told of each picture that cannot keep its name
     */
    TargetPictures(Splits splits, boolean link, NotHeld notHeld) throws IOException {
        this.link = link;
        List<Map.Entry<String, Dataset>> smallestFirst = splits.bySplit().entrySet().stream()
                .sorted(Comparator.comparingInt(
                        split -> split.getValue().images().size()))
                .toList();
        Map<Key, Target> byKey = new HashMap<>();
        for (Map.Entry<String, Dataset> split : smallestFirst) {
            for (LabelledImage image : split.getValue().images()) {
                Target target =
                        byKey.computeIfAbsent(Key.of(image), key -> named(key, image.file(), split.getKey(), notHeld));
                targets.put(image, target);
            }
        }
    }

    private Target named(Key key, Path file, String split, NotHeld notHeld) {
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.') > 0 ? name.lastIndexOf('.') : name.length();
        String extension = EXTENSIONS.contains(name.substring(dot)) ? name.substring(dot) : ".jpg";
        String stem = name.substring(0, dot);
        String free = stem;
        // Names that differ in case only are the same file on some machines.
        for (int i = 1; !taken.add(free.toLowerCase(Locale.ROOT)); i++) {
            free = split + "_" + stem + (i == 1 ? "" : "_" + i);
        }
        if (!name.equals(free + extension)) {
            notHeld.add("names of pictures, changed as they are taken or unusual", file + " is " + free + extension);
        }
        return new Target(key, free, free + extension, split);
    }

    /** The name without its extension. */
    String stem(LabelledImage image) {
        return target(image).stem;
    }

    /** The name with its extension. */
    String fileName(LabelledImage image) {
        return target(image).fileName;
    }

    /** The smallest split that holds the picture. */
    String home(LabelledImage image) {
        return target(image).home;
    }

    private Target target(LabelledImage image) {
        return Objects.requireNonNull(targets.get(image), image.id());
    }

    /** Puts the file into a folder, once. */
    void put(LabelledImage image, Path folder) throws IOException {
        Path target = folder.resolve(fileName(image));
        if (Files.exists(target)) {
            return;
        }
        Path first = stored.putIfAbsent(target(image).key, target);
        if (link) {
            Files.createSymbolicLink(target, image.file().toRealPath());
        } else if (first == null) {
            Files.copy(image.file(), target);
        } else {
            shareOrCopy(first, target);
        }
    }

    /** One file in two folders where the file system can do that: a picture in several splits takes its room once. */
    private static void shareOrCopy(Path first, Path target) throws IOException {
        try {
            Files.createLink(target, first);
        } catch (IOException | UnsupportedOperationException e) {
            Files.copy(first, target);
        }
    }
}
